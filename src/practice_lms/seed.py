"""The people that every practice LMS has. Idempotent: it runs at every start."""

from practice_lms.models import Faults, Person

PEOPLE: tuple[dict[str, object], ...] = (
    {"login": "ada", "given_name": "Ada", "family_name": "Admin", "is_account_admin": True},
    {"login": "tess", "given_name": "Tess", "family_name": "Teacher", "house_role": "teacher"},
    {"login": "sam", "given_name": "Sam", "family_name": "Student", "house_role": "student", "sis_id": "SIS-1001"},
    {"login": "sofia", "given_name": "Sofía", "family_name": "Ångström", "house_role": "student"},
    # Canvas people may have one name only: the family name is then sent, empty.
    {"login": "li", "given_name": "Li", "family_name": "", "house_role": "student"},
    {"login": "olga", "given_name": "Olga", "family_name": "Observer", "house_role": "observer"},
    # In no course until somebody adds him on a People page.
    {"login": "theo", "given_name": "Theo", "family_name": "Elsewhere"},
)


def seed() -> None:
    """Make the people who are missing; change nobody who is there."""
    for person in PEOPLE:
        Person.objects.get_or_create(
            login=person["login"], defaults={**person, "email": f"{person['login']}@practice.example"}
        )
    Faults.objects.get_or_create(pk=1)

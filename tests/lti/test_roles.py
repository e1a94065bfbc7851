import pytest

from slipway.classes.roles import ENROLLED_ROLES, ClassRole, class_role
from slipway.lms_kinds.openedx import OPEN_EDX
from slipway.lti.roles import CourseRole, read_roles, with_institution_roles

STUDENT, TEACHER, OBSERVER = ENROLLED_ROLES
LIS = "http://purl.imsglobal.org/vocab/lis/v2/"
URN = "urn:lti:role:ims/lis/"
SYS = "urn:lti:sysrole:ims/lis/"
INST = "urn:lti:instrole:ims/lis/"

TABLE = [
    # Canvas 1.1
    ("Instructor", TEACHER),
    ("TeachingAssistant", TEACHER),
    ("ContentDeveloper", TEACHER),
    ("Learner", STUDENT),
    (f"{INST}Observer,{URN}Mentor", OBSERVER),
    (f"{INST}Administrator", None),
    (f"{INST}Administrator,{SYS}SysAdmin", None),
    (f"{SYS}None", None),
    ("Learner,Instructor,ContentDeveloper", TEACHER),
    # roles of the institution beside those of the course, and short names beside URNs
    (f"{INST}Instructor,Learner", STUDENT),
    (f"Instructor,{URN}TeachingAssistant", TEACHER),
    (f"{URN}Mentor", OBSERVER),
    # Canvas 1.3
    (f"{LIS}membership#Instructor,{LIS}institution/person#Instructor", TEACHER),
    (f"{LIS}membership/Instructor#TeachingAssistant,{LIS}membership#Instructor", TEACHER),
    (f"{LIS}membership#ContentDeveloper", TEACHER),
    (f"{LIS}membership#Learner,{LIS}institution/person#Student", STUDENT),
    (f"{LIS}membership#Mentor", OBSERVER),
    (f"{LIS}membership#Learner,http://purl.imsglobal.org/vocab/lti/system/person#TestUser", STUDENT),
    (f"{LIS}institution/person#Administrator", None),
    (f"{LIS}system/person#None", None),
    (f"{LIS}membership#Manager", None),
    (f"{LIS}membership#Member", None),
    # Moodle
    (f"Instructor,{SYS}Administrator,{INST}Administrator", TEACHER),
    (f"{SYS}Administrator,{INST}Administrator", None),
    # Blackboard
    (f"{URN}Learner", STUDENT),
    (f"{URN}Instructor", TEACHER),
    (f"{URN}TeachingAssistant", TEACHER),
    (f"{URN}ContentDeveloper", TEACHER),
    # Brightspace
    (f"{INST}Instructor,Instructor,{INST}Instructor,Instructor", TEACHER),
    ("Student", STUDENT),
    ("Faculty", None),
    # what is short for "Learner" is so in the course's longer forms too
    (f"{URN}Student", STUDENT),
    (f"{URN}Student/NonCreditStudent", STUDENT),
    (f"{LIS}membership#Student", STUDENT),
    (f"{LIS}membership/Student#GuestStudent", STUDENT),
    (f"{URN}Faculty", None),
    (f"{LIS}membership#Faculty", None),
    (f"{INST}Student", None),
    (f"{SYS}Student", None),
    # Sakai: both vocabularies at once
    (f"Instructor,{LIS}membership#Instructor", TEACHER),
    (f"Learner,{LIS}membership#Learner", STUDENT),
    (f"TeachingAssistant,{LIS}membership/Instructor#TeachingAssistant", TEACHER),
    # Open edX
    ("Student,Learner", STUDENT),
    ("Administrator", TEACHER),
    (f"{LIS}membership#Administrator,{LIS}membership#Instructor", TEACHER),
    (f"{LIS}membership#Learner,{LIS}system/person#None,{LIS}institution/person#None", STUDENT),
    (f"{LIS}institution/person#Student", None),
    (f"{LIS}system/person#Administrator,{LIS}institution/person#Faculty,{LIS}institution/person#Staff", None),
    # Schoology
    (f"{URN}Administrator", TEACHER),
    # sub-roles are kinds of their principal role
    (f"{URN}Learner/NonCreditLearner", STUDENT),
    (f"{URN}Instructor/GuestInstructor", TEACHER),
    (f"{LIS}membership/Learner#Instructor", STUDENT),
    (f"{LIS}membership/Mentor#Learner", OBSERVER),
    (f"{LIS}membership/Manager#Observer", None),
    # what nobody knows gives nothing
    ("", None),
    ("learner", None),
    ("INSTRUCTOR", None),
    ("Wizard", None),
    ("https://example.org/roles#Instructor", None),
    (f"{LIS}membership#Instructor#Learner#x", None),
    (f"{LIS}person#Instructor", None),
    (f"x{URN}Instructor", None),
    ("Observer", OBSERVER),
    (" Instructor ,, Learner ", TEACHER),
]


@pytest.mark.parametrize(("sent", "becomes"), TABLE)
def test_only_roles_of_the_course_give_rights(sent: str, becomes: ClassRole | None) -> None:
    assert class_role(read_roles([sent])) == becomes
    assert class_role(read_roles(sent.split(","))) == becomes  # LTI 1.3 sends a list


PERSON = f"{LIS}institution/person#"


@pytest.mark.parametrize(
    ("sent", "becomes"),
    [
        (f"{PERSON}Student", STUDENT),
        (f"{PERSON}Instructor", TEACHER),
        (f"{LIS}system/person#Administrator,{PERSON}Instructor", TEACHER),  # its staff
        (f"{PERSON}Student,{LIS}system/person#None", STUDENT),
        # what says anything of the course says it all
        (f"{PERSON}Instructor,{LIS}membership#Learner", STUDENT),
        (f"{PERSON}Instructor,{LIS}membership#Mentor", OBSERVER),
        (f"{PERSON}Instructor,{LIS}membership#Wizard", None),
        (f"{PERSON}Instructor,{LIS}membership#Manager", None),
        (f"{PERSON}Instructor,Wizard", None),
        (f"{PERSON}Instructor,{URN}None", None),
        # it never meant anything else of the institution
        (f"{PERSON}Faculty,{PERSON}Staff", None),
        (f"{PERSON}Administrator", None),
        (f"{PERSON}Learner", None),
        (f"{PERSON}Observer,{PERSON}Mentor", None),
        (f"{PERSON}None,{LIS}system/person#None", None),
        (f"{LIS}system/person#Instructor", None),
        ("", None),
    ],
)
def test_b4_open_edx_before_2026_means_the_course(sent: str, becomes: ClassRole | None) -> None:
    assert class_role(with_institution_roles(read_roles(sent.split(",")), OPEN_EDX.institution_roles)) == becomes


@pytest.mark.parametrize(
    ("sent", "is_administrator"),
    [
        (f"{INST}Administrator", True),
        (f"{SYS}SysAdmin", True),
        (f"{SYS}Administrator,{INST}Administrator", True),
        (f"{SYS}Creator", True),
        (f"{SYS}AccountAdmin", True),
        (f"{LIS}institution/person#Administrator", True),
        (f"{LIS}system/person#SysAdmin", True),
        (f"{LIS}person#Administrator", True),
        ("Administrator", False),
        (f"{LIS}membership#Administrator", False),
        (f"{URN}Administrator", False),
        (f"{INST}Instructor", False),
        (f"{INST}Faculty", False),
        (f"{SYS}User,{SYS}None", False),
        ("Instructor", False),
    ],
)
def test_an_administrator_is_one_of_the_institution_or_the_lms(sent: str, is_administrator: bool) -> None:
    assert read_roles([sent]).is_administrator is is_administrator


def test_roles_are_kept_by_where_they_hold() -> None:
    roles = read_roles([f"{URN}Learner", f"{INST}Student", f"{SYS}User", f"{SYS}None", "Learner"])
    assert roles.course == {CourseRole.LEARNER}
    assert roles.institution == {"Student"}
    assert roles.system == {"User"}
    assert not roles.test_user

    assert read_roles(["Learner", "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"]).test_user


def test_an_assistant_is_told_from_an_instructor() -> None:
    assert read_roles([f"{LIS}membership/Instructor#TeachingAssistant"]).course == {CourseRole.TEACHING_ASSISTANT}

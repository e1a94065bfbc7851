"""The school that browser tests play in: an owner, a teacher, and the sample class, not yet connected to any LMS."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

import slipway.content
from tests.servers import Slipway

PASSWORD = "correct horse battery"
SAMPLE = Path(slipway.content.__file__).parent / "samples" / "python-from-zero"
_numbers = count(1)

SITE = """
[[organization]]
slug = "{slug}"
name = "{name}"
owners = [{{ email = "owner@{slug}.example", password = "{password}" }}]
teachers = [{{ email = "teacher@{slug}.example", password = "{password}" }}]
{credential}
[[organization.class]]
slug = "python-from-zero"
folder = "{folder}"
lti_enabled = {lti}
lms_url = "{lms_url}"
teachers = ["teacher@{slug}.example"]
"""
BY_KEY = """
[[organization.lti_1p1]]
name = "Practice LMS"
consumer_key = "{slug}-key"
shared_secret = "{slug}-secret &+"
"""
UNCONNECTED = ""


@dataclass(frozen=True)
class SeedSite:
    """Who and what there is."""

    slug: str
    organization: str
    units: list[str]
    addresses: list[str]

    @property
    def owner(self) -> str:
        return f"owner@{self.slug}.example"

    @property
    def teacher(self) -> str:
        return f"teacher@{self.slug}.example"

    @property
    def key(self) -> str:
        return f"{self.slug}-key"

    @property
    def secret(self) -> str:
        return f"{self.slug}-secret &+"

    def organization_id(self, server: Slipway) -> UUID:
        """The id of the school."""
        return UUID(server.query("SELECT id FROM orgs_organization WHERE slug = %s", [self.slug])[0]["id"])

    def classroom_id(self, server: Slipway) -> UUID:
        """The id of the class, which nobody types."""
        sql = (
            "SELECT c.id FROM classes_classroom c JOIN orgs_organization o ON o.id = c.organization_id"
            " WHERE o.slug = %s"
        )
        return UUID(server.query(sql, [self.slug])[0]["id"])


def seed_site(
    server: Slipway, folder: Path, *, lms_url: str = "", credential: str = BY_KEY, sample: Path = SAMPLE
) -> SeedSite:
    """A new school with a sample class; with `lms_url` the class has LTI enabled and that Class LMS URL.

    `credential`: the LMS that the school has connected, as a site file says it.
    """
    slug = f"seed-{next(_numbers)}"
    name = f"Harbour College {slug}"
    lti = "true" if lms_url else "false"
    text = SITE.format(
        slug=slug, name=name, password=PASSWORD, folder=sample, lti=lti, lms_url=lms_url,
        credential=credential.format(slug=slug),
    )  # fmt: skip
    server.apply(text, folder=folder)
    shown = server.show_organization(slug)
    units = [unit for module in shown["classes"][0]["modules"] for unit in module["units"]]
    return SeedSite(
        slug=slug,
        organization=name,
        units=[unit["title"] for unit in units],
        addresses=[unit["launch_url"] for unit in units],
    )

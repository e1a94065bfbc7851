"""Site files: what they say, and what is said of those that can't be applied."""

import pytest

from slipway.lms.registrations.endpoints import RegistrationFields
from slipway.site.site_file.read import read_site_file
from slipway.site.site_file.values import (
    SiteClass,
    SiteFileRefusedError,
    SiteKey,
    SiteOrganization,
    SitePerson,
    SiteRegistration,
)

WHOLE = """
[[organization]]
slug = "acme"
name = "Acme College"
owners = [{ email = "Owner@Acme.example", password = "on paper" }]
teachers = [{ email = "teacher@acme.example", name = "Tess", password_file = "tess.txt" }]
[[organization.lti_1p1]]
name = "Canvas"
consumer_key = "acme-key"
shared_secret = "acme-secret"
[[organization.lti_1p1]]
name = "Moodle"
consumer_key = "acme-moodle"
shared_secret_file = "moodle.txt"
disabled = true
[[organization.lti_1p3]]
name = "Canvas"
issuer = "https://canvas.instructure.com"
client_id = "10000000000001"
auth_url = "https://sso.canvaslms.com/auth"
token_url = "https://sso.canvaslms.com/token"
jwks_url = "https://sso.canvaslms.com/jwks"
token_audience = "https://canvas.example.edu/token"
deployments = ["1:abc", " 2:def "]
deployment_policy = "listed"
[[organization.class]]
slug = "python-101"
folder = "classes/python-101"
lti_enabled = true
lms_url = " https://canvas.example.edu/courses/7 "
teachers = ["Teacher@acme.example"]
[[organization.class]]
slug = "empty"
title = "Nothing yet"
"""
FILES = {"tess.txt": "from a file\n", "moodle.txt": "two\nlines\n"}


def read_file(name: str) -> str:
    """The files beside the site file."""
    if name not in FILES:
        raise FileNotFoundError(2, "No such file or directory")
    return FILES[name]


def faults_of(text: str) -> list[str]:
    """What is said of a file that can't be applied."""
    with pytest.raises(SiteFileRefusedError) as refused:
        read_site_file(text, read_file=read_file)
    return refused.value.faults


def whole() -> SiteOrganization:
    """The organization of the whole file."""
    (acme,) = read_site_file(WHOLE, read_file=read_file)
    return acme


def test_an_organization_is_read_with_its_people_and_keys() -> None:
    acme = whole()
    assert (acme.path, acme.slug, acme.name) == ("organization[0]", "acme", "Acme College")
    assert acme.owners == (SitePerson(email="owner@acme.example", name="", password="on paper"),)
    assert acme.teachers == (SitePerson(email="teacher@acme.example", name="Tess", password="from a file"),)
    assert acme.keys == (
        SiteKey(name="Canvas", consumer_key="acme-key", shared_secret="acme-secret", disabled=None),
        SiteKey(name="Moodle", consumer_key="acme-moodle", shared_secret="two\nlines", disabled=True),
    )


def test_a_registration_is_read_with_its_deployments() -> None:
    endpoints = RegistrationFields(
        issuer="https://canvas.instructure.com",
        client_id="10000000000001",
        auth_url="https://sso.canvaslms.com/auth",
        token_url="https://sso.canvaslms.com/token",
        jwks_url="https://sso.canvaslms.com/jwks",
        token_audience="https://canvas.example.edu/token",
        deployment_policy="listed",
    )
    assert whole().registrations == (
        SiteRegistration(
            path="organization[0].lti_1p3[0]", name="Canvas", endpoints=endpoints, deployments=("1:abc", "2:def")
        ),
    )


def test_classes_are_read_with_and_without_a_folder() -> None:
    full, bare = whole().classes
    assert full == SiteClass(
        path="organization[0].class[0]",
        slug="python-101",
        folder="classes/python-101",
        title=None,
        lti_enabled=True,
        lms_url="https://canvas.example.edu/courses/7",
        teachers=("teacher@acme.example",),
    )
    assert bare == SiteClass(
        path="organization[0].class[1]",
        slug="empty",
        folder=None,
        title="Nothing yet",
        lti_enabled=None,
        lms_url=None,
        teachers=(),
    )


def test_an_empty_file_asks_for_nothing() -> None:
    assert read_site_file("", read_file=read_file) == ()


@pytest.mark.parametrize(
    ("value", "shared", "policy"),
    [("", None, "first"), ("true", True, "listed"), ("false", False, "first")],
)
def test_a1_an_application_of_the_operators(value: str, shared: bool | None, policy: str) -> None:
    line = f"shared_application = {value}\n" if value else ""
    (acme,) = read_site_file(HEAD + REGISTRATION + line, read_file=read_file)
    (found,) = acme.registrations
    assert (found.shared_application, found.endpoints.deployment_policy) == (shared, policy)


def test_secrets_are_not_in_what_is_printed_of_it() -> None:
    printed = repr(read_site_file(WHOLE, read_file=read_file))
    assert "on paper" not in printed
    assert "acme-secret" not in printed


REGISTRATION = """
[[organization.lti_1p3]]
name = "C"
issuer = "https://c.example"
client_id = "1"
auth_url = "https://c.example/a"
token_url = "https://c.example/t"
jwks_url = "https://c.example/j"
"""
HEAD = '[[organization]]\nslug = "acme"\nname = "Acme"\n'


OWNER = 'owners = [{{ email = "x@y.z"{more} }}]'
KEY = '[[organization.lti_1p1]]\nname = "C"\nconsumer_key = "k"\n'
CLASS = '[[organization.class]]\nslug = "c"\n'
TITLED = f'{CLASS}title = "C"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("slug = ", "not valid TOML: Invalid value (at end of document)"),
        ("organisation = []", "organisation: unknown key; did you mean organization?"),
        ("organization = 3", "organization: must be a list of tables"),
        ('[[organization]]\nname = "Acme"', "organization[0].slug: is missing"),
        ('[[organization]]\nname = " "\nslug = "acme"', "organization[0].name: is empty"),
        ('[[organization]]\nname = 3\nslug = "acme"', "organization[0].name: must be text in quotes"),
        (
            '[[organization]]\nname = "A"\nslug = "a c"',
            "organization[0].slug: may hold letters, digits, hyphens and underscores, at most 64",
        ),
        (HEAD + 2 * f'{KEY}shared_secret = "s"\n', "organization.lti_1p1: consumer_key 'k' is here twice"),
        (HEAD + HEAD, "organization: slug 'acme' is here twice"),
    ],
)
def test_what_can_not_be_applied_is_named_by_its_path(text: str, fault: str) -> None:
    assert fault in faults_of(text)
    assert len(faults_of(text)) <= 2  # a mistyped key is missing, and unknown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("owners = [{}]", ".owners[0].email: is missing"),
        ('owners = [{ email = "x" }]', ".owners[0].email: 'x' is no e-mail address"),
        (OWNER.format(more=', pasword = "p"'), ".owners[0].pasword: unknown key; did you mean password?"),
        (
            OWNER.format(more=', password = "p", password_file = "tess.txt"'),
            ".owners[0].password: give password or password_file, not both",
        ),
        (
            OWNER.format(more=', password_file = "no.txt"'),
            ".owners[0].password_file: no.txt: No such file or directory",
        ),
        (
            OWNER.format(more="") + '\nteachers = [{ email = "X@y.z" }]',
            ".owners and teachers: email 'x@y.z' is here twice",
        ),
        (KEY, ".lti_1p1[0].shared_secret: is missing"),
        (KEY + 'shared_secret = ""', ".lti_1p1[0].shared_secret: is empty"),
        (
            REGISTRATION + 'shared_application = true\ndeployment_policy = "first"\n',
            ".lti_1p3[0].deployment_policy: must be listed: deployments alone tell its schools apart",
        ),
        (
            REGISTRATION + 'shared_application = "yes"\n',
            ".lti_1p3[0].shared_application: must be true or false, without quotes",
        ),
        (REGISTRATION.replace("issuer", "isuer"), ".lti_1p3[0].issuer: is missing"),
        (
            REGISTRATION + 'deployment_policy = "some"',
            ".lti_1p3[0].deployment_policy: must be one of first, all, listed",
        ),
        (REGISTRATION + 'deployments = ["1", ""]', ".lti_1p3[0].deployments: must be texts of 1 to 255 characters"),
        (2 * REGISTRATION, ".lti_1p3: name, issuer and client_id 'C https://c.example 1' is here twice"),
        (CLASS, ".class[0].folder: is missing (a class without a folder needs a title)"),
        (2 * TITLED, ".class: slug 'c' is here twice"),
        (TITLED + 'lti_enabled = "yes"', ".class[0].lti_enabled: must be true or false, without quotes"),
        (TITLED + "teachers = [3]", '.class[0].teachers: must be a list of texts, such as ["one", "two"]'),
    ],
)
def test_what_an_organization_can_not_have_is_named_by_its_path(text: str, fault: str) -> None:
    faults = faults_of(HEAD + text)
    assert f"organization[0]{fault}" in faults
    assert len(faults) <= 2


def test_all_faults_are_told_at_once() -> None:
    assert len(faults_of('[[organization]]\nslug = 1\nowners = [{ email = "x", nme = "y" }]')) == 4

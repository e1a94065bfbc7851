"""A kind that nobody knew: its one value reaches every place where kinds are told apart."""

import re
import sys

import pytest

from slipway.lms.models import Lms
from slipway.lms_kinds import registry
from slipway.lms_kinds.endpoints import endpoints_for, root_of
from slipway.lms_kinds.generic import GENERIC
from slipway.lms_kinds.kind import Courses, LmsKind, Marks, Pages, SetUp, UsualEndpoints, Vendor
from slipway.lms_kinds.pages import read_page
from slipway.lti.v1p1.launch import read_launch_form
from slipway.web_address import read_address
from slipway.words import Text
from tests.factories import account, organization
from tests.lti import dialects
from tests.lti.signing import form_of
from tests.orgs.browsers import browser_of


def read_class(path: str, _query: object) -> str | None:
    found = re.fullmatch(r"/klass/(\d+)", path)
    return found[1] if found else None


LUMEN = LmsKind(
    family="lumen",
    name=Text("Lumen Campus"),
    set_up=SetUp(steps=GENERIC.set_up.steps, guide=GENERIC.set_up.guide, example="https://lumen.example.edu"),
    marks=Marks(aliases=frozenset({"lumenlms"})),
    vendor=Vendor(issuers=frozenset({"https://lumen.example"})),
    endpoints=UsualEndpoints(issuer="{root}", auth_url="{root}/auth", jwks_url="{root}/keys", token_url="{root}/token"),
    pages=Pages(read=read_class, starts=("klass/",)),
    courses=Courses(context_is_course=True, home="/klass/"),
)


@pytest.fixture(autouse=True)
def _lumen_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    known = registry.KINDS
    for module in [*sys.modules.values()]:
        if getattr(module, "KINDS", None) is known:  # wherever it was imported
            monkeypatch.setattr(module, "KINDS", (*known[:-1], LUMEN, GENERIC))


@pytest.mark.parametrize("product", ["lumen", "Lumen", "Lumen LMS", "LumenLMS"])
def test_its_launches_are_known(product: str) -> None:
    sent = dialects.SAKAI | {"tool_consumer_info_product_family_code": product}
    assert read_launch_form(form_of(sent)).platform.family == "lumen"
    assert registry.kind_by_issuer("https://lumen.example") is LUMEN


def test_its_addresses_are_known() -> None:
    address = read_address("https://lms.school.edu/klass/7")
    assert address
    page = read_page(address)
    assert page
    assert (page.kind, page.course_id) == (LUMEN, "7")
    assert root_of("https://lms.school.edu/a/klass/7") == "https://lms.school.edu/a"
    found = endpoints_for(LUMEN, "https://lms.school.edu/klass/7")
    assert found
    assert found.token_url == "https://lms.school.edu/token"


@pytest.mark.http
@pytest.mark.django_db
def test_owners_choose_it_and_see_its_steps() -> None:
    owner = account()
    base = f"/organizations/{organization(owner=owner).pk}/settings/lti"
    browser = browser_of(owner)
    assert '<option value="lumen">Lumen Campus</option>' in browser.get(f"{base}/new").content.decode()
    steps = browser.post(f"{base}/new", {"family": "lumen", "way": "1.3", "name": ""}, follow=True)
    assert "In Lumen Campus" in steps.content.decode()
    assert (Lms.objects.get().family, Lms.objects.get().name) == ("lumen", "Lumen Campus")
    assert "Lumen Campus" in browser.get(f"{base}/{Lms.objects.get().pk}").content.decode()

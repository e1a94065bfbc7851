"""A student takes a receipt home from inside the LMS's frame, and verifies it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.receipts.issuing import issue_receipt
from slipway.receipts.public_keys import receipt_keys_json
from slipway.site.verify_receipt import verify_receipt_command
from slipway.submissions.models import Submission
from tests import factories
from tests.browsers import chromium
from tests.looks import assert_looks_good
from tests.receipts.graded import graded_submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def submission() -> Submission:
    unit = factories.classroom_with_units().unit("u1")
    person = factories.identity(factories.lms(unit.classroom.organization), name="Ida Learner")
    first = graded_submission(unit, person.user)
    issue_receipt(first)
    return graded_submission(unit, person.user, number=2)


def opened(page: Page, server: LiveServer, of: Submission) -> None:
    person = of.user.identities.get()
    token, session = factories.launch_session(of.unit.classroom, person=person, unit=of.unit)
    page.goto(f"{server.url}/l/{session.launch_id}/units/{of.unit.pk}/receipts#{token}")
    expect(page.locator("main h1")).to_have_text("Receipts")


def test_a_receipt_is_downloaded_and_verified(
    submission: Submission, live_server: LiveServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with chromium("third-party-blocked") as context:
        page = context.new_page()
        opened(page, live_server, submission)
        page.get_by_text("What it says").first.click()
        expect(page.get_by_text("Tests “Examples”: 1 of 2 passed.").first).to_be_visible()
        assert_looks_good(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download receipt 1 of submission 2").click()
        assert download.value.suggested_filename == f"receipt-{str(submission.pk)[:8]}-1.json"
        download.value.save_as(tmp_path / "receipt.json")
    (tmp_path / "keys.json").write_bytes(receipt_keys_json(submission.unit.classroom.organization_id))
    assert verify_receipt_command([str(tmp_path / "receipt.json"), "--keys", str(tmp_path / "keys.json")]) == 0
    assert "Ida Learner handed in submission 2" in capsys.readouterr().out


def test_a_receipt_that_does_not_come_is_said(submission: Submission, live_server: LiveServer) -> None:
    with chromium("third-party-blocked") as context:
        page = context.new_page()
        opened(page, live_server, submission)
        page.route("**/receipts/*", lambda route: route.abort())
        page.get_by_role("button", name="Download receipt 1 of submission 2").click()
        expect(page.get_by_text("The receipt could not be fetched.")).to_be_visible()

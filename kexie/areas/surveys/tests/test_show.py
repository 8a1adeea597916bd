"""How a survey stands, and who is still expected."""

import pytest

from kexie.areas.surveys.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages, qr

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SUR-01", "FRM-10")]


def test_address_code_and_who_has_not_answered() -> None:
    done, waiting = (
        bodies.body(factories.COUNTY, name="已答企业科协"),
        bodies.body(factories.COUNTY, name="未答企业科协"),
    )
    survey = factories.opened(audience="bodies")
    pages.send(pages.browser(appointed(done, Role.SECRETARY)), f"/surveys/{survey.code}/answer/", **{"a.field": "a1"})
    shown = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/").text
    assert ("已答 1，未答 1" in shown, waiting.name in shown, done.name in shown) == (True, True, False)
    drawn = shown[shown.index("<svg", shown.index("w-code-qr")) : shown.index("</svg>", shown.index("w-code-qr")) + 6]
    assert qr.read(drawn) == f"http://testserver/s/{survey.code}/"


def test_a_draft_is_still_written_and_a_leader_only_reads() -> None:
    survey = factories.draft()
    browser = pages.browser(factories.staff(survey.organisation))
    assert browser.get(f"/surveys/{survey.code}/")["Location"] == f"/surveys/{survey.code}/change/"
    opened = factories.opened(survey.organisation)
    leader = pages.browser(factories.staff(survey.organisation, Role.LEADER))
    assert "结束收集" not in leader.get(f"/surveys/{opened.code}/").text
    assert leader.get(f"/surveys/{opened.code}/close/").status_code == 404

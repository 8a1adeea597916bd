"""One's own registrations, and what a visitor is told."""

import pytest

from kexie.areas.registrations import actions
from kexie.areas.registrations.tests import factories
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-07")]
OWN = "/registrations/"


def test_a_visitor_is_told_how_and_led_to_sign_in() -> None:
    html = pages.browser(None).get(OWN).text
    assert "/signin/?next=/registrations/submit/" in html
    assert "/register/?next=/registrations/submit/" in html


@pytest.mark.spec("SCP-03")
def test_one_sees_only_what_one_sent_in() -> None:
    mine, other = persons.person(), persons.person()
    factories.returned(mine, name="我的公司")
    factories.registration(other, name="别人的公司")
    html = pages.browser(mine).get(OWN).text
    assert "我的公司" in html
    assert "执照看不清" in html
    assert "别人的公司" not in html
    assert "的公司" not in pages.browser(None).get(OWN).text


def test_withdrawn_ones_stay_listed() -> None:
    row = factories.registration(name="撤回的公司")
    actions.withdraw(row, seen=0, by=factories.by(row.applicant))
    assert "已撤回" in pages.browser(row.applicant).get(OWN).text

"""The one page on which somebody chooses how notices come."""

import pytest

from kexie.engines.notices import queries
from kexie.engines.notices.models import Preference, QuietHours
from kexie.engines.notices.tests.factories import reader
from kexie.engines.notices.tests.post import Office
from kexie.foundation.people.tests import factories as persons
from tests.pages import browser, send

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01")]
ADDRESS = "/account/notices/"


def typed(**more: str) -> dict[str, str]:
    """What the form sends where everything stays as it is usual."""
    kinds = queries.kinds()
    given = {f"wanted_{name}": "on" for name, kind in kinds.items() if not kind.is_important}
    given |= {f"email_{name}": kind.cadence.value for name, kind in kinds.items()}
    return given | {"starts": "22:00", "ends": "07:00"} | more


def test_what_is_chosen_is_shown_again(office: Office) -> None:
    person = reader()
    client = browser(person)
    given = typed(email_directory="weekly", email_registrations="never", starts="21:30", ends="08:00")
    del given["wanted_directory"]
    saved = send(client, ADDRESS, **given)["Location"]
    assert "已保存" in client.get(saved).text
    assert "已保存" not in client.get(ADDRESS).text
    rows = {row.kind: (row.is_wanted, row.email) for row in Preference.objects.filter(person=person)}
    assert rows["directory"] == (False, "weekly")
    assert rows["registrations"] == (True, "never")
    hours = QuietHours.objects.get(person=person)
    assert (f"{hours.starts:%H:%M}", f"{hours.ends:%H:%M}") == ("21:30", "08:00")
    form = client.get(ADDRESS).context["form"]
    assert form["wanted_directory"].value() is False
    assert (form["email_directory"].value(), form["starts"].value()) == ("weekly", "21:30")


def test_what_is_important_cannot_be_switched_off(office: Office) -> None:
    person = reader()
    client = browser(person)
    assert 'name="wanted_accounts"' not in client.get(ADDRESS).text
    send(client, ADDRESS, **typed(wanted_accounts=""))
    assert Preference.objects.get(person=person, kind="accounts").is_wanted


def test_a_choice_that_does_not_exist_is_refused(office: Office) -> None:
    person = reader()
    for wrong in ({"email_directory": "hourly"}, {"starts": "22:10"}, {"ends": ""}):
        assert send(browser(person), ADDRESS, **typed(**wrong)).status_code == 422
    assert not Preference.objects.exists()


def test_without_a_mail_server_it_says_so_and_keeps_what_was_chosen() -> None:
    person = persons.person()
    Preference.objects.create(person=person, kind="directory", email="weekly")
    page = browser(person).get(ADDRESS).text
    assert "没有开通邮件" in page
    assert 'name="email_directory"' not in page
    assert send(browser(person), ADDRESS, wanted_directory="").status_code == 303
    row = Preference.objects.get(person=person, kind="directory")
    assert (row.is_wanted, row.email) == (False, "weekly")


def test_without_an_address_it_leads_to_where_one_is_given(office: Office) -> None:
    assert "/account/set_email/" in browser(persons.person()).get(ADDRESS).text


def test_nobody_changes_anothers() -> None:
    one, other = persons.person(), persons.person()
    send(browser(one), ADDRESS, wanted_directory="")
    assert not Preference.objects.filter(person=other).exists()

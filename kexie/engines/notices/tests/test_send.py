"""Letters go out once: refused before the letter is handed over they are tried again, after it they are uncertain."""

from datetime import datetime, time, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from kexie.core import clock
from kexie.engines.notices import actions
from kexie.engines.notices.actions import sending
from kexie.engines.notices.models import Delivery, Notice, QuietHours
from kexie.engines.notices.tests.factories import BY, IMPORTANT, age, prefer, reader, states, told
from kexie.engines.notices.tests.post import Office, words
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("NOT-01"), pytest.mark.spec("REL-06")]
HOUR = timedelta(hours=1)


def sent_to(*people: Person) -> int:
    """Tell people something important and let the worker send."""
    told(
        *people,
        what=IMPORTANT,
        title="注册申请已通过",
        text="王敏的电话不对",
        organisation=bodies.body(name="示例甲科协"),
    )
    return actions.send_due()


def test_a_letter_says_what_and_where_and_nothing_personal(office: Office) -> None:
    person = reader("张三丰")
    assert sent_to(person) == 1
    ((address, letter),) = office.taken
    assert address == person.email
    assert letter["Subject"].strip() == "【企业科协综合服务系统】注册申请已通过"
    assert letter["List-Unsubscribe"] == "<https://kexie.example/account/notices/>"
    assert letter["Auto-Submitted"] == "auto-generated"
    code = Notice.objects.get().announcement.code
    for kind in ("plain", "html"):
        text = words(letter, kind)
        for shown in ("注册申请已通过", "示例甲科协", f"https://kexie.example/notices/{code}/"):
            assert shown in text
        for hidden in ("张三丰", "王敏的电话", person.username):
            assert hidden not in text
    assert states() == {"sent": 1}


def test_sent_once_however_often_the_worker_looks(office: Office) -> None:
    person = reader()
    sent_to(person)
    age(changed_at=HOUR, due_at=HOUR)
    actions.give_up_stalled()
    assert actions.send_due() == 0
    assert office.counts == {person.email: 1}


def test_without_an_address_of_the_site_letters_say_to_sign_in(office: Office, settings: Settings) -> None:
    settings.ADDRESS = ""
    sent_to(reader())
    letter = office.taken[0][1]
    assert "请登录" in words(letter)
    assert "http" not in words(letter)
    assert letter["List-Unsubscribe"] is None


def test_whoever_has_no_address_gets_no_letter(office: Office) -> None:
    assert sent_to(persons.person()) == 0
    assert states() == {}


@pytest.mark.parametrize("answer", ["451 later", "421 busy"])
def test_a_refusal_for_now_is_tried_again_later(office: Office, answer: str) -> None:
    person = reader()
    office.refusals = [answer]
    assert sent_to(person) == 0
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.answer) == ("queued", 1, answer[:3])
    assert row.due_at > clock.now() + timedelta(seconds=50)
    assert actions.send_due() == 0
    age(due_at=HOUR)
    assert actions.send_due() == 1
    assert office.counts == {person.email: 1}


def test_a_refusal_for_good_is_not_tried_again(office: Office) -> None:
    office.refusals = ["550 no such user"]
    sent_to(reader())
    age(due_at=HOUR)
    assert actions.send_due() == 0
    assert (states(), office.asked) == ({"failed": 1}, 1)


def test_refused_too_often_it_is_given_up(office: Office) -> None:
    office.refusals = ["451 later"] * 20
    sent_to(reader())
    for _ in range(10):
        age(due_at=24 * HOUR)
        actions.send_due()
    assert (states(), office.asked) == ({"failed": 1}, 6)


def test_a_letter_that_the_server_did_not_want_after_all_is_tried_again(office: Office) -> None:
    person = reader()
    office.verdicts = ["452 full"]
    assert sent_to(person) == 0
    age(due_at=HOUR)
    assert actions.send_due() == 1
    assert office.counts == {person.email: 1}


def test_silence_after_the_letter_is_uncertain_and_never_sent_again(office: Office, settings: Settings) -> None:
    person = reader()
    settings.EMAIL_TIMEOUT, office.pause = 0.3, 1.0
    assert sent_to(person) == 0
    assert states() == {"uncertain": 1}
    office.pause = 0
    age(due_at=HOUR, changed_at=HOUR)
    actions.give_up_stalled()
    assert actions.send_due() == 0
    assert office.counts == {person.email: 1}  # it had been taken


def test_a_connection_cut_after_the_letter_is_uncertain(office: Office) -> None:
    person = reader()
    office.verdicts = [None]
    sent_to(person)
    age(due_at=HOUR)
    assert actions.send_due() == 0
    assert states() == {"uncertain": 1}
    assert office.counts == {person.email: 1}


def test_a_server_that_is_not_there_costs_one_try_of_one_letter(office: Office, settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    people = [reader() for _ in range(3)]
    assert sent_to(*people) == 0
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    settings.EMAIL_PORT = office.port
    age(due_at=HOUR)
    assert actions.send_due() == 3


def test_what_a_killed_worker_was_handing_over_is_uncertain(office: Office) -> None:
    told(reader(), what=IMPORTANT)
    Delivery.objects.update(state="sending", attempts=1)
    assert actions.give_up_stalled() == 0
    age(changed_at=timedelta(minutes=11))
    assert actions.give_up_stalled() == 1
    assert (states(), actions.send_due()) == ({"uncertain": 1}, 0)


def test_a_worker_that_dies_each_time_does_not_go_on_for_ever(office: Office) -> None:
    told(reader(), what=IMPORTANT)
    Delivery.objects.update(attempts=6)
    assert actions.send_due() == 0
    assert states() == {"failed": 1}


def test_one_that_lost_its_turn_does_not_send(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    told(reader(), what=IMPORTANT)
    begin = sending._begin

    def slow(*given: object) -> None:
        begin(*given)  # type: ignore[arg-type]
        Delivery.objects.update(attempts=2)  # meanwhile another one took it

    monkeypatch.setattr(sending, "_begin", slow)
    assert actions.send_due() == 0
    assert office.taken == []


def test_quiet_hours_are_waited_for(office: Office) -> None:
    person = reader()
    QuietHours.objects.filter(person=person).update(starts=time(22), ends=time(7))
    with clock.held(datetime(2030, 11, 21, 23, 10, tzinfo=clock.PLACE)):
        assert sent_to(person) == 0
        assert f"{Delivery.objects.get().due_at.astimezone(clock.PLACE):%m-%d %H:%M}" == "11-22 07:00"
    with clock.held(datetime(2030, 11, 22, 6, 59, tzinfo=clock.PLACE)):
        assert actions.send_due() == 0
    with clock.held(datetime(2030, 11, 22, 7, 0, tzinfo=clock.PLACE)):
        assert actions.send_due() == 1
    assert Delivery.objects.get().attempts == 1


def test_whoever_chose_nothing_is_left_alone_at_night(office: Office) -> None:
    person = reader()
    QuietHours.objects.filter(person=person).delete()
    with clock.held(datetime(2030, 11, 21, 22, 0, tzinfo=clock.PLACE)):
        assert sent_to(person) == 0


@pytest.mark.parametrize("cadence", ["daily", "weekly", "never"])
def test_what_somebody_does_not_want_at_once_does_not_go_out(office: Office, cadence: str) -> None:
    person = reader()
    prefer(person, cadence)
    sent_to(person)
    assert (states(), office.taken) == ({}, [])
    assert Notice.objects.filter(person=person).exists()


def test_a_change_of_mind_holds_for_what_still_waits(office: Office) -> None:
    person = reader()
    told(person, what=IMPORTANT)
    prefer(person, "never")
    assert actions.send_due() == 0
    assert states() == {}


def test_what_was_read_meanwhile_is_not_sent(office: Office) -> None:
    person = reader()
    told(person, what=IMPORTANT)
    Notice.objects.update(read_at=clock.now())
    assert actions.send_due() == 0
    assert states() == {}


def test_a_closed_account_gets_nothing_any_more(office: Office) -> None:
    person = reader()
    told(person, what=IMPORTANT)
    people.close_account(person, by=BY)
    assert actions.send_due() == 0
    assert office.taken == []


def test_a_kind_switched_off_makes_no_notice_unless_it_is_important(office: Office) -> None:
    person = reader()
    for kind, what in (("directory", "directory.move"), ("registrations", IMPORTANT)):
        prefer(person, "once", kind=kind, is_wanted=False)
        told(person, what=what)
    assert [notice.kind for notice in Notice.objects.all()] == ["registrations"]


@pytest.mark.spec("SEC-06")
def test_no_address_stands_in_jobs_records_or_deliveries(office: Office) -> None:
    office.refusals = ["550 <reader@example.com> unknown"]
    person = reader()
    sent_to(person)
    assert person.email
    rows = [*ProcrastinateJob.objects.values(), *Delivery.objects.values(), *Record.objects.values()]
    assert not any("example.com" in str(row) for row in rows)

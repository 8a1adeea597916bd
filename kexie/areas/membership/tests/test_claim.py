"""An account is joined to the entries of its person, by name and identity number."""

import pytest

from kexie.areas.membership import actions, rules
from kexie.areas.membership.models import Claim, Member
from kexie.areas.membership.tests import factories
from kexie.core.tests.threads import at_once
from kexie.engines.notices.models import Announcement
from kexie.engines.worklist.models import Obligation
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.people import actions as accounts
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import Counted
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-01b")]
ADDRESS = "/memberships/claim/"


def send(person: Person, **typed: str) -> tuple[int, str]:
    answer = pages.send(pages.browser(person), ADDRESS, **typed)
    return answer.status_code, answer.text


def test_all_entries_with_name_and_number_are_joined_at_once() -> None:
    person, number = persons.person(), factories.identity()
    one, two = (factories.member(name="王 敏", identity=number) for _ in range(2))
    ended = factories.member(name="王敏", identity=number)
    actions.depart(ended, seen=ended.revision, departed_on=factories.JOINED, by=factories.BY)
    namesake = factories.member(name="王敏", identity=factories.identity())
    assert send(person, name="王敏", identity=f" {number.lower()} ")[0] == 303
    assert set(Member.objects.filter(person=person)) == {one, two, ended}
    assert Member.objects.get(pk=namesake.pk).person is None
    assert [line.cause for line in one.changes.all()] == ["entered", "claimed"]
    page = pages.browser(person).get("/memberships/own/").text
    assert one.organisation.name in page
    assert two.organisation.name in page
    assert "都在您的账号里" in send(person, name="王敏", identity=number)[1]


@pytest.mark.spec("SEC-05")
def test_a_wrong_name_and_an_unknown_number_look_the_same() -> None:
    known, unknown = factories.identity(), factories.identity()
    member = factories.member(name="王敏", identity=known)
    answers = [send(persons.person("", "路人"), name="李工", identity=number) for number in (known, unknown)]
    assert [status for status, _ in answers] == [422, 422]
    pairs = zip(answers, (known, unknown), strict=True)
    shown = [pages.bare(html).replace(pages.key_of(html), "").replace(number, "") for (_, html), number in pairs]
    assert shown[0] == shown[1]
    assert member.organisation.name not in shown[0]
    assert not Member.objects.filter(person__isnull=False).exists()
    assert not Claim.objects.exists()


@pytest.mark.spec("SEC-05")
def test_guessing_ends_soon_and_then_the_right_one_does_not_pass_either() -> None:
    person, number = persons.person(), factories.identity()
    factories.member(name="王敏", identity=number)
    assert "校验位不对" in send(person, name="王敏", identity="110101199003070021")[1]  # no attempt
    for _ in range(rules.CLAIM_LIMITS[Counted.ACCOUNT].most):
        assert "没有找到" in send(person, name="王敏", identity=factories.identity())[1]
    status, html = send(person, name="王敏", identity=number)
    assert (status, "请明天再试" in html) == (422, True)
    assert not Member.objects.filter(person=person).exists()


def test_what_another_account_has_waits_for_the_body() -> None:
    number, first, second = factories.identity(), persons.person(), persons.person()
    member = factories.member(name="王敏", identity=number)
    send(first, name="王敏", identity=number)
    assert send(second, name="王敏", identity=number)[0] == 303
    row, waiting = Claim.objects.get(), Obligation.objects.open().get()
    assert (row.person, row.way, row.stage) == (second, "identity", "waiting")
    assert (waiting.permission, waiting.organisation, waiting.apart) == (
        "membership.manage",
        member.organisation,
        second,
    )
    member.refresh_from_db()
    assert member.person == first


def test_an_account_that_was_closed_keeps_nobody_out() -> None:
    number, gone, person = factories.identity(), persons.person(), persons.person()
    member = factories.member(name="王敏", identity=number)
    send(gone, name="王敏", identity=number)
    accounts.close_account(gone, by=factories.BY)
    assert send(person, name="王敏", identity=number)[0] == 303
    member.refresh_from_db()
    assert (member.person, Claim.objects.count()) == (person, 0)


def test_who_is_a_member_already_by_another_entry_waits_for_the_body() -> None:
    person, number = persons.person(), factories.identity()
    own = factories.own(person)
    factories.member(own.organisation, name="王敏", identity=number)
    assert send(person, name="王敏", identity=number)[0] == 303
    assert Member.objects.filter(person=person).get() == own
    row = Claim.objects.get()
    answer = pages.send(pages.browser(appointed(own.organisation)), f"/claims/{row.code}/confirm_claim/", seen=0)
    assert (answer.status_code, "已经是本科协的会员" in answer.text) == (422, True)


@pytest.mark.django_db(transaction=True)
def test_of_two_accounts_at_once_one_has_it_and_the_other_waits() -> None:
    number, people = factories.identity(), [persons.person(), persons.person()]
    member = factories.member(name="王敏", identity=number)

    def claim(person: Person) -> int:
        return len(actions.claim(person, name="王敏", identity=number, by=factories.by(person)))

    answers = at_once(*(lambda person=person: claim(person) for person in people))
    assert sorted(answers) == [0, 1]  # type: ignore[type-var]
    member.refresh_from_db()
    assert {member.person, Claim.objects.get().person} == set(people)
    assert member.changes.filter(cause="claimed").count() == 1


def test_whose_number_is_entered_is_told_but_not_where() -> None:
    number = factories.mobile()
    person = factories.owner(number)
    member = factories.member(mobile=number)
    told = Announcement.objects.get(what="membership.claim")
    assert (told.people, told.link) == ([person.pk], ADDRESS)
    assert member.organisation.called not in f"{told.title}{told.text}"
    factories.member()
    assert Announcement.objects.filter(what="membership.claim").count() == 1

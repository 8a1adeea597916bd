"""A letter goes to those who agreed, and to nobody else."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.care import queries, rules
from kexie.areas.care.models import Letter
from kexie.areas.care.tests import factories
from kexie.areas.membership import actions as membership
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.engines.notices.models import Announcement
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_to_all_who_agreed_or_to_one_sort_of_them() -> None:
    body = members.body()
    first, second = (factories.agreeing(body, category=sort) for sort in ("technical", "skilled"))
    members.own(persons.person(), body)  # agreed to nothing
    factories.agreeing()  # of another body
    browser, page = pages.browser(appointed(body, Role.SECRETARY)), f"/organisations/{body.code}/care/letters/write/"
    assert pages.status(browser, page, title="问候", text="您好。") == 303
    told = Announcement.objects.get(what="care.write")
    assert set(told.people) == {first.person_id, second.person_id}
    assert (told.text, told.link) == ("", f"/care/letters/{Letter.objects.get().code}/read/")
    assert pages.status(browser, page, title="问候", text="您好。", category="skilled") == 303
    assert Letter.objects.latest("id").readers == [second.person_id]
    assert "请填写内容" in pages.send(browser, page, title="问候", text=" ").text


def test_to_a_group_as_it_was_called_then() -> None:
    inside, outside = (factories.agreeing(body) for body in [members.body()] * 2)
    body = inside.organisation
    group, foreign = members.tagged(inside, "炼油学组"), members.tag(name="别家组")
    browser, page = pages.browser(appointed(body, Role.SECRETARY)), f"/organisations/{body.code}/care/letters/write/"
    shown = browser.get(page, {"tag": group.code, "for": "workers_day"}).text
    assert (f'value="{group.code}" selected' in shown, "别家组" in shown) == (True, False)
    assert pages.status(browser, page, title="问候", text="您好。", tag=group.code) == 303
    letter = Letter.objects.get()
    assert (letter.readers, letter.to, outside.person_id in letter.readers) == ([inside.person_id], "炼油学组", False)
    assert pages.send(browser, page, title="问候", text="您好。", tag=foreign.code).status_code == 422
    membership.remove_tag(group, seen=group.revision, by=members.BY)
    assert "炼油学组" in browser.get(f"/organisations/{body.code}/care/letters/").text


def test_without_readers_or_too_often_it_is_refused() -> None:
    body = members.body()
    with pytest.raises(ValidationError, match="没有同意接收"):
        factories.letter(body)
    factories.agreeing(body)
    for _ in range(rules.MAX_A_DAY):
        factories.letter(body)
    with pytest.raises(ValidationError, match="24 小时内"):
        factories.letter(body)


def test_greetings_for_workers_day_are_suggested_until_a_letter_went_out() -> None:
    body = factories.agreeing().organisation
    secretary = appointed(body, Role.SECRETARY)
    who = actor(secretary)
    with clock.held(datetime(2027, 5, 20, 9, tzinfo=clock.PLACE)):
        (todo,) = queries.todo(who, [body])
        assert (str(todo.due), todo.organisation) == ("2027-05-30", body.pk)
        assert "全国科技工作者日的问候" in pages.browser(secretary).get(todo.url).text
        factories.letter(body)
        assert not list(queries.todo(who, [body]))
    with clock.held(datetime(2027, 5, 31, 9, tzinfo=clock.PLACE)):
        assert not list(queries.todo(who, [body]))

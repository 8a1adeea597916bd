"""A body's relations with their history, and a picture of all of them."""

from datetime import date

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-05b")]


def test_each_side_reads_it_in_its_own_words() -> None:
    member, federation = factories.body(name="会员科协"), factories.body("430602", kind="federation", name="联合会")
    actions.relate(member, federation, edge=rules.Edge.MEMBER_OF, is_lead=True, by=factories.BY)
    one = pages.browser(appointed(member)).get(f"/organisations/{member.code}/relations/").text
    two = pages.browser(appointed(federation)).get(f"/organisations/{federation.code}/relations/").text
    assert "加入的联合会（牵头）" in one
    assert "成员单位（牵头）" in two
    for html, other in ((one, "联合会"), (two, "会员科协")):
        picture = html.split("<svg viewBox")[1].split("</svg>")[0]
        assert other in picture
        assert "上级" in picture


def test_what_ended_stays_as_history_and_leaves_the_picture() -> None:
    member, guide = factories.body(), factories.body(name="原指导科协")
    relation = actions.relate(member, guide, edge=rules.Edge.GUIDED_BY, since=date(2020, 1, 1), by=factories.BY)
    actions.unrelate(relation, until=date(2024, 1, 1), by=factories.BY)
    html = pages.browser(appointed(member)).get(f"/organisations/{member.code}/relations/").text
    assert "原指导科协" not in html.split("<svg viewBox")[1].split("</svg>")[0]
    assert "已结束" in html
    assert "2024-01-01" in html


def test_a_name_with_signs_of_markup_is_shown_as_it_is() -> None:
    member, guide = factories.body(), factories.body(name="<b>科协</b>")
    actions.relate(member, guide, edge=rules.Edge.GUIDED_BY, by=factories.BY)
    html = pages.browser(appointed(member)).get(f"/organisations/{member.code}/relations/").text
    assert "<b>科协" not in html
    assert "&lt;b&gt;科协" in html


@pytest.mark.spec("ORG-14")
def test_members_share_what_was_agreed_and_done() -> None:
    member, federation, other = factories.body(), factories.body(kind="federation"), factories.body()
    actions.relate(member, federation, edge=rules.Edge.MEMBER_OF, by=factories.BY)
    task = actions.agree_task(federation, title="联合攻关", agreed_on=date(2026, 1, 1), by=factories.BY)
    actions.complete_task(task, done_on=date(2026, 2, 1), result="三项专利", by=factories.BY)
    assert "三项专利" in pages.browser(appointed(member)).get(f"/organisations/{member.code}/relations/").text
    assert "联合攻关" not in pages.browser(appointed(other)).get(f"/organisations/{other.code}/relations/").text

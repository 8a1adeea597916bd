"""What a body chooses is kept, sound or not, and the checks tell what is wrong."""

from html import unescape

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.charters import actions
from kexie.areas.charters.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09")]


def test_what_was_typed_is_kept_and_becomes_articles() -> None:
    row = factories.draft()
    browser = pages.browser(appointed(row.organisation, Role.SECRETARY))
    typed = factories.typed(
        term_years=4,
        committee_quorum="四分之三",
        dues="yearly",
        dues_yuan="50.5",
        extra_rights="使用本会实验室\n\n 借阅资料 ",
        own_funds="设立奖励金。",
        has_standing="1",
        standing_from="30",
    )
    answer = pages.send(browser, f"/charters/{row.code}/change/", seen=row.revision, **typed)
    assert answer.status_code == 303, answer.text
    row.refresh_from_db()
    chosen = row.choices
    assert (chosen.term_years, chosen.committee_quorum, chosen.dues_fen) == (4, "3/4", 5050)
    assert chosen.extra_rights == ("使用本会实验室", "借阅资料")
    assert (chosen.has_standing, chosen.has_parts, chosen.own) == (True, True, {"funds": ("设立奖励金。",)})
    html = browser.get(f"/charters/{row.code}/").text
    assert "每四年举行一次" in html
    assert "没有发现不符合组织通则的地方" in html
    assert "term_years" in Record.objects.get(what="charters.change").after["fields"]


def test_what_breaks_a_rule_is_kept_and_said_with_its_article() -> None:
    row = factories.draft()
    browser = pages.browser(appointed(row.organisation))
    typed = factories.typed(term_years=6, committee_quorum="1/2")
    assert pages.send(browser, f"/charters/{row.code}/change/", seen=row.revision, **typed).status_code == 303
    html = unescape(browser.get(f"/charters/{row.code}/").text)
    assert html.count("须修改") == 2
    for words in ("草案写的是 6 年", "组织通则》第二十五条", "草案写的是 1/2", "组织通则》第三十条"):
        assert words in html


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("committee_quorum", "一半以上", "请写成分数"),
        ("committee_quorum", "3/2", "不超过 1"),
        ("amendment", "1/0", "请写成分数"),
        ("name", "", "请填写全称"),
        ("term_years", "五", "请填写整数"),
        ("dues_yuan", "5.555", "最多两位小数"),
        ("own_funds", "条\n" * 21, "最多 20 条"),
        ("own_funds", "字" * 601, "每条最多 600 个字"),
        ("alone", "nothing", "没有这一章"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(field: str, typed: str, words: str) -> None:
    row = factories.draft()
    browser = pages.browser(appointed(row.organisation))
    form = factories.typed() | {field: typed}
    answer = pages.send(browser, f"/charters/{row.code}/change/", seen=row.revision, **form)
    row.refresh_from_db()
    assert (answer.status_code, words in answer.text, row.revision) == (422, True, 0)


def test_the_form_shows_what_was_kept() -> None:
    row = factories.draft(own={"funds": ("设立奖励金。",)}, dues="yearly", dues_fen=5050)
    html = pages.browser(appointed(row.organisation)).get(f"/charters/{row.code}/change/").text
    assert "设立奖励金。" in html
    assert 'value="50.50"' in html


def test_what_was_adopted_is_not_changed() -> None:
    row = factories.adopted()
    browser = pages.browser(appointed(row.organisation))
    assert browser.get(f"/charters/{row.code}/change/").status_code == 404
    with pytest.raises(ValidationError, match="第二十七条"):
        actions.change(row, choices=factories.choices(), seen=row.revision, by=factories.BY)

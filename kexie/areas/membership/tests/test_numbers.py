"""Numbers of members: whole for the body, without small ones for those above it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kexie.areas.membership import actions, rules
from kexie.areas.membership.models import Member
from kexie.areas.membership.queries import numbers as queries
from kexie.areas.membership.tests import factories
from kexie.engines.indicators import tasks
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import actor, appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-10")]


def found(body: Organisation, role: Role = Role.STATISTICIAN, *, at: Organisation | None = None) -> queries.Numbers:
    by = actor(appointed(at or body, role))
    rows = Member.objects.where_may(by, "membership.numbers")
    reached = Organisation.objects.where_may(by, "membership.numbers")
    return queries.numbers(rows, reached, body, is_whole=by.may("membership.detail", body))


def told(numbers: queries.Numbers, label: str) -> dict[str, str]:
    return {line.label: line.words for part in numbers.parts if part.label == label for line in part.lines}


def filled(women: int = 3, men: int = 6) -> Organisation:
    body = factories.body()
    for number in range(women + men):
        sex = "f" if number < women else "m"
        factories.member(body, sex=sex, birth_year=1985, education="doctor", department="研发部", discipline="催化")
    return body


def test_a_body_reads_all_of_its_own() -> None:
    body = filled()
    gone = factories.member(body, sex="m", joined_on=date(2025, 1, 1))
    actions.depart(gone, seen=gone.revision, departed_on=date(2026, 2, 1), by=factories.BY)
    shown = found(body)
    assert (shown.total, told(shown, "性别")) == (9, {"男": "6", "女": "3"})
    assert told(shown, "部门") == {"研发部": "9"}
    assert told(shown, "专业领域") == {"催化": "9"}
    assert (told(shown, "年龄")["36—45 岁"], told(shown, "入会年份")["2024 年"]) == ("9", "9")
    years = {year.label: (year.joined.number, year.lost.number, year.net) for year in shown.years}
    assert (years["2026 年"], years["2025 年"], years["2024 年"]) == ((0, 1, "-1"), (1, 0, "+1"), (9, 0, "+9"))


@pytest.mark.spec("SEC-06")
def test_those_above_read_no_small_numbers_and_none_that_give_them_away() -> None:
    body = filled()
    county = bodies.association("430603")
    below = found(body, at=county)
    assert (below.total, told(below, "性别")) == (9, {"男": "不显示", "女": "少于 5"})
    assert not told(below, "部门")
    assert not told(below, "专业领域")
    tasks.fold(timestamp=1)
    above = found(county)
    assert above.total == 9
    assert [(place.name, place.number) for place in above.places] == [(body.called, 9)]
    assert told(above, "性别")["女"] == "少于 5"
    few = factories.member(factories.body(), sex="f").organisation
    assert (found(few, at=county).total, found(few, at=county).parts) == (1, [])


def test_the_page_shows_them_and_another_body_does_not_exist() -> None:
    body, other = filled(), factories.body()
    browser = pages.browser(appointed(body, Role.STATISTICIAN))
    html = browser.get(f"/organisations/{body.code}/numbers/").text
    assert ("性别：男最多，占 67%" in html, "研发部" in html) == (True, True)
    assert browser.get(f"/organisations/{other.code}/numbers/").status_code == 404
    empty = pages.browser(appointed(other)).get(f"/organisations/{other.code}/numbers/").text
    assert "还没有在册会员" in empty


@pytest.mark.parametrize(
    ("born", "band"),
    [(1991, "35 岁及以下"), (1990, "36—45 岁"), (1971, "46—55 岁"), (1966, "56—60 岁"), (1965, "61 岁及以上")],
)
def test_bands_of_age_meet_at_their_edges(born: int, band: str) -> None:
    assert rules.age_band(born, year=2026) == band


@pytest.mark.parametrize(
    ("numbers", "places"),
    [([5, 9], set()), ([4, 9, 30], {0, 1}), ([4, 3, 30], {0, 1}), ([0, 9], set()), ([1, 0, 8], {0, 2})],
)
def test_one_hidden_number_hides_another(numbers: list[int], places: set[int]) -> None:
    assert rules.hidden(numbers) == places


@pytest.mark.spec("PRF-05")
def test_as_many_queries_however_many_members() -> None:
    asked = []
    for body in (filled(1, 1), filled(5, 8)):
        with CaptureQueriesContext(connection) as seen:
            found(body)
        asked.append(len(seen))
    assert asked[0] == asked[1]

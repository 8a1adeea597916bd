"""The rules of membership, at their borders."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.membership import rules
from kexie.areas.membership.rules import Right, Status
from kexie.areas.membership.tests import factories
from kexie.foundation.organisations.rules import KINDS

pytestmark = pytest.mark.spec("MEM-01")


def test_only_bodies_that_people_join_take_members() -> None:
    taking = {kind for kind in KINDS if rules.takes(kind)}
    assert taking == {"enterprise_association", "park_association", "joint_association", "federation"}
    with pytest.raises(ValidationError, match="第十九条"):
        rules.require_taking(kind="workstation", is_closed=False)
    with pytest.raises(ValidationError, match="已经注销"):
        rules.require_taking(kind="enterprise_association", is_closed=True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("11010119900307002", "18 位"),
        ("110101199003070021", "校验位"),
        ("11010119900230002X", "出生日期"),
        ("01010119900307002X", "18 位"),
        ("11010119900307002Y", "18 位"),
        ("１１０１０１１９９００３０７００２X", "18 位"),
    ],
)
def test_a_wrong_number_of_an_identity_card_is_refused(typed: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        rules.clean_identity(typed)


def test_every_check_digit_but_the_right_one_is_refused() -> None:
    right = factories.identity()
    wrong = [f"{right[:-1]}{digit}" for digit in "0123456789X" if digit != right[-1]]
    for number in wrong:
        with pytest.raises(ValidationError, match="校验位"):
            rules.clean_identity(number)
    assert rules.clean_identity(right) == right


def test_sex_and_year_follow_from_the_card() -> None:
    man, woman = factories.identity("19850412"), factories.identity("19851231", is_male=False)
    assert (rules.sex_of(man), rules.sex_of(woman), rules.birth_year(man)) == ("m", "f", 1985)
    with pytest.raises(ValidationError, match="不一致"):
        rules.require_sex(sex="f", identity=man)


def test_somebody_of_fourteen_years_is_the_youngest() -> None:
    today = date(2026, 11, 21)
    rules.require_born(year=2012, today=today)
    rules.require_born(year=1900, today=today)
    for year in (2013, 1899):
        with pytest.raises(ValidationError):
            rules.require_born(year=year, today=today)


@pytest.mark.spec("MEM-03")
def test_who_is_on_the_roll_has_every_right_and_nobody_else_any() -> None:
    assert {status for status in Status if rules.rights(status)} == {Status.ACTIVE, Status.RETIRED}
    assert set(rules.rights(Status.RETIRED)) == set(Right) == set(rules.RIGHTS)
    assert set(rules.STATUS_LABELS) == set(Status)
    assert set(rules.CAUSE_LABELS) == set(rules.Cause)


def test_fifteen_working_days_without_weekends() -> None:
    assert rules.due(date(2026, 11, 20)) == date(2026, 12, 11)  # a Friday
    assert rules.due(date(2026, 11, 21)) == date(2026, 12, 11)  # the Saturday after it

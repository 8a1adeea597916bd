"""Which bodies may join which, by the articles."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.affiliations import rules
from kexie.areas.affiliations.rules import Way

pytestmark = pytest.mark.spec("MEM-02")
FAR: dict[str, Any] = {"thing_level": "", "is_superior": False, "is_guide": False, "is_above": False}
LOCAL: dict[str, Any] = {"thing_kind": "association", "thing_level": "county", "is_superior": True}
NATIONAL: dict[str, Any] = {"thing_kind": "association", "thing_level": "national"}


@pytest.mark.parametrize(
    ("kind", "given", "way"),
    [
        ("enterprise_association", {"thing_kind": "enterprise_association", "is_guide": True}, Way.GROUP),
        ("enterprise_association", {"thing_kind": "enterprise_association"}, None),
        ("enterprise_association", LOCAL, Way.LOCAL),
        ("enterprise_association", LOCAL | {"is_superior": False}, None),
        ("society", LOCAL, Way.LOCAL),
        ("park_association", NATIONAL, Way.NATIONAL),
        ("society", NATIONAL, None),
        ("society", NATIONAL | {"is_superior": True}, Way.LOCAL),
        ("federation", {"thing_kind": "federation", "is_above": True}, Way.FEDERATION),
        ("enterprise_association", {"thing_kind": "federation", "is_above": True}, None),
        ("workstation", LOCAL, None),
        ("enterprise", LOCAL, None),
        ("association", NATIONAL, None),
    ],
)
def test_each_kind_joins_what_the_articles_say(kind: str, given: dict[str, Any], way: Way | None) -> None:
    assert rules.way_of(kind=kind, **{**FAR, **given}) == way


@pytest.mark.parametrize(
    ("kind", "is_own", "is_closed", "allowed"),
    [
        ("branch", True, False, True),
        ("study_group", True, False, True),
        ("specialist_committee", True, False, False),
        ("department", True, False, False),
        ("branch", False, False, False),
        ("branch", True, True, False),
    ],
)
def test_branches_and_study_groups_of_the_own_are_taken(
    kind: str, *, is_own: bool, is_closed: bool, allowed: bool
) -> None:
    with nullcontext() if allowed else pytest.raises(ValidationError):
        rules.require_branch(kind=kind, is_own=is_own, is_closed=is_closed)


def test_a_refusal_names_the_articles() -> None:
    with pytest.raises(ValidationError, match=r"第十五条.*第十六条"):
        rules.require_way(None)


@pytest.mark.parametrize(
    ("way", "status", "size", "number"),
    [
        (Way.LOCAL, "active", "small", 0),
        (Way.LOCAL, "preparing", "", 1),
        (Way.LOCAL, "rectifying", "", 1),
        (Way.NATIONAL, "active", "large", 0),
        (Way.NATIONAL, "active", "medium", 1),
        (Way.NATIONAL, "rectifying", "", 2),
    ],
)
def test_what_is_lacking_is_told_with_the_article(way: Way, status: str, size: str, number: int) -> None:
    found = rules.lacking(way, status=status, size=size, is_sized=True)
    assert len(found) == number
    assert all("第十六条" in words for words in found)


def test_influence_is_said_and_proved_for_the_national_association_alone() -> None:
    rules.require_influence(Way.LOCAL, statement="", has_proof=False)
    rules.require_influence(Way.NATIONAL, statement="长" * rules.LEAST_STATEMENT, has_proof=True)
    for statement, has_proof in (("长" * (rules.LEAST_STATEMENT - 1), True), ("长" * rules.LEAST_STATEMENT, False)):
        with pytest.raises(ValidationError, match="第十六条"):
            rules.require_influence(Way.NATIONAL, statement=statement, has_proof=has_proof)

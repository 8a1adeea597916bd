"""Two versions are paired article by article, and what went and came is marked (EST-09)."""

from collections.abc import Mapping
from typing import Any

import pytest

from kexie.areas.charters.rules import comparing
from kexie.areas.charters.rules.articles import written
from kexie.areas.charters.rules.comparing import Pair
from kexie.areas.charters.tests.factories import choices

pytestmark = pytest.mark.spec("EST-09")


def pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Pair]:
    found = comparing.compared(written(choices(**old)), written(choices(**new)))
    return [pair for _, chapter in found for pair in chapter if pair.kind != "same"]


def only_here(pieces: tuple[comparing.Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_only_here]


def test_the_same_versions_have_no_changes() -> None:
    assert pairs({}, {}) == []


def test_a_number_that_changed_is_marked_alone() -> None:
    (pair,) = pairs({"term_years": 5}, {"term_years": 4})
    assert (pair.kind, only_here(pair.old), only_here(pair.new)) == ("changed", ["五"], ["四"])


def test_an_article_that_came_moves_the_numbers_and_changes_no_other() -> None:
    (pair,) = [pair for pair in pairs({}, {"has_group_members": True}) if pair.kind != "same"]
    assert (pair.kind, pair.before, pair.after) == ("added", "", "第七条")
    (gone,) = pairs({"has_group_members": True}, {})
    assert (gone.kind, gone.before) == ("removed", "第七条")


def test_own_clauses_are_paired_by_what_they_say() -> None:
    old = {"own": {"funds": ("设立奖励金。", "每年公布账目。")}}
    new = {"own": {"funds": ("聘请审计。", "设立奖励金。", "每年公布账目。")}}
    (pair,) = pairs(old, new)
    assert (pair.kind, only_here(pair.new)) == ("added", ["聘请审计。"])


def test_an_own_clause_that_was_reworded_is_one_change() -> None:
    (pair,) = pairs({"own": {"funds": ("每年公布账目一次。",)}}, {"own": {"funds": ("每年公布账目两次。",)}})
    assert (pair.kind, only_here(pair.old), only_here(pair.new)) == ("changed", ["一"], ["两"])


def test_a_chapter_that_only_one_version_has() -> None:
    kinds = {pair.kind for pair in pairs({}, {"alone": ("funds",)})}
    assert kinds == {"removed"}

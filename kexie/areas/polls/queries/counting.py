"""The ranking of a poll, its votes one by one, and where they came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Q

from kexie.areas.gatherings.queries import collection
from kexie.areas.polls import rules
from kexie.areas.polls.models import Poll
from kexie.engines.questionnaires.models import ResponseQuerySet
from kexie.engines.questionnaires.queries import answers, results
from kexie.engines.questionnaires.queries.questions import Question, questions
from kexie.engines.questionnaires.rules import Choice

MOST_SOURCES = 50


@dataclass(frozen=True)
class Ranked:
    """A choice with its place and its votes; `share` is of those who voted, `part` of the votes of the first."""

    place: int
    choice: Choice
    number: int
    share: Decimal | None
    part: int


@dataclass(frozen=True)
class Ranking:
    """The ranking of one question."""

    question: Question
    voters: int
    lines: list[Ranked]

    @property
    def votes(self) -> int:
        """How many votes there are, several of one voter counted each."""
        return sum(line.number for line in self.lines)


@dataclass(frozen=True)
class Counted:
    """What came of a poll: how many voted, and the rankings."""

    total: int
    rankings: list[Ranking]


def counted(poll: Poll) -> Counted:
    """Return the rankings of a poll, from tallies that are as quick for a million votes as for a thousand."""
    asked = [one for one in questions(collection(poll)) if one.item.kind in rules.VOTING]
    found = results.summary(collection(poll), asked)
    return Counted(found.total, [_ranking(part) for part in found.parts])


def _ranking(part: results.Part) -> Ranking:
    pairs = sorted(zip(part.question.item.choices, part.lines, strict=True), key=lambda pair: -pair[1].number)
    numbers = [line.number for _, line in pairs]
    most = max(numbers, default=0) or 1
    lines = [
        Ranked(place, choice, line.number, line.share, line.number * 100 // most)
        for place, (choice, line) in zip(rules.places(numbers), pairs, strict=True)
    ]
    return Ranking(part.question, part.answered or 0, lines)


def votes(rows: ResponseQuerySet, poll: Poll, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of the votes, void ones too, perhaps of one network alone."""
    origin = filters["origin"]
    found = rows.filter(origin=origin) if origin else rows
    listing = answers.page(found, collection(poll), after=filters["after"], before=filters["before"])
    lines = [{"response": row, "said": "；".join(one.words for one in answers.said(row))} for row in listing.rows]
    marks = {"previous": {"before": listing.previous}, "next": {"after": listing.next}}
    kept = {"origin": origin} if origin else {}
    pages = {name: f"?{urlencode(kept | mark)}" for name, mark in marks.items() if next(iter(mark.values()))}
    return {"listing": listing, "lines": lines, "pages": pages, "origin": origin}


def sources(rows: ResponseQuerySet, poll: Poll) -> list[dict[str, Any]]:
    """Return the networks that most votes came from, with how many, when, and how many of them are void."""
    known = rows.filter(collection=collection(poll)).exclude(origin="").order_by()
    found = known.values("origin").annotate(
        number=Count("id"),
        void=Count("id", filter=Q(is_void=True)),
        first=Min("submitted_at"),
        last=Max("submitted_at"),
    )
    return [dict(row) for row in found.order_by("-number", "origin")[:MOST_SOURCES]]

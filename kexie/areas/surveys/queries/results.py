"""What the pages of results show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries.running import collection
from kexie.core.lists import Listing
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Response, ResponseQuerySet
from kexie.engines.questionnaires.queries import answers, crosstabs, results, waves
from kexie.engines.questionnaires.queries.questions import (
    Chosen,
    Question,
    choices,
    chosen,
    crossed,
    is_asked_for,
    is_worded,
    questions,
)
from kexie.engines.questionnaires.rules import Item, Kind
from kexie.engines.questionnaires.rules.kinds import PERSONAL


@dataclass(frozen=True)
class Narrowed:
    """The questions of a survey, and those whose answers are meant."""

    asked: list[Question]
    meant: Chosen | None
    choices: list[tuple[str, list[tuple[str, str]]]]
    is_lost: bool

    @property
    def where(self) -> str:
        """What of the address says so."""
        return self.meant.value if self.meant else ""


def narrowed(survey: Survey, where: str) -> Narrowed:
    """Return what an address asks for; what does not exist means everybody, and says so."""
    asked = questions(collection(survey))
    meant = chosen(collection(survey), asked, where)
    return Narrowed(asked, meant, choices(asked), is_lost=bool(where) and meant is None)


def summary(survey: Survey, narrow: Narrowed) -> results.Summary:
    """Return the results as staff read them."""
    return results.summary(collection(survey), narrow.asked, narrow.meant)


@dataclass(frozen=True)
class Compared:
    """A survey beside the one before it: how many answered each, and what both asked in the same words."""

    former: Survey
    total: int
    before: int
    pairs: list[waves.Pair]
    left: int  # questions of this wave that the former did not ask the same way


def compared(survey: Survey, former: Survey) -> Compared:
    """Return two waves beside each other, as all answered them."""
    now, before = (summary(one, narrowed(one, "")) for one in (survey, former))
    pairs = waves.beside(now, before)
    told = sum(bool(part.lines or part.facts) for part in now.parts)
    return Compared(former, now.total, before.total, pairs, told - len(pairs))


def versions(survey: Survey) -> list[tuple[int, int]]:
    """Return how many answers that count were given to each version; nothing where there is one alone."""
    held = collection(survey)
    if held.version.number == 1:
        return []
    counted = dict(held.responses.valid().order_by().values_list("version__number").annotate(number=Count("pk")))
    return [(number, counted.get(number, 0)) for number in range(1, held.version.number + 1)]


def outcome(survey: Survey) -> results.Summary:
    """Return the results as everybody may read them: what was counted, nobody's own words, and not of a few."""
    found = results.summary(collection(survey), questions(collection(survey)))
    if found.total < rules.LEAST_SHOWN:
        return results.Summary(found.total)
    counted = [part for part in found.parts if part.answered is not None]
    return results.Summary(found.total, [part for part in counted if part.question.item.kind != Kind.ORGANISATION])


@dataclass(frozen=True)
class Crossed:
    """Two questions chosen of those that can be set against each other, and what came of it."""

    offered: list[Question]
    down: str
    across: str
    table: crosstabs.Crosstab | None


def crosstab(survey: Survey, narrow: Narrowed, *, down: str, across: str) -> Crossed:
    """Return two questions set against each other; the first two where none were chosen."""
    offered = crossed(narrow.asked)
    known = {one.item.key: one for one in offered}
    keys = list(known)
    down = down if down in known else (keys[0] if keys else "")
    across = across if across in known else next((key for key in keys if key != down), "")
    if not across or across == down:
        return Crossed(offered, down, across, None)
    table = crosstabs.crosstab(collection(survey), known[down], known[across], narrow.meant)
    return Crossed(offered, down, across, table)


@dataclass(frozen=True)
class Written:
    """What people wrote to one question: a page of it."""

    label: str
    listing: Listing[Response]
    lines: list[str]
    pages: Mapping[str, str]
    worded: str  # what says which question's words to count; empty where it asks no sentences


@dataclass(frozen=True)
class _Asked:
    """A question that people answer in their own words, or the room for own words beside its choices."""

    item: Item
    label: str
    is_own: bool


def _written(survey: Survey, name: str) -> _Asked | None:
    key, _, own = name.partition(".")
    found = {one.item.key: one for one in questions(collection(survey))}.get(key)
    if found is None or found.item.kind in PERSONAL:
        return None
    has_own = own == "other" and any(choice.has_text for choice in found.item.choices)
    if not (has_own if own else is_asked_for(found.item)):
        return None
    return _Asked(found.item, f"{found.label}：补充说明" if own else found.label, bool(own))


def texts(rows: ResponseQuerySet, survey: Survey, filters: Mapping[str, str]) -> Written | None:
    """Return what people wrote to a question, or as own words of a choice; None for a question that asks no words."""
    name = filters["question"]
    asked = _written(survey, name)
    if asked is None:
        return None
    listing = answers.texts(rows, collection(survey), name, after=filters["after"], before=filters["before"])
    own = asked.is_own
    worded = name if own or is_worded(asked.item) else ""
    lines = [str(row.answers[name]) if own else answers.in_words(asked.item, row.answers) for row in listing.rows]
    return Written(asked.label, listing, lines, _pages(listing, {"question": name}), worded)


@dataclass(frozen=True)
class Worded:
    """The words that many wrote to a question: `name` says which in addresses."""

    name: str
    label: str
    found: answers.Wording


def words(survey: Survey, narrow: Narrowed, name: str) -> Worded | None:
    """Return what many wrote to a question, or as own words of a choice; None for one that asks no sentences."""
    asked = _written(survey, name)
    if asked is None or not (is_worded(asked.item) or asked.is_own):
        return None
    return Worded(name, asked.label, answers.wording(collection(survey), name, narrow.meant))


def responses(rows: ResponseQuerySet, survey: Survey, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of the list of answers."""
    listing = answers.page(rows, collection(survey), after=filters["after"], before=filters["before"])
    has_files = collection(survey).attachments.filter(response__isnull=False).exists()
    return {"listing": listing, "pages": _pages(listing, {}), "has_files": has_files}


def _pages(listing: Listing[Any], kept: Mapping[str, str]) -> dict[str, str]:
    marks = {"previous": {"before": listing.previous}, "next": {"after": listing.next}}
    return {name: f"?{urlencode({**kept, **mark})}" for name, mark in marks.items() if next(iter(mark.values()))}


def has_personal(survey: Survey) -> bool:
    """Whether anybody was asked for what tells who one is."""
    return any(one.item.kind in PERSONAL for one in questions(collection(survey)))

"""Who of those who are expected has answered, body by body down the tree (FRM-08), and as a table (FRM-10)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left

from kexie.areas.gatherings.rules import Audience
from kexie.areas.membership.models import MemberQuerySet
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries.running import collection
from kexie.core.lists import Listing, Sort, listing
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Seat
from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import GRASSROOTS, STEP

BY_NAME = Sort("name", "按名称", ("name_key",))
SIZE = 50


@dataclass(frozen=True)
class Answered:
    """A body, how many in it and below it are expected, and how many of them answered."""

    body: Organisation
    expected: int
    answered: int
    is_open: bool  # whether there are bodies below it

    @property
    def share(self) -> object:
        """The part of those who answered in percent; None where nobody is expected."""
        return rules.share(self.answered, self.expected)


@dataclass(frozen=True)
class Subordinates:
    """A page of the bodies right below one, with that one itself and all of it together."""

    node: Organisation
    above: list[Organisation]
    whole: Answered
    own: Answered
    rows: list[Answered]
    listing: Listing[Organisation]
    pages: Mapping[str, str]


def has_roll(survey: Survey) -> bool:
    """Whether anybody in particular is expected to answer."""
    return survey.audience != Audience.LINK


def subordinates(
    survey: Survey, node: Organisation, members: MemberQuerySet, *, after: str, before: str
) -> Subordinates:
    """Return how far the bodies below one are, each with all that is below it."""
    below = node.subordinates.live().filter(kind__in={"association", *GRASSROOTS})
    found = listing(below, sort=BY_NAME, after=after, before=before, size=SIZE)
    counted = _counted(survey, node, members)
    rows = [_of(row, counted.get(row.path, (0, 0)), is_open=row.kind == "association") for row in found.rows]
    whole = tuple(map(sum, zip(*counted.values(), strict=True))) or (0, 0)
    kept = {"under": node.code}
    marks = {"previous": {"before": found.previous}, "next": {"after": found.next}}
    return Subordinates(
        node,
        _above(survey, node),
        _of(node, whole, is_open=True),
        _of(node, counted.get(node.path, (0, 0)), is_open=False),
        rows,
        found,
        {name: f"?{urlencode({**kept, **mark})}" for name, mark in marks.items() if next(iter(mark.values()))},
    )


def _of(body: Organisation, counted: tuple[int, ...], *, is_open: bool) -> Answered:
    expected, answered = counted
    return Answered(body, expected, answered, is_open)


def _above(survey: Survey, node: Organisation) -> list[Organisation]:
    """The bodies between the survey's own and this one, from above."""
    found: list[Organisation] = []
    while node.pk != survey.organisation_id and node.superior is not None:
        node = node.superior
        found.insert(0, node)
    return found


def _counted(survey: Survey, node: Organisation, members: MemberQuerySet) -> dict[str, tuple[int, int]]:
    """How many are expected and answered, by the path of the body right below; of the body itself by its own."""
    width = len(node.path) + STEP
    if survey.audience == Audience.BODIES:
        grouped = _bodies(survey, node, width)
    else:
        grouped = _members(survey, node, members, width)
    return {row["stem"]: (row["expected"], row["answered"]) for row in grouped}


def _bodies(survey: Survey, node: Organisation, width: int) -> QuerySet[Any, Any]:
    seats = collection(survey).roll.filter(is_expected=True)
    seats = seats.filter(organisation__path__gte=node.path, organisation__path__lt=f"{node.path}g")
    return (
        seats.order_by()
        .values(stem=Left("organisation__path", width))
        .annotate(expected=Count("id"), answered=Count("id", filter=Q(is_answered=True)))
    )


def _members(survey: Survey, node: Organisation, members: MemberQuerySet, width: int) -> QuerySet[Any, Any]:
    expected = collection(survey).roll.filter(is_expected=True, person__isnull=False)
    answered = Q(person__in=expected.filter(is_answered=True).values("person"))
    return (
        members.on_roll()
        .under(node)
        .filter(person__in=expected.values("person"))
        .order_by()
        .values(stem=Left("path", width))
        .annotate(expected=Count("person", distinct=True), answered=Count("person", distinct=True, filter=answered))
    )


def table(survey: Survey) -> Table:
    """Return the roll as a table: who is expected, and whether they answered."""
    is_bodies = survey.audience == Audience.BODIES
    columns = [Column("number", "序号", width=8), Column("name", "组织" if is_bodies else "姓名", width=36)]
    columns += [Column("superior", "上级", width=30)] if is_bodies else []
    chosen = collection(survey).roll.filter(is_expected=True).select_related("organisation__superior", "person")
    return Table(
        title=f"{survey}填写情况",
        columns=[*columns, Column("is_answered", "是否填写", width=12)],
        chosen=chosen.order_by("id"),
        rows=_written,
        notes=[as_of(), "只列应答的名单"],
        is_personal=not is_bodies,
    )


def _written(found: Iterable[Seat]) -> Iterator[dict[str, object]]:
    for number, seat in enumerate(found, 1):
        body, person = seat.organisation, seat.person
        yield {
            "number": number,
            "name": body.name if body else person.name if person else "",
            "superior": body.superior.called if body and body.superior else "",
            "is_answered": "已填写" if seat.is_answered else "未填写",
        }

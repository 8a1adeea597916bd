"""A body's relations apart from the tree: their lists with history, a picture, a park's coverage, shared tasks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.lists import Listing, Sort, listing
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import (
    AgreedTask,
    Organisation,
    OrganisationQuerySet,
    Relation,
    RelationQuerySet,
    Turn,
)

SHOWN = 200  # relations of one kind on a page
DRAWN = 9  # on each side of the picture
ENTERED = Sort("entered", "按登记顺序", ())


@dataclass(frozen=True)
class Side:
    """One relation as its page shows it, read from the body."""

    relation: Relation
    other: Organisation
    url: str
    label: str
    is_over: bool
    is_future: bool
    is_locked: bool = False


def sides(body: Organisation, actor: Actor) -> list[Side]:
    """Return the relations of a body, today's first, then those to come, then what was before."""
    today = clock.today()
    found = [
        *(
            _side(row, row.object, 0, today, actor)
            for row in body.relations.select_related("object", "subject")[:SHOWN]
        ),
        *(_side(row, row.subject, 1, today, actor) for row in body.relations_to.select_related("subject")[:SHOWN]),
    ]
    return sorted(found, key=lambda side: (side.is_over, side.is_future, side.relation.edge, side.relation.pk))


def _side(relation: Relation, other: Organisation, at: int, today: date, actor: Actor) -> Side:
    lower, upper = relation.period.lower, relation.period.upper
    return Side(
        relation=relation,
        other=other,
        url=address(other, actor),
        label=rules.EDGE_LABELS[rules.Edge(relation.edge)][at],
        is_over=upper is not None and upper <= today,
        is_future=lower is not None and lower > today,
        is_locked=relation.edge == rules.Edge.HOSTED_BY and relation.subject.is_recognised,
    )


def address(body: Organisation, actor: Actor) -> str:
    """Return where a body can be looked at: inside for who reaches it, else its public page, else nowhere."""
    if actor.may("directory.manage", body):
        return reverse("directory:manage", args=[body.code])
    return reverse("directory:show", args=[body.code]) if body.is_public else ""


@dataclass(frozen=True)
class Node:
    """A body in the picture, with the line that joins it to the middle."""

    name: str
    label: str
    url: str
    x: int
    y: int
    line: str
    is_tree: bool


WIDTH, HEIGHT, GAP = 250, 44, 18
LEFT, MIDDLE, RIGHT = 10, 375, 740


@dataclass(frozen=True)
class Picture:
    """A body with all its relations, drawn as SVG by the template: from `left` on, so wide and so high."""

    left: int
    width: int
    height: int
    middle: int
    nodes: list[Node]
    more: int


def picture(body: Organisation, found: Sequence[Side], actor: Actor) -> Picture:
    """Lay out a body in the middle, its superior above it, what it belongs to on the right, what belongs to it left."""
    now = [side for side in found if not side.is_over and not side.is_future]
    right = [side for side in now if side.relation.subject_id == body.pk]
    left = [side for side in now if side.relation.object_id == body.pk]
    half = max(len(left[:DRAWN]), len(right[:DRAWN]), 1) * (HEIGHT + GAP) // 2
    above = HEIGHT + 2 * GAP if body.superior is not None else 0
    centre = GAP + max(half, above + HEIGHT // 2)
    nodes = [*_column(left, LEFT, centre), *_column(right, RIGHT, centre)]
    if body.superior is not None:
        x, top = MIDDLE + WIDTH // 2, centre - HEIGHT // 2
        line = f"M{x} {GAP + HEIGHT} L{x} {top}"
        called, url = _short(body.superior.called), address(body.superior, actor)
        nodes.append(Node(called, "上级", url, MIDDLE, GAP, line, is_tree=True))
    start = 0 if left else MIDDLE - LEFT
    end = RIGHT + WIDTH + LEFT if right else MIDDLE + WIDTH + LEFT
    more = len(left[DRAWN:]) + len(right[DRAWN:])
    return Picture(start, end - start, centre + half + GAP, centre - HEIGHT // 2, nodes, more)


def _column(found: Sequence[Side], x: int, centre: int) -> Iterator[Node]:
    shown = found[:DRAWN]
    top = centre - (len(shown) * (HEIGHT + GAP) - GAP) // 2
    start, end = (x + WIDTH, MIDDLE) if x < MIDDLE else (x, MIDDLE + WIDTH)
    bend = (start + end) // 2
    for place, side in enumerate(shown):
        y = top + place * (HEIGHT + GAP)
        here = y + HEIGHT // 2
        line = f"M{start} {here} C{bend} {here} {bend} {centre} {end} {centre}"
        yield Node(_short(side.other.called), side.label, side.url, x, y, line, is_tree=False)


def _short(name: str) -> str:
    """Shorten a name to what fits into its box.

    >>> _short("岳阳市云溪区科学技术协会"), _short("中国石油化工股份有限公司长岭分公司科协")
    ('岳阳市云溪区科学技术协会', '中国石油化工股份有限公司长…')
    """
    return name if len(name) <= 14 else f"{name[:13]}…"


def parks(body: Organisation) -> list[int]:
    """Return the parks in which a park association is set up."""
    hosted = body.relations.current().filter(edge=rules.Edge.HOSTED_BY, object__kind="park")
    return list(hosted.values_list("object", flat=True))


def ending(body: Organisation) -> RelationQuerySet:
    """Return the relations that a body may end today: its own, and a park association those of its park."""
    of_park = Relation.objects.of(*parks(body)).filter(edge=rules.Edge.IN_PARK)
    return (of_park | body.relations.all() | body.relations_to.all()).current()


def hosting(body: Organisation) -> RelationQuerySet:
    """Return in which unit a body is today, as its association may put it right (EST-11)."""
    return body.relations.filter(edge=rules.Edge.HOSTED_BY).current()


@dataclass(frozen=True)
class Coverage:
    """How many enterprises of a park have an association, and one page of them (ORG-12)."""

    total: int
    covered: int
    without_contact: int
    listing: Listing[Relation]

    @property
    def percent(self) -> int:
        """The share of enterprises with an association, rounded down."""
        return self.covered * 100 // self.total if self.total else 0


def coverage(body: Organisation, *, only: str = "", after: str = "", before: str = "") -> Coverage:
    """Return the enterprises of a park association's park; `only` is covered, uncovered or alone (no contact)."""
    rows = _marked(Relation.objects.of(*parks(body)))
    covered, alone = Q(is_covered=True), Q(is_covered=False, contact="")
    shown = rows.filter({"covered": covered, "uncovered": Q(is_covered=False), "alone": alone}.get(only, Q()))
    return Coverage(
        total=rows.count(),
        covered=rows.filter(covered).count(),
        without_contact=rows.filter(alone).count(),
        listing=listing(shown.select_related("subject"), sort=ENTERED, after=after, before=before),
    )


def _marked(relations: RelationQuerySet) -> RelationQuerySet:
    """Keep the enterprises that are in a park today, and mark those that have an association."""
    founded = Relation.objects.current().filter(edge=rules.Edge.HOSTED_BY, object=OuterRef("subject"))
    within = relations.current().filter(edge=rules.Edge.IN_PARK, subject__closed_on=None)
    return within.annotate(is_covered=Exists(founded.filter(subject__closed_on=None)))


def tasks(body: Organisation) -> list[AgreedTask]:
    """Return the tasks that the members of a body agreed on, the open ones first."""
    rows, until = list(body.agreed_tasks.select_related("lead")), dues(body)
    for task in rows:
        vars(task)["due"] = until.get(task.pk)
    return sorted(rows, key=lambda task: (task.done_on is not None, -task.agreed_on.toordinal(), task.pk))


def dues(body: Organisation) -> dict[int, date | None]:
    """Return until when each open task of a body is to be done."""
    rows = body.obligations.open().filter(kind="directory.complete_task")
    return {int(number): due for number, due in rows.values_list("thing_id", "due")}


SHARING = (rules.Edge.MEMBER_OF, rules.Edge.CO_FOUNDER_OF)


def shared(body: Organisation) -> list[AgreedTask]:
    """Return the tasks of the federations and joint associations to which a body belongs today (ORG-13, ORG-14)."""
    joined = body.relations.current().filter(edge__in=SHARING).values_list("object", flat=True)
    return _of(AgreedTask.objects.of(*joined))


def _of(tasks: QuerySet[AgreedTask]) -> list[AgreedTask]:
    found = tasks.select_related("lead", "organisation")
    return sorted(found, key=lambda task: (task.done_on is not None, -task.agreed_on.toordinal(), task.pk))[:SHOWN]


def members(body: Organisation, *edges: rules.Edge) -> OrganisationQuerySet:
    """Return the bodies that are joined to a body today by one of these relations, by name."""
    return Organisation.objects.of(body, *edges).order_by("name_key", "id")


def turns(body: Organisation) -> list[dict[str, Any]]:
    """Return the calendar of turns of a joint association, the last first."""
    today = clock.today()
    return [_turn(turn, today) for turn in body.turns.select_related("founder").order_by("-period")]


def _turn(turn: Turn, today: date) -> dict[str, Any]:
    starts, ends = turn.period.lower, turn.period.upper
    if ends <= today:
        state = ("已结束", "secondary")
    elif starts > today:
        state = ("未开始", "blue")
    else:
        state = ("轮值中", "green") if turn.handed_over_at else ("等待交接", "orange")
    return {"turn": turn, "starts": starts, "ends": ends, "label": state[0], "colour": state[1]}

"""Which bodies one may join, what one has joined, and who has joined."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.affiliations import rules
from kexie.areas.affiliations.models import Accession, AccessionQuerySet, BranchMemberQuerySet
from kexie.areas.affiliations.rules import Way
from kexie.core import clock
from kexie.core.applications import STAGE_COLOURS, STAGE_LABELS, Stage
from kexie.core.lists import Listing, Sort, counted, listing
from kexie.engines.worklist.rules import is_late
from kexie.foundation.organisations.models import Branch, Organisation, OrganisationQuerySet, Relation, RelationQuerySet
from kexie.foundation.organisations.rules import Edge

STATES = (("current", "团体会员"), ("waiting", "待审核"), ("ended", "已办结的申请"), ("former", "已退出"))
MOST = 100
OLDEST = Sort("oldest", "等待最久的在前", ("since",))
NEWEST = Sort("newest", "最近办结的在前", ("since",), descending=True)
LAST = Sort("last", "最近登记的在前", (), descending=True)
STEP_NAMES = ("提交申请", "对方审核", "成为团体会员")


@dataclass(frozen=True)
class Candidate:
    """A body that may be joined, on what ground, and what is lacking."""

    organisation: Organisation
    way: Way
    article: str
    lacking: list[str]
    is_joined: bool

    @property
    def way_label(self) -> str:
        """The ground in words."""
        return rules.WAY_LABELS[self.way]

    @property
    def label(self) -> str:
        """The body and the ground in words."""
        return f"{self.organisation.name}（{self.way_label}）"


def candidates(body: Organisation, rows: OrganisationQuerySet) -> list[Candidate]:
    """Return the bodies that a body may join, each with what it lacks; `rows` are those that it knows of (MEM-02)."""
    joined = set(relations(body).current().values_list("object", flat=True))
    found = []
    for thing in _near(body, rows):
        if thing.closed_on is None and (way := way_to(body, thing)) is not None:
            found.append(Candidate(thing, way, rules.ARTICLES[way], lacking(body, way), thing.pk in joined))
    return found


def lacking(body: Organisation, way: Way) -> list[str]:
    """Return what a body lacks to join on a ground."""
    size, is_sized = _size(body)
    return rules.lacking(way, status=body.status, size=size, is_sized=is_sized)


def _near(body: Organisation, rows: OrganisationQuerySet) -> list[Organisation]:
    """Return the bodies around one: those that guide it, those above it, federations of wider places."""
    guided = body.relations.filter(edge=Edge.GUIDED_BY).current().select_related("object")
    above = _above(body)
    found = [*(row.object for row in guided), *above]
    if body.kind == "federation":
        found += rows.live().filter(kind="federation", superior__in=above[1:]).order_by("name_key", "id")[:MOST]
    return list({thing.pk: thing for thing in found}.values())


def _above(body: Organisation) -> list[Organisation]:
    """Return the associations above a body, the nearest first."""
    found = []
    while body.superior is not None:
        body = body.superior
        found.append(body)
    return found


def way_to(body: Organisation, thing: Organisation) -> Way | None:
    """Return on what ground a body may join another one, or None."""
    guided = body.relations.filter(edge=Edge.GUIDED_BY, object=thing).current()
    own, other = (one.superior.path if one.superior else "" for one in (body, thing))
    return rules.way_of(
        kind=body.kind,
        thing_kind=thing.kind,
        thing_level=thing.level,
        is_superior=body.superior_id == thing.pk,
        is_guide=thing.kind == "enterprise_association" and guided.exists(),
        is_above=own != other and own.startswith(other),
    )


def _size(body: Organisation) -> tuple[str, bool]:
    """Return the size of the enterprise that a body belongs to, and whether it is of one."""
    hosted = body.relations.filter(edge=Edge.HOSTED_BY).current().select_related("object__enterprise_profile").first()
    profile = getattr(hosted.object, "enterprise_profile", None) if hosted else None
    return (profile.size if profile else ""), body.kind == "enterprise_association"


def relations(body: Organisation) -> RelationQuerySet:
    """Return by what a body is, or was, a group member of others."""
    found: RelationQuerySet = body.relations.filter(edge=Edge.GROUP_MEMBER_OF).select_related("object")
    return found


def memberships(body: Organisation) -> list[dict[str, Any]]:
    """Return what a body has joined, those that hold first, with its delegates and its wish to leave."""
    rows = relations(body).prefetch_related("delegates", "departures").order_by("-period", "-id")[:MOST]
    return sorted((_membership(row) for row in rows), key=lambda one: not one["is_current"])


def _membership(row: Relation) -> dict[str, Any]:
    until = row.period.upper
    return {
        "row": row,
        "since": row.period.lower,
        "until": until,
        "is_current": until is None or until > clock.today(),
        "delegates": [one for one in row.delegates.all() if one.until is None],
        "former": [one for one in row.delegates.all() if one.until is not None],
        "leaving": next((one for one in row.departures.all() if one.ended_at is None), None),
    }


@dataclass(frozen=True)
class Desk:
    """A body's group members, or the accessions to it, as their page shows them."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    state: str
    states: list[dict[str, Any]]
    pages: dict[str, str]


def desk(accessions: AccessionQuerySet, body: Organisation, filters: Mapping[str, str]) -> Desk:
    """Return a page of a body's group members, or of the accessions to it."""
    state = filters["state"] or "current"
    own = accessions.filter(organisation=body)
    members = body.relations_to.filter(edge=Edge.GROUP_MEMBER_OF).select_related("subject")
    today = clock.today()
    by_state: dict[str, Any] = {
        "current": members.filter(period__contains=today),
        "waiting": own.open(),
        "ended": own.ended(),
        "former": members.filter(period__fully_lt=(today, None)),
    }
    is_member = state in {"current", "former"}
    sort = LAST if is_member else NEWEST if state == "ended" else OLDEST
    rows = by_state[state].prefetch_related("delegates", "departures") if is_member else by_state[state]
    chosen = rows if is_member else rows.select_related("body")
    found = listing(chosen, sort=sort, after=filters["after"], before=filters["before"])
    return Desk(
        listing=found,
        rows=[_membership(row) if is_member else {"row": row, "turn": turn(row)} for row in found.rows],
        state=state,
        states=[
            {
                "label": label,
                "url": address(body, state=word),
                "current": word == state,
                "count": counted(by_state[word]) if word in {"current", "waiting"} else "",
            }
            for word, label in STATES
        ],
        pages={
            "previous": address(body, state=state, before=found.previous) if found.previous else "",
            "next": address(body, state=state, after=found.next) if found.next else "",
        },
    )


def address(body: Organisation, **filters: str) -> str:
    """Return where a body's group members stand."""
    return f"{reverse('affiliations:browse', args=[body.code])}?{urlencode(filters)}"


@dataclass(frozen=True)
class Turn:
    """Where an accession stands and until when it should be answered."""

    words: str
    colour: str
    due: date | None
    is_overdue: bool


def turn(row: Accession) -> Turn:
    """Tell where an accession stands."""
    stage = Stage(row.stage)
    due = rules.due(row.since.astimezone(clock.PLACE).date()) if row.is_waiting else None
    is_overdue = due is not None and is_late(due, clock.today())
    return Turn(STAGE_LABELS[stage], STAGE_COLOURS[stage], due, is_overdue)


def bar(row: Accession) -> list[dict[str, Any]]:
    """Return the steps of the way with the one that is under way."""
    at = {Stage.RETURNED: 0, Stage.ACCEPTED: 2}.get(Stage(row.stage), 1)
    return [{"name": name, "is_current": number == at} for number, name in enumerate(STEP_NAMES)]


def of_body(accessions: AccessionQuerySet) -> list[dict[str, Any]]:
    """Return a body's own accessions that became no membership, the latest first."""
    rows = accessions.filter(relation=None).select_related("organisation").order_by("-id")[:MOST]
    return [{"row": row, "turn": turn(row)} for row in rows]


def branches(rows: BranchMemberQuerySet, body: Organisation) -> list[Any]:
    """Return the parts of a body that are, or were, its group members, those that are first."""
    found = rows.filter(organisation=body).select_related("branch")[: 2 * MOST]
    return sorted(found, key=lambda row: row.until is not None)


def free(rows: BranchMemberQuerySet, body: Organisation) -> list[Branch]:
    """Return the parts of a body that may become its group members."""
    if body.kind not in rules.WITH_BRANCHES or body.closed_on is not None:
        return []
    parts = body.branches.filter(kind__in=rules.BRANCHES, closed_on=None)
    return list(parts.exclude(pk__in=rows.current().filter(organisation=body).values("branch"))[:MOST])

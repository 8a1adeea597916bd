"""What the pages of charters read, and what other areas ask of a body's charter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.charters.models import Charter, CharterQuerySet
from kexie.areas.charters.rules import STAGE_COLOURS, Choices, Stage, checks, stages
from kexie.areas.charters.rules.choices import Guide, share
from kexie.core import clock
from kexie.core.lists import Listing, Sort, counted, listing
from kexie.engines.papers.rules import Articles, Chapter
from kexie.engines.worklist.rules import is_late
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge

NEWEST = Sort("newest", "最近通过的在前", ("adopted_on",), descending=True)
PAGE = 60
FOUNDERS, MAX_UNIT = 10, 120


def in_force(organisation: Organisation) -> Charter | None:
    """Return the version in force of a body, or None."""
    return Charter.objects.of(organisation).in_force().first()


def version(charter: Charter) -> str:
    """Name a version as those who accepted it can find it again: its number, and when it was adopted."""
    day = f"（{charter.adopted_on:%Y-%m-%d} 通过）" if charter.adopted_on else ""
    return f"第{charter.number}版{day}"


def current(organisation: Organisation) -> Charter | None:
    """Return the version that is written or awaits its day: the draft of a body that prepares (EST-02), or None."""
    return Charter.objects.of(organisation).open().first()


def choice(organisation: Organisation, name: str) -> Any:  # noqa: ANN401 - any choice
    """Return what the charter in force says of a choice, or what the model says where there is none.

    Raises AttributeError for a choice that does not exist.

    Example::

        years = charters.queries.choice(body, "retired_years")
    """
    found = in_force(organisation)
    return getattr(found.choices if found else Choices(), name)


def suggested(body: Organisation) -> Choices:
    """Return what is known of a body before it has a charter; the rest is as in the model."""
    hosting = body.relations.filter(edge=Edge.HOSTED_BY).current().select_related("object__enterprise_profile").first()
    host = hosting.object if hosting else None
    profile = getattr(host, "enterprise_profile", None)
    return Choices(
        kind=body.kind,
        name=body.name,
        short_name=body.short_name,
        unit=host.name if host else _founders(body) or body.name.removesuffix("科学技术协会"),
        superior=body.superior.name if body.superior else "",
        guide=Guide.PARTY.value,
        workers=profile.workers if profile else None,
    )


def _founders(body: Organisation) -> str:
    """Name the enterprises that founded a joint association together, as far as there is room (G17, G43)."""
    joined = body.relations_to.filter(edge=Edge.CO_FOUNDER_OF).current().select_related("subject")
    names = "、".join(relation.subject.name for relation in joined.order_by("-is_lead", "id")[:FOUNDERS])
    return names if len(names) <= MAX_UNIT else ""


@dataclass(frozen=True)
class State:
    """Where a version stands, for a badge, and its duty to be reported."""

    label: str
    colour: str
    report_due: date | None
    is_late: bool


def state(charter: Charter) -> State:
    """Tell where a version stands and whether its report is due (G25)."""
    due = None
    if charter.adopted_on and charter.reported_on is None:
        due = stages.report_due(charter.adopted_on)
    return State(
        label=charter.get_stage_display(),
        colour=STAGE_COLOURS[Stage(charter.stage)],
        report_due=due,
        is_late=due is not None and is_late(due, clock.today()),
    )


def findings(charter: Charter) -> list[checks.Finding]:
    """Return what the rules say of a draft; of what was adopted nothing is asked any more."""
    return checks.checked(charter.choices) if charter.stage == Stage.DRAFT else []


def facts(charter: Charter) -> list[tuple[str, str]]:
    """Return what happened to a version, by label."""
    votes = (
        f"应到 {charter.due:,} 人，到会 {charter.present:,} 人，赞成 {charter.in_favour:,} 票" if charter.due else ""
    )
    rows = [
        ("版次", f"第{charter.number}版"),
        ("通过的大会", charter.congress),
        ("通过日期", _day(charter.adopted_on)),
        ("表决情况", votes),
        ("施行日期", _day(charter.effective_on)),
        ("被取代的日期", _day(charter.ended_on)),
        ("报送日期", _day(charter.reported_on)),
    ]
    return [(label, value) for label, value in rows if value]


def paper(charter: Charter) -> Articles:
    """Return a version as it is printed; a draft says that it is one."""
    subtitle = f"（第{charter.number}版草案）"
    if charter.adopted_on:
        day = charter.adopted_on
        subtitle = f"（{day.year}年{day.month}月{day.day}日{charter.congress}通过）"
    chapters = tuple(
        Chapter(chapter.label, tuple(article.text for article in chapter.articles)) for chapter in charter.chapters
    )
    return Articles(f"{charter.choices.name or charter.organisation.name}章程", subtitle, "", chapters)


def file_name(charter: Charter) -> str:
    """Return what a printed version is called."""
    return f"{charter.organisation.called}章程第{charter.number}版"


def shares(charter: Charter) -> dict[str, str]:
    """Return in words what a charter asks of the congress that changes it."""
    chosen = charter.choices
    return {"quorum": share(chosen.congress_quorum), "amendment": share(chosen.amendment)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


BAR = (Stage.DRAFT, Stage.ADOPTED, Stage.IN_FORCE)
BAR_LABELS = {Stage.DRAFT: "起草", Stage.ADOPTED: "大会通过", Stage.IN_FORCE: "施行"}


def bar(charter: Charter) -> list[dict[str, Any]]:
    """Return the steps of a version with the one at which it stands."""
    at = Stage.IN_FORCE if charter.stage == Stage.SUPERSEDED else charter.stage
    return [{"name": BAR_LABELS[stage], "is_current": stage == at} for stage in BAR]


# Charters of the bodies below an association

STATES = {"in_force": "现行章程", "unreported": "没有报送"}


@dataclass(frozen=True)
class Desk:
    """The charters below an association: one page, the filters, the pages around it."""

    listing: Listing[Charter]
    rows: list[tuple[Charter, State]]
    states: list[dict[str, Any]]
    pages: dict[str, str]


def desk(rows: CharterQuerySet, body: Organisation, filters: Mapping[str, str]) -> Desk:
    """Return the charters of the bodies below an association, newest first."""
    below = rows.under(body)
    by_state = {"in_force": below.in_force(), "unreported": below.unreported()}
    chosen = filters["state"] or "in_force"
    found = listing(
        by_state[chosen].select_related("organisation").defer("text"),
        sort=NEWEST,
        after=filters["after"],
        before=filters["before"],
        size=PAGE,
    )
    return Desk(
        listing=found,
        rows=[(row, state(row)) for row in found.rows],
        states=[
            {"label": label, "count": _number(by_state[name]), "url": f"?state={name}", "current": name == chosen}
            for name, label in STATES.items()
        ],
        pages={
            "previous": f"?{urlencode({'state': chosen, 'before': found.previous})}" if found.previous else "",
            "next": f"?{urlencode({'state': chosen, 'after': found.next})}" if found.next else "",
        },
    )


def _number(rows: CharterQuerySet) -> str:
    number = counted(rows)
    return "1,000+" if number > 1000 else f"{number:,}"


def address(body: Organisation) -> str:
    """Return where the versions of a body stand."""
    return reverse("charters:browse", args=[body.code])

"""What the pages of survey stations show: figures for the association, names for the host alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from kexie.areas.gatherings import queries as gatherings
from kexie.areas.gatherings.rules import Stage as Standing
from kexie.areas.membership.models import MemberQuerySet
from kexie.areas.stations import rules
from kexie.areas.stations.models import BulletinQuerySet, PanelistQuerySet, Station, StationQuerySet, Wave
from kexie.areas.stations.rules import Order, Stage
from kexie.areas.surveys.models import Survey, SurveyQuerySet
from kexie.core.lists import Listing, Sort, listing
from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import GRASSROOTS

NEWEST = Sort("newest", "最新的在前", (), descending=True)
JOINED = Sort("joined", "按参加的先后", ())
SIZE = 50
MOST_WAVES = 12
SITTING = Q(panel__left_at=None, panel__person__closed_at=None)


@dataclass(frozen=True)
class Figures:
    """A station with what it did in a year, and how many sit on its panel today."""

    station: Station
    panel: int
    waves: int
    expected: int
    answered: int
    reported: int
    used: int

    @property
    def rate(self) -> str:
        """How many of those who were asked answered."""
        return rules.rate(self.answered, self.expected)

    @property
    def share(self) -> float:
        """The same as a number, for the order of the list."""
        return self.answered / self.expected if self.expected else -1.0


@dataclass(frozen=True)
class Part:
    """How many of a station's panel were asked in a wave, and how many answered."""

    wave: Wave
    station: Station
    expected: int
    answered: int

    @property
    def rate(self) -> str:
        """How many of those who were asked answered."""
        return rules.rate(self.answered, self.expected)


def hosts(rows: OrganisationQuerySet, body: Organisation) -> OrganisationQuerySet:
    """Return the bodies below an association in which it may have a station."""
    return rows.live().under(body).filter(kind__in=GRASSROOTS)


def parts(stations: StationQuerySet, wave: Wave) -> list[Part]:
    """Return what came of a wave in each of some stations; who left since counts as it was when it was sent."""
    asked, answered = _roll(wave)
    was_there = Q(panel__left_at=None) | Q(panel__left_at__gte=wave.sent_at)
    was_asked = was_there & Q(panel__agreed_at__lte=wave.sent_at, panel__person__in=asked)
    counted = (
        stations.filter(reached__wave=wave)
        .order_by()
        .annotate(
            expected=Count("panel", filter=was_asked),
            answered=Count("panel", filter=was_asked & Q(panel__person__in=answered)),
        )
        .values_list("pk", "expected", "answered")
    )
    numbers = {key: (expected, answered) for key, expected, answered in counted}
    rows = stations.filter(reached__wave=wave).order_by("name", "id")
    return [Part(wave, row, *numbers[row.pk]) for row in rows]


def _roll(wave: Wave) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """Return who was asked in a wave, and who answered."""
    roll = gatherings.collection(wave.survey).roll.filter(is_expected=True)
    return roll.values("person"), roll.filter(is_answered=True).values("person")


def figures(stations: StationQuerySet, year: int) -> list[Figures]:
    """Return what stations did in a year: a few queries, and one for each wave of the year."""
    rows = list(stations.select_related("host", "organisation").prefetch_related("reached__wave__survey__collection"))
    plain = stations.order_by()
    panel = dict(plain.annotate(n=Count("panel", filter=SITTING)).values_list("pk", "n"))
    of_year = Q(bulletins__reported_at__year=year)
    is_used = of_year & Q(bulletins__stage=Stage.USED)
    counted = plain.annotate(n=Count("bulletins", filter=of_year), m=Count("bulletins", filter=is_used))
    bulletins = {key: (n, m) for key, n, m in counted.values_list("pk", "n", "m")}
    sent = {one.wave.pk: one.wave for row in rows for one in row.reached.all() if _year(one.wave) == year}
    came: dict[int, list[Part]] = {}
    for wave in sent.values():
        for part in parts(plain, wave):
            came.setdefault(part.station.pk, []).append(part)
    return [
        Figures(
            row,
            panel.get(row.pk, 0),
            len(came.get(row.pk, ())),
            sum(part.expected for part in came.get(row.pk, ())),
            sum(part.answered for part in came.get(row.pk, ())),
            *bulletins.get(row.pk, (0, 0)),
        )
        for row in rows
    ]


def _year(wave: Wave) -> int:
    return localtime(wave.sent_at).year


KEYS = {
    Order.PANEL: lambda one: -one.panel,
    Order.RATE: lambda one: -one.share,
    Order.USED: lambda one: -one.used,
}


def ordered(rows: Iterable[Figures], order: str) -> list[Figures]:
    """Return the stations of an association in an order; those that were ended come last."""
    by_name = sorted(rows, key=lambda one: (one.station.host.name_key, one.station.pk))
    key = KEYS.get(Order(order), lambda _: 0) if order else lambda _: 0
    return sorted(by_name, key=lambda one: (one.station.ended_on is not None, key(one)))


def links(year: int, years: Sequence[int], order: str) -> dict[str, list[dict[str, Any]]]:
    """Return the addresses of the other years and orders."""
    order = order or Order.NAME.value
    return {
        "years": [
            {"label": f"{one} 年", "url": f"?{urlencode({'year': one, 'order': order})}", "current": one == year}
            for one in years[:5]
        ],
        "orders": [
            {"label": label, "url": f"?{urlencode({'year': year, 'order': one.value})}", "current": one == order}
            for one, label in rules.ORDER_LABELS.items()
        ],
    }


def totals(rows: Sequence[Figures]) -> dict[str, Any]:
    """Return an association's stations taken together."""
    going = [one for one in rows if one.station.ended_on is None]
    expected, answered = sum(one.expected for one in rows), sum(one.answered for one in rows)
    return {
        "stations": len(going),
        "panel": sum(one.panel for one in going),
        "rate": rules.rate(answered, expected),
        "expected": expected,
        "answered": answered,
        "reported": sum(one.reported for one in rows),
        "used": sum(one.used for one in rows),
    }


def waves(rows: StationQuerySet, station: Station) -> list[Part]:
    """Return the last waves that went to a station, the newest first."""
    own = rows.order_by().filter(pk=station.pk)
    sent = station.reached.select_related("wave__survey__collection", "wave__survey__questionnaire")
    return [part for one in sent.order_by("-wave__number")[:MOST_WAVES] for part in parts(own, one.wave)]


def silent(station: Station) -> QuerySet[Any, Any]:
    """Return those on a panel who left out the last two waves that are over; nobody before there were two.

    Which of them answered otherwise, or what, is not told.
    """
    over = station.reached.filter(wave__survey__stage__in=[Standing.CLOSED, Standing.ARCHIVED])
    last = list(over.select_related("wave__survey__collection").order_by("-wave__number")[: rules.WAVES_MISSED])
    rows: PanelistQuerySet = station.panel.all()
    if len(last) < rules.WAVES_MISSED:
        return rows.none()
    for one in last:
        asked, answered = _roll(one.wave)
        rows = rows.at(one.wave.sent_at).filter(person__in=asked).exclude(person__in=answered)
    return rows.holding().select_related("person")


def panel(rows: PanelistQuerySet, station: Station, filters: Mapping[str, str]) -> Listing[Any]:
    """Return a page of those on a panel."""
    found = rows.filter(station=station).holding().select_related("person")
    return listing(found, sort=JOINED, after=filters["after"], before=filters["before"], size=SIZE)


def invited(station: Station, members: MemberQuerySet, group: str) -> QuerySet[Any, Any]:
    """Return the accounts of the members of a host, or of one of its groups, who are not on the panel."""
    host = station.host
    people = gatherings.grouped(members, host, group) if group else gatherings.members(members, host)
    return people.exclude(person__in=station.panel.all().holding().values("person"))


def is_worker(station: Station, members: MemberQuerySet) -> bool:
    """Tell whether somebody, whose memberships these are, is a member where the station is."""
    return members.on_roll().under(station.host).exists()


def drafts(surveys: SurveyQuerySet, body: Organisation) -> list[Survey]:
    """Return the drafts of an association that may be sent to stations."""
    rows = surveys.filter(organisation=body, stage=Standing.DRAFT)
    return list(rows.select_related("questionnaire").order_by("-id")[:SIZE])


def manned(stations: StationQuerySet) -> list[tuple[Station, int]]:
    """Return the open stations that have a panel, and how many sit on it."""
    rows = stations.open().order_by("name", "id")
    people = dict(rows.order_by().annotate(people=Count("panel", filter=SITTING)).values_list("pk", "people"))
    return [(row, people[row.pk]) for row in rows.select_related("host") if people[row.pk]]


def bulletins(rows: BulletinQuerySet, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of what stations reported, and the addresses of the pages around it."""
    stage = filters["stage"]
    chosen = rows.filter(stage=stage) if stage else rows
    chosen = chosen.select_related("station__host")
    found = listing(chosen, sort=NEWEST, after=filters["after"], before=filters["before"], size=SIZE)
    kept = {"stage": stage} if stage else {}
    around = {"previous": {"before": found.previous}, "next": {"after": found.next}}
    stages = [("", "全部"), *((one.value, label) for one, label in rules.STAGE_LABELS.items() if one != Stage.DRAFT)]
    return {
        "listing": found,
        "is_filtered": bool(stage),
        "tabs": [
            {"label": label, "url": f"?{urlencode({'stage': one})}" if one else "?", "current": one == stage}
            for one, label in stages
        ],
        "pages": {name: f"?{urlencode(kept | mark)}" for name, mark in around.items() if next(iter(mark.values()))},
    }


@dataclass(frozen=True)
class Below:
    """The stations of an association and of all below it, in numbers."""

    body: Organisation
    stations: int
    panel: int
    reported: int
    used: int


def overview(stations: StationQuerySet, bodies: OrganisationQuerySet, body: Organisation, year: int) -> list[Below]:
    """Return the stations in each part of the country below an association; nothing of what anybody said."""
    rows = stations.open().filter(organisation__in=bodies.under(body)).order_by()
    of_year = Q(bulletins__reported_at__year=year)
    is_used = of_year & Q(bulletins__stage=Stage.USED)
    by_place = rows.values("organisation__path")
    by_panel = by_place.annotate(n=Count("pk", distinct=True), m=Count("panel", filter=SITTING))
    by_bulletins = by_place.annotate(n=Count("bulletins", filter=of_year), m=Count("bulletins", filter=is_used))
    sums: dict[str, list[int]] = {}
    for path, number, people in by_panel.values_list("organisation__path", "n", "m"):
        sums.setdefault(path, [0, 0, 0, 0])[:2] = [number, people]
    for path, reported, used in by_bulletins.values_list("organisation__path", "n", "m"):
        sums.setdefault(path, [0, 0, 0, 0])[2:] = [reported, used]
    found = []
    for one in bodies.associations().live().filter(superior=body).order_by("territory", "id"):
        below = [numbers for path, numbers in sums.items() if path.startswith(one.path)]
        found.append(Below(one, *(sum(column) for column in zip(*below, strict=True)) if below else (0, 0, 0, 0)))
    return found


COLUMNS = (
    Column("name", "站点名称", width=36),
    Column("host", "所在组织", width=36),
    Column("since", "设站日期", width=12),
    Column("ended", "撤站日期", width=12),
    Column("panel", "样本人数", width=10),
    Column("goal", "目标人数", width=10),
    Column("waves", "调查期数", width=10),
    Column("expected", "应填", width=10),
    Column("answered", "已填", width=10),
    Column("rate", "填写率", width=10),
    Column("reported", "上报信息", width=10),
    Column("used", "采用信息", width=10),
)


def table(stations: StationQuerySet, body: Organisation, year: int) -> Table:
    """Return an association's stations with their figures of a year."""
    own = stations.filter(organisation=body)

    def written(rows: Iterable[Station]) -> Iterator[dict[str, Any]]:
        del rows  # they are few, and what is counted of all is counted at once
        for one in ordered(figures(own, year), ""):
            yield {
                "name": one.station.name,
                "host": one.station.host.name,
                "since": one.station.since,
                "ended": one.station.ended_on,
                "panel": one.panel,
                "goal": one.station.goal,
                "waves": one.waves,
                "expected": one.expected,
                "answered": one.answered,
                "rate": one.rate,
                "reported": one.reported,
                "used": one.used,
            }

    notes = [as_of(), f"{year} 年；样本人数是现在的人数"]
    return Table(title=f"{body.called}调查站点", notes=notes, columns=COLUMNS, chosen=own, rows=written)


def address(station: Station) -> str:
    """Return where a station is read."""
    return reverse("stations:show", args=[station.code])

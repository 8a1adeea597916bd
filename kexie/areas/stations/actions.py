"""Stations are named, people agree to sit on their panels, waves are sent, bulletins are reported and handled."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from kexie.areas.membership.models import Member
from kexie.areas.stations import queries, rules
from kexie.areas.stations.models import Bulletin, Panelist, Reached, Station, Wave
from kexie.areas.stations.rules import Stage
from kexie.areas.surveys import actions as surveys
from kexie.areas.surveys.models import Survey
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock, lock_name
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.notices.actions import announce, announce_each
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record

AT_ONCE = 2_000  # people that one notice is addressed to


@transaction.atomic
def add(
    body: Organisation,
    *,
    host: Organisation,
    name: str,
    focus: str = "",
    goal: int,
    since: date | None = None,
    by: Actor,
) -> Station:
    """Set up a station in a body below an association, and tell the body (SUR-02)."""
    lock_name(f"stations {body.pk}")
    fit = queries.hosts(Organisation.objects.all(), body).filter(pk=host.pk).exists()
    rules.require_host(is_below=host.path.startswith(body.path), is_fit=fit)
    rules.require_room(body.stations.all().open().count())
    since = since or clock.today()
    rules.require_since(since, today=clock.today())
    name = name.strip() or f"{host.called}调查站点"[: rules.MAX_NAME]
    station = Station(
        code=codes.fresh(), organisation=body, host=host, name=name, focus=focus.strip(), goal=goal, since=since
    )
    station.save(force_insert=True)
    record("stations.add", station, by=by, organisation=body)
    _tell_host(station, "stations.add", title=f"{body.called}在本组织设立了调查站点", by=by)
    return station


@transaction.atomic
def change(station: Station, *, name: str, focus: str = "", goal: int, seen: int, by: Actor) -> Station:
    """Change what a station is called, what it is for and how large its panel is to be."""
    station = lock(station, seen=seen)
    rules.require_open(station.ended_on)
    before = {"name": station.name, "focus": station.focus, "goal": station.goal}
    station.name, station.focus, station.goal = rules.require_words(name, "name", "站点名称"), focus.strip(), goal
    station.save(update_fields=["name", "focus", "goal", "revision"])
    after = {"name": station.name, "focus": station.focus, "goal": station.goal}
    record("stations.change", station, by=by, before=before, after=after)
    return station


@transaction.atomic
def end(station: Station, *, reason: str, seen: int, by: Actor) -> Station:
    """End a station: its panel is dissolved, as what people agreed to is over; the host and they are told."""
    station = lock(station, seen=seen)
    rules.require_open(station.ended_on)
    station.ended_on, station.reason = clock.today(), rules.require_words(reason, "reason", "撤站原因")
    station.save(update_fields=["ended_on", "reason", "revision"])
    people = list(station.panel.all().holding().values_list("person", flat=True))
    station.panel.all().holding().update(left_at=clock.now())
    record("stations.end", station, by=by, after={"reason": station.reason, "told": len(people)})
    _tell_host(station, "stations.end", title=f"{station.organisation.called}撤销了本组织的调查站点", by=by)
    title = f"“{station.name}”已经撤销，不再发来问卷"
    _tell(station, "stations.end", people, title=title, link=reverse("stations:own"), by=by)
    return station


def _tell_host(station: Station, what: str, *, title: str, by: Actor, key: str = "") -> None:
    announce(
        what,
        title=title,
        text=station.name,
        link=queries.address(station),
        organisation=station.host,
        permission="stations.run",
        key=key,
        by=by,
    )


def _tell(station: Station, what: str, people: Sequence[int], *, title: str, link: str, by: Actor) -> None:
    """Tell people, once a day at most."""
    told = sorted(people)
    for start in range(0, len(told), AT_ONCE):
        key = f"{what}:{station.code}:{clock.today()}:{told[start]}"
        announce(what, title=title, link=link, people=told[start : start + AT_ONCE], key=key, by=by)


@transaction.atomic
def invite(station: Station, *, group: str = "", by: Actor) -> int:
    """Invite the host's members who have an account, or those of one of its groups; each decides for oneself.

    Return how many were told.
    """
    station = lock(station)
    rules.require_open(station.ended_on)
    people = list(queries.invited(station, Member.objects.all(), group).values_list("person", flat=True).distinct())
    rules.require_invited(len(people))
    link = reverse("stations:join", args=[station.code])
    title = f"邀请您参加“{station.name}”的样本"
    _tell(station, "stations.invite", people, title=title, link=link, by=by)
    record("stations.invite", station, by=by, organisation=station.host, after={"told": len(people)})
    return len(people)


@transaction.atomic
def join(station: Station, *, agrees: bool, is_worker: bool, by: Actor) -> Panelist:
    """Take somebody onto a panel who agreed; nobody is put on it by another (PIPL 14)."""
    station = lock(station)
    rules.require_open(station.ended_on)
    rules.require_worker(is_worker=is_worker, called=station.host.called)
    rules.require_agreement(agrees=agrees)
    person = Person.objects.of(by).get()
    panelist = Panelist(station=station, person=person, wording=rules.CONSENT, agreed_at=clock.now())
    panelist.save(force_insert=True)
    record("stations.join", panelist, by=by, organisation=station.host)
    return panelist


@transaction.atomic
def leave(panelist: Panelist, *, by: Actor) -> Panelist:
    """Let somebody leave a panel, at any time and without a reason; to leave twice changes nothing (PIPL 15)."""
    panelist = lock(panelist)
    if panelist.left_at is None:
        panelist.left_at = clock.now()
        panelist.save(update_fields=["left_at"])
        record("stations.leave", panelist, by=by, organisation=panelist.station.host)
    return panelist


@transaction.atomic
def send(
    body: Organisation,
    *,
    survey: Survey,
    stations: Sequence[Station],
    is_anonymous: bool = False,
    closes_at: datetime | None = None,
    by: Actor,
) -> Wave:
    """Publish a draft to the panels of stations as the next wave of the association; those on them are told.

    Raises ValidationError with the flaws of the questionnaire, and where nobody would be asked.
    """
    lock_name(f"station waves {body.pk}")
    own = body.stations.all().open().filter(pk__in=[station.pk for station in stations])
    reached = [station for station, _ in queries.manned(own)]
    rules.require_stations(len(reached))
    people = Panelist.objects.holding().filter(station__in=reached).values("person")
    survey = surveys.publish(
        survey,
        audience="group",
        people=people,
        is_anonymous=is_anonymous,
        closes_at=closes_at,
        seen=survey.revision,
        by=by,
    )
    last = body.station_waves.order_by("-number").values_list("number", flat=True).first() or 0
    wave = Wave(code=codes.fresh(), organisation=body, survey=survey, number=last + 1, sent_at=clock.now())
    wave.save(force_insert=True)
    Reached.objects.bulk_create(Reached(wave=wave, station=station) for station in reached)
    record("stations.send", wave, by=by, after={"title": str(survey), "count": len(reached)})
    announce_each(
        "stations.send",
        [(one.host, queries.address(one), str(survey), f"stations.send:{wave.code}:{one.code}") for one in reached],
        title=f"{body.called}向调查站点发放了第 {wave.number} 期问卷",
        permission="stations.run",
        by=by,
    )
    return wave


@transaction.atomic
def write(station: Station, *, sort: str, title: str, text: str, period: str = "", by: Actor) -> Bulletin:
    """Begin a bulletin; nobody above reads it until it is reported."""
    station = lock(station)
    rules.require_open(station.ended_on)
    bulletin = Bulletin(code=codes.fresh(), station=station, organisation=station.organisation)
    _fill(bulletin, sort=sort, title=title, text=text, period=period, by=by)
    bulletin.save(force_insert=True)
    record("stations.write", bulletin, by=by, organisation=station.host, after={"title": bulletin.title})
    return bulletin


def _fill(bulletin: Bulletin, *, sort: str, title: str, text: str, period: str, by: Actor) -> None:
    bulletin.sort, bulletin.period = sort, period.strip()
    bulletin.title = rules.require_words(title, "title", "标题")
    bulletin.text = rules.require_words(text, "text", "内容")
    bulletin.name, bulletin.changed_at = by.name[:60], clock.now()


@transaction.atomic
def change_bulletin(
    bulletin: Bulletin, *, sort: str, title: str, text: str, period: str = "", seen: int, by: Actor
) -> Bulletin:
    """Change a draft, or what was returned."""
    bulletin = lock(bulletin, seen=seen)
    rules.require_writing(bulletin.stage)
    _fill(bulletin, sort=sort, title=title, text=text, period=period, by=by)
    bulletin.save()
    record("stations.write", bulletin, by=by, organisation=bulletin.station.host, after={"title": bulletin.title})
    return bulletin


@transaction.atomic
def report(bulletin: Bulletin, *, seen: int, by: Actor) -> Bulletin:
    """Report a bulletin to the association, where it waits for whoever handles it."""
    bulletin = lock(bulletin, seen=seen)
    rules.require_writing(bulletin.stage)
    station = bulletin.station
    rules.require_open(station.ended_on)
    bulletin.stage, bulletin.reported_at = Stage.REPORTED.value, clock.now()
    bulletin.answer, bulletin.handled_at = "", None
    bulletin.save(update_fields=["stage", "reported_at", "answer", "handled_at", "revision"])
    record("stations.report", bulletin, by=by, organisation=station.organisation, after={"title": bulletin.title})
    link = reverse("stations:bulletin", args=[bulletin.code])
    worklist.wait(
        "stations.report",
        bulletin,
        what=f"办理站点信息“{bulletin.title}”",
        why=f"{station.name}上报",
        link=link,
        organisation=station.organisation,
        permission="stations.manage",
        by=by,
    )
    announce(
        "stations.report",
        title="调查站点上报了一条信息",
        text=f"{station.name}：{bulletin.title}",
        link=link,
        organisation=station.organisation,
        permission="stations.manage",
        by=by,
    )
    return bulletin


@transaction.atomic
def handle(bulletin: Bulletin, *, outcome: str, answer: str = "", seen: int, by: Actor) -> Bulletin:
    """Say what came of a bulletin: received, used, or returned with the reason; the host is told."""
    bulletin = lock(bulletin, seen=seen)
    rules.require_waiting(bulletin.stage)
    bulletin.answer = rules.require_answer(outcome, answer)
    before, bulletin.stage, bulletin.handled_at = bulletin.stage, outcome, clock.now()
    bulletin.save(update_fields=["stage", "answer", "handled_at", "revision"])
    record("stations.handle", bulletin, by=by, before={"stage": before}, after={"stage": outcome})
    if outcome != Stage.RECEIVED:
        worklist.close("stations.report", bulletin, by=by)
    announce(
        "stations.handle",
        title=f"站点信息{rules.STAGE_LABELS[Stage(outcome)]}：{bulletin.title}",
        text=bulletin.answer,
        link=reverse("stations:bulletin", args=[bulletin.code]),
        organisation=bulletin.station.host,
        permission="stations.run",
        by=by,
    )
    return bulletin


def export(body: Organisation, *, year: int, by: Actor) -> Job:
    """Let the figures of an association's stations be written as a table."""
    return jobs.start(
        "stations.export",
        title=f"{body.called}调查站点",
        by=by,
        organisation=body,
        permission="stations.browse",
        given={"body": body.code, "year": year},
        unit="个站点",
        back=f"{reverse('stations:browse', args=[body.code])}?year={year}",
    )


def write_stations(work: Work) -> None:
    """Write the table that somebody asked for."""
    rows = Station.objects.where_may(work.by, "stations.browse")
    body = Organisation.objects.where_may(work.by, "stations.browse").get(code=work.given["body"])
    table = queries.table(rows, body, work.given["year"])
    jobs.take_away(work, "stations.export", table, after={"year": work.given["year"]})

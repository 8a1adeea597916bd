"""A congress elects the next committee, and its result is reported (EST-14, G25)."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from kexie.areas.establishment import rules as founding
from kexie.areas.establishment.queries import approver
from kexie.areas.standing import rules
from kexie.areas.standing.models import Renewal
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.days import years_after
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Title, require_alive, require_founded
from kexie.foundation.records.actions import record


@transaction.atomic
def renew(
    body: Organisation,
    *,
    number: int,
    congress_on: date,
    assembly: str,
    workers: int,
    term_years: int,
    chair: str,
    seats: int,
    by: Actor,
) -> Renewal:
    """Enter the congress that elected the next committee: its term begins, and the month for the report (EST-14, G25).

    A term that had not ended yet ends with the congress. Raises ValidationError beside the field, with the article.
    """
    body = lock(body)
    require_alive(status=body.status)
    require_founded(status=body.status)
    rules.require_electing(body.kind)
    last = body.terms_of_office.first()
    rules.require_settled(is_reported=not body.renewals.filter(reported_on=None).exists())
    rules.require_number(number, last=last.number if last else 0)
    since = last.period.lower if last else body.founded_on
    rules.require_congress_day(congress_on=congress_on, today=clock.today(), since=since)
    founding.require_assembly(assembly=assembly, workers=workers)
    founding.require_term(term_years)
    if last is not None:
        worklist.close("standing.renew", last, by=by)
        if last.period.upper > congress_on:
            begun = last.period.lower
            organisations.change_term(last, starts_on=begun, ends_on=congress_on, seen=last.revision, by=by)
    ends_on = years_after(congress_on, term_years)
    term = organisations.add_term(body, number=number, starts_on=congress_on, ends_on=ends_on, by=by)
    _pass_chair(body, chair.strip(), since=congress_on, by=by)
    renewal = Renewal.objects.create(
        code=codes.fresh(),
        organisation=body,
        term=term,
        congress_on=congress_on,
        assembly=assembly,
        workers=workers,
        term_years=term_years,
        chair=chair.strip(),
        seats=seats,
        report_due=founding.month_after(congress_on),
    )
    record("standing.renew", renewal, by=by, organisation=body, after={"number": number, "congress_on": congress_on})
    worklist.wait(
        "standing.report",
        renewal,
        what=f"报送第 {number} 届换届的选举结果",
        why="召开大会后一个月内报送。",
        link=reverse("standing:report", args=[renewal.code]),
        organisation=body,
        permission="standing.manage",
        due=renewal.report_due,
        is_owed=True,
        by=by,
    )
    text = f"大会：{congress_on:%Y-%m-%d}。应在 {renewal.report_due:%Y-%m-%d} 前报送结果。"
    tell_the_association(body, "standing.renew", title=f"“{body.name}”已经换届", text=text, by=by)
    return renewal


def _pass_chair(body: Organisation, chair: str, *, since: date, by: Actor) -> None:
    """Let the chair who was elected hold the post, unless the body entered somebody from that day on already."""
    held = body.posts.filter(title=Title.CHAIR, branch=None)
    for post in held.filter(period__contains=since, period__startswith__lt=since):
        organisations.end_post(post, until=since, by=by)
    if not held.filter(period__startswith__gte=since).exists():
        organisations.fill_post(body, title=Title.CHAIR, holder=chair, since=since, by=by)


@transaction.atomic
def report(renewal: Renewal, *, result: Upload, seen: int, by: Actor, note: str = "") -> Renewal:
    """Report what a congress elected, to the association that approved the body; a late report is taken, too (G25)."""
    renewal = lock(renewal, seen=seen)
    rules.require_unreported(is_reported=renewal.reported_on is not None)
    renewal.reported_on, renewal.note = clock.today(), note.strip()
    renewal.result = files.keep(result, by=by)
    renewal.save(update_fields=["reported_on", "note", "result", "revision"])
    body = renewal.organisation
    after = {"reported_on": renewal.reported_on, "late": renewal.is_late}
    record("standing.report", renewal, by=by, organisation=body, after=after)
    worklist.close("standing.report", renewal, by=by)
    text = f"报送日期：{renewal.reported_on:%Y-%m-%d}{'，超过一个月的期限' if renewal.is_late else ''}。"
    tell_the_association(body, "standing.report", title=f"“{body.name}”报送了换届结果", text=text, by=by)
    return renewal


def tell_the_association(
    body: Organisation, what: str, *, title: str, by: Actor, text: str = "", key: str = ""
) -> None:
    """Tell the association that approved a body how it stands."""
    announce(
        what,
        title=title,
        text=text,
        link=reverse("standing:standing", args=[body.code]),
        organisation=approver(body),
        permission="standing.browse",
        key=key,
        by=by,
    )

"""A body ends, and with it whatever it was to its members (EST-13, MEM-06)."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from procrastinate.contrib.django import app

from kexie.areas.directory import actions as directory
from kexie.areas.membership import rules
from kexie.areas.membership.actions.applications import end_application
from kexie.areas.membership.models import Application, Change, Member
from kexie.areas.membership.rules import Cause, Status
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS, facets
from kexie.foundation.records.actions import record_all

BATCH = 500
ENDING = ("membership.end_members", "affiliations.end_all")  # done in the background


@transaction.atomic
def dissolve(body: Organisation, *, closed_on: date, by: Actor) -> Organisation:
    """Let a body end: it is closed, nothing waits there any more; soon after, in the background, its memberships end.

    The one way for a body that ends by its own petition and for one that is revoked (G18). Its data stay readable for
    those above it; what members did and hold stays theirs. Raises ValidationError for one that has ended already.
    """
    body = directory.close(body, closed_on=closed_on, by=by)
    worklist.close_all(body, by=by)
    for task in ENDING:
        app.configure_task(task).defer(number=body.pk)
    return body


def end_members(body: Organisation, *, by: Actor) -> int:
    """End the memberships and applications of a body that has ended; return how many memberships.

    Repeats are harmless.
    """
    done = 0
    if body.closed_on is None:
        return done
    rows = Member.objects.filter(organisation=body).on_roll()
    while numbers := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        done += _end_batch(body, numbers, by=by)
    for application in Application.objects.open().filter(organisation=body):
        end_application(application, reason=_words(body), by=by)
    return done


def end_missed(*, by: Actor) -> int:
    """End the memberships of bodies that were closed in another way; return how many memberships."""
    closed = Organisation.objects.filter(kind__in=WITH_MEMBERS, closed_on__isnull=False)
    members = Member.objects.on_roll().filter(organisation=OuterRef("pk"))
    applications = Application.objects.open().filter(organisation=OuterRef("pk"))
    left = closed.filter(Exists(members) | Exists(applications))
    return sum(end_members(body, by=by) for body in list(left))


@transaction.atomic
def _end_batch(body: Organisation, numbers: list[int], *, by: Actor) -> int:
    on, now, status = body.closed_on or clock.today(), clock.now(), Status.DISSOLVED
    members = list(Member.objects.filter(pk__in=numbers).on_roll().select_for_update(of=("self",)))
    for member in members:
        was, member.organisation = member.status, body
        member.terms = sorted(set(member.terms) - _mark(body, was) | _mark(body, status))
        member.status, member.ended_on, member.leaving_at = status, max(on, member.joined_on), None
        member.revision += 1
    Member.objects.bulk_update(members, ["status", "ended_on", "leaving_at", "terms", "revision"])
    Change.objects.bulk_create(
        Change(
            member=member, cause=Cause.DISSOLVED, on=member.ended_on or on, name=by.name[:60], at=now, path=member.path
        )
        for member in members
    )
    record_all("membership.dissolve", members, by=by, after={"status": status})
    people = [member.person_id for member in members if member.person_id]
    if people:
        title = f"您在{body.called}的会员资格已经终止"
        link = reverse("membership:own")
        announce(
            "membership.dissolve", title=title, text=_words(body), link=link, organisation=body, people=people, by=by
        )
    return len(members)


def _mark(body: Organisation, status: str) -> set[str]:
    return facets([("status", rules.mark(str(body.pk), status))])


def _words(body: Organisation) -> str:
    return f"{body.name}已于 {body.closed_on:%Y-%m-%d} 注销。会籍经历仍保留在“我的会员”。"

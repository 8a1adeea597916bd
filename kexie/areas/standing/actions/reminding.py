"""What the clock tells of terms that end (EST-14)."""

from datetime import date

from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse

from kexie.areas.charters.rules import CHARTERED
from kexie.areas.standing import rules
from kexie.areas.standing.actions.renewing import tell_the_association
from kexie.areas.standing.models import Reminder
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.engines.worklist.models import Obligation
from kexie.foundation.organisations.models import Term
from kexie.foundation.organisations.rules import Status

BATCH = 500
WORDS = {6: "还有六个月届满", 3: "还有三个月届满", 1: "还有一个月届满", 0: "已经届满"}


def remind(*, by: Actor) -> int:
    """Remind bodies 6, 3 and 1 months before the end of their term and at the end, each once; return how many (EST-14).

    A body that first comes to be known within these months is reminded of the nearest day alone. What no longer holds,
    since the term was changed or the body ended, waits no longer.
    """
    _forget(by=by)
    today, done = clock.today(), 0
    for months, closer in zip(rules.BEFORE, (*rules.BEFORE[1:], None), strict=True):
        last = rules.ahead(today, months)
        after = rules.ahead(today, closer) if closer is not None else None
        while told := _remind_batch(_ending(last, after, months), months, by=by):
            done += told
    return done


def _ending(last: date, after: date | None, months: int) -> "QuerySet[Term]":
    """Return the last terms of living bodies that end within these days and whose body was not told yet."""
    told = Reminder.objects.filter(term=OuterRef("pk"), ends_on=OuterRef("period__endswith"), months=months)
    later = Term.objects.filter(organisation=OuterRef("organisation"), number__gt=OuterRef("number"))
    rows = Term.objects.filter(period__endswith__lte=last, organisation__closed_on=None)
    if after is not None:
        rows = rows.filter(period__endswith__gt=after)
    founded = rows.filter(organisation__kind__in=CHARTERED).exclude(organisation__status=Status.PREPARING)
    return founded.filter(~Exists(told), ~Exists(later))


@transaction.atomic
def _remind_batch(rows: "QuerySet[Term]", months: int, *, by: Actor) -> int:
    """Remind some bodies; a second worker passes over those that are being told."""
    locked = rows.select_for_update(of=("self",), skip_locked=True).select_related("organisation")
    found = list(locked.order_by("id")[:BATCH])
    for term in found:
        _tell(term, months, by=by)
    Reminder.objects.bulk_create(
        [Reminder(term=term, months=months, ends_on=term.period.upper) for term in found], ignore_conflicts=True
    )
    return len(found)


def _tell(term: Term, months: int, *, by: Actor) -> None:
    body, ends_on = term.organisation, term.period.upper
    link = reverse("standing:standing", args=[body.code])
    key = f"standing.remind.{term.pk}.{months}.{ends_on:%Y%m%d}"
    worklist.wait(
        "standing.renew",
        term,
        what=f"换届：{term}任期 {ends_on:%Y-%m-%d} 届满",
        why="召开会员（代表）大会选举新一届委员会，会后登记。",
        link=link,
        organisation=body,
        permission="standing.manage",
        due=ends_on,
        is_owed=True,
        by=by,
    )
    announce(
        "standing.remind",
        title=f"“{body.name}”{term}任期{WORDS[months]}",
        text=f"届满日期：{ends_on:%Y-%m-%d}。请召开会员（代表）大会换届，会后一个月内报送结果。",
        link=link,
        organisation=body,
        permission="standing.manage",
        key=key,
        by=by,
    )
    if not months:
        title = f"“{body.name}”{term}任期已经届满，还没有换届"
        text = f"届满日期：{ends_on:%Y-%m-%d}。"
        tell_the_association(body, "standing.remind", title=title, text=text, key=f"{key}.above", by=by)


def _forget(*, by: Actor) -> None:
    """Close what waits for a term that ends on another day now, was followed by the next, or whose body has ended."""
    ends = Term.objects.filter(pk=OuterRef("number"), organisation__closed_on=None)
    later = Term.objects.filter(organisation=OuterRef("organisation"), number__gt=OuterRef("place"))
    rows = Obligation.objects.filter(kind="standing.renew").open()
    known = rows.annotate(number=Cast("thing_id", BigIntegerField())).annotate(
        ends_on=Subquery(ends.values("period__endswith")), place=Subquery(ends.values("number"))
    )
    gone = known.filter(Q(ends_on=None) | ~Q(ends_on=F("due")) | Exists(later))
    for number in gone.values_list("number", flat=True):
        worklist.close("standing.renew", Term(pk=number), by=by)

"""What happens to a year of dues: set up with its rates, rolled, announced, closed."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from kexie.areas.charters import queries as charters
from kexie.areas.dues import rules
from kexie.areas.dues.models import Rate, Year
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.notices.actions import announce
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record


@transaction.atomic
def add_year(body: Organisation, *, year: int, by: Actor, decision: str = "") -> Year:
    """Set up a year of dues; raises ValidationError where the charter has none (《通则》第二十一条, MEM-05)."""
    dues = charters.choice(body, "dues")
    rules.require_charged(dues)
    rules.require_year(year, today=clock.today())
    made = Year(organisation=body, code=codes.fresh(), year=year)
    made.decision = rules.require_decision(decision, dues=dues)
    made.save(force_insert=True)
    record("dues.add_year", made, by=by, after={"year": year})
    return made


@transaction.atomic
def add_rate(year: Year, *, seen: int, name: str, amount: int, groups: Collection[str], by: Actor) -> Rate:
    """Add what members of some sorts owe; each sort has one rate at most."""
    year = _open(year, seen=seen)
    dues, fixed = (charters.choice(year.organisation, name) for name in ("dues", "dues_fen"))
    rules.require_charged(dues)
    amount = rules.require_amount(amount, least=0)
    rules.require_of_charter(amount, dues=dues, fixed=fixed or 0)
    taken = {group for rate in year.rates.all() for group in rate.groups}
    made = Rate(year=year, code=codes.fresh(), name=name.strip(), amount=amount)
    made.groups = rules.require_groups(groups, taken=taken)
    made.save(force_insert=True)
    year.save(update_fields=["revision"])
    after = {"name": made.name, "amount": rules.yuan(made.amount), "groups": made.groups}
    record("dues.add_rate", made, by=by, organisation=year.organisation, after=after)
    return made


@transaction.atomic
def remove_rate(rate: Rate, *, seen: int, by: Actor) -> Year:
    """Take a rate away by which nobody owes yet."""
    year = _open(rate.year, seen=seen)
    rules.require_unused(is_used=rate.dues.exists())
    before = {"name": rate.name, "amount": rules.yuan(rate.amount)}
    record("dues.remove_rate", rate, by=by, organisation=year.organisation, before=before)
    rate.delete()
    year.save(update_fields=["revision"])
    return year


def _open(year: Year, *, seen: int | None = None) -> Year:
    year = lock(year, seen=seen)
    rules.require_open(is_closed=year.is_closed)
    return year


# One statement, however many members there are; a repeat adds those who are missing and leaves the others as they are.
ROLL = """
INSERT INTO due (year_id, member_id, rate_id, number, amount, paid, waived, revision)
SELECT %(year)s, member.id, rate.id, member.number, rate.amount, 0, 0, 0
FROM member JOIN dues_rate AS rate ON rate.year_id = %(year)s
    AND (CASE WHEN member.status IN ('retired', 'lapsed') THEN 'retired' ELSE member.category END) = ANY (rate.groups)
WHERE member.organisation_id = %(body)s AND member.joined_on <= %(on)s
    AND (member.status IN ('active', 'retired') OR member.ended_on > %(on)s)
ON CONFLICT (year_id, member_id) DO NOTHING
"""
# It asks the rates and not who was listed: the planner knows nothing yet of rows of this transaction.
WITHOUT = """
SELECT count(*) FROM member
WHERE organisation_id = %(body)s AND joined_on <= %(on)s AND (status IN ('active', 'retired') OR ended_on > %(on)s)
    AND (CASE WHEN status IN ('retired', 'lapsed') THEN 'retired' ELSE category END) <> ALL (%(groups)s::text[])
"""


@transaction.atomic
def roll(year: Year, *, seen: int, on: date, by: Actor) -> Job:
    """Let everybody on the roll at a day owe dues, each by the rate of that sort of members (MEM-05)."""
    year = lock(year, seen=seen)
    _require_rollable(year, on)
    year.save(update_fields=["revision"])
    return jobs.start(
        "dues.roll",
        title=f"生成{year.organisation.called} {year.year} 年度应缴名单"[:120],
        by=by,
        organisation=year.organisation,
        permission="dues.manage",
        given={"year": year.pk, "on": on.isoformat()},
        unit="人",
        back=reverse("dues:show", args=[year.code]),
    )


def _require_rollable(year: Year, on: date) -> None:
    rules.require_open(is_closed=year.is_closed)
    rules.require_charged(charters.choice(year.organisation, "dues"))
    rules.require_roll_day(on, year=year.year, today=clock.today())
    rules.require_rates(has_rates=year.rates.exists())


def given_year(work: Work) -> Year:
    """Return the year that a job is about, as its owner reaches it now."""
    year = Year.objects.where_may(work.by, "dues.manage").filter(pk=work.given["year"]).first()
    if year is None:
        raise ValidationError("这个会费年度已经不在您的办理范围内。")
    return year


@transaction.atomic
def write_roll(work: Work) -> None:
    """Make the roll that somebody asked for; of two at once the second finds everybody there."""
    on = date.fromisoformat(work.given["on"])
    year = lock(given_year(work))
    _require_rollable(year, on)
    groups = [group for rate in year.rates.all() for group in rate.groups]
    given: dict[str, Any] = {"year": year.pk, "body": year.organisation_id, "on": on, "groups": groups}
    with connection.cursor() as cursor:
        cursor.execute(ROLL, given)
        made = cursor.rowcount
        cursor.execute(WITHOUT, given)
        without = cursor.fetchone()[0]
    year.rolled_on = max(on, year.rolled_on or on)
    year.save(update_fields=["rolled_on", "revision"])
    record("dues.roll", year, by=work.by, organisation=year.organisation, after={"count": made, "on": on})
    left = f"另有 {without:,} 名会员没有适用的标准，没有列入。" if without else ""
    work.finish(f"新列入 {made:,} 名会员。{left}")


@transaction.atomic
def remind(year: Year, *, seen: int, by: Actor) -> Year:
    """Tell the members with an account who still owe; once a day is enough, a repeat tells nobody again."""
    year = _open(year, seen=seen)
    rules.require_rolled(is_rolled=year.rolled_on is not None)
    people = list(year.dues.owed().filter(member__person__isnull=False).values_list("member__person", flat=True))
    if not people:
        raise ValidationError("没有欠缴会费又有账号的会员。没有账号的，请导出名单另行通知。")
    now = clock.now()
    announce(
        "dues.remind",
        title=f"请缴纳{year.organisation.called} {year.year} 年度会费",
        text="应缴数额和缴费记录在“我的会费”里。已经缴过的，请联系秘书处登记。",
        link=reverse("dues:own"),
        organisation=year.organisation,
        people=people,
        key=f"dues.remind {year.pk} {now:%Y-%m-%d}",
        by=by,
    )
    year.reminded_at = now
    year.save(update_fields=["reminded_at", "revision"])
    record("dues.remind", year, by=by, organisation=year.organisation, after={"count": len(people)})
    return year


@transaction.atomic
def close(year: Year, *, seen: int, by: Actor) -> Year:
    """Close a year: nothing more is recorded in it. What is still owed stays so."""
    year = _open(year, seen=seen)
    rules.require_rolled(is_rolled=year.rolled_on is not None)
    year.closed_at = clock.now()
    year.save(update_fields=["closed_at", "revision"])
    record("dues.close", year, by=by, organisation=year.organisation)
    return year


@transaction.atomic
def reopen(year: Year, *, seen: int, reason: str, by: Actor) -> Year:
    """Open a closed year again, to record or correct something; says why."""
    year = lock(year, seen=seen)
    rules.require_closed(is_closed=year.is_closed)
    year.closed_at = None
    year.save(update_fields=["closed_at", "revision"])
    after = {"reason": rules.require_reason(reason)}
    record("dues.reopen", year, by=by, organisation=year.organisation, after=after)
    return year

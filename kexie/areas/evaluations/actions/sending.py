"""A sheet is published: it reaches every body it is for; reviewers are assigned."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from kexie.areas.evaluations import queries
from kexie.areas.evaluations.actions.steps import await_review, page_of
from kexie.areas.evaluations.models import Evaluation, Reviewer, Sheet, Step
from kexie.areas.evaluations.rules import State, scoring, sheets, stages
from kexie.areas.evaluations.rules.stages import Deed
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock, lock_name
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.notices.actions import announce_each
from kexie.engines.worklist import actions as worklist
from kexie.foundation.appointments.queries import holders
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record

BATCH = 1000  # bodies that are reached in one transaction
# An evaluation has each item of its sheet: a dozen times as many rows, which the database makes itself.
ITEMS = """
INSERT INTO evaluation_score
    (evaluation_id, criterion_id, said, remark, scored_name, is_faulty, fault, basis, changed_in)
SELECT evaluation.id, criterion.id, '', '', '', false, '', '', 0
FROM evaluation JOIN evaluation_criterion AS criterion ON criterion.sheet_id = evaluation.sheet_id
WHERE evaluation.id = ANY(%s)
"""


@transaction.atomic
def publish(sheet: Sheet, *, seen: int, by: Actor) -> Job | None:
    """Fix a sheet and send it to the bodies it is for; return the work where they are many (G39).

    Raises ValidationError where the weights do not sum up to a hundred, and for what else is missing.
    """
    sheet = lock(sheet, seen=seen)
    stages.require_draft(sheet.state)
    sheets.require_publishable(
        kinds=sheet.kinds, self_due=sheet.self_due, review_due=sheet.review_due, today=clock.today()
    )
    scoring.require_whole(row.weight for row in sheet.criteria.all())
    number = _unsent(sheet).count()
    sheets.require_targets(number)
    sheet.state, sheet.published_at = State.PUBLISHED, clock.now()
    sheet.save(update_fields=["state", "published_at", "revision"])
    record("evaluations.publish", sheet, by=by, after={"count": number})
    await_review(sheet, by=by)
    return _send(sheet, number, by=by)


@transaction.atomic
def send(sheet: Sheet, *, seen: int, by: Actor) -> Job | None:
    """Send a published sheet to the bodies that came since, or that changed their superior."""
    sheet = lock(sheet, seen=seen)
    stages.require_published(sheet.state)
    if not (number := _unsent(sheet).count()):
        raise ValidationError("考核对象都已经收到，没有要补发的组织。")
    sheet.save(update_fields=["revision"])
    record("evaluations.send", sheet, by=by, after={"count": number})
    return _send(sheet, number, by=by)


def _unsent(sheet: Sheet) -> OrganisationQuerySet:
    return sheet.evaluations.all().missing_from(queries.sheets.targets(Organisation.objects.all(), sheet))


def _send(sheet: Sheet, number: int, *, by: Actor) -> Job | None:
    """Reach few bodies at once, many in the background."""
    if number <= sheets.AT_ONCE:
        reach(sheet, list(_unsent(sheet)), by=by)
        return None
    return jobs.start(
        "evaluations.send",
        title=f"发送“{sheet.title}”",
        by=by,
        organisation=sheet.organisation,
        permission="evaluations.manage",
        given={"sheet": sheet.pk},
        unit="个组织",
        of=number,
        back=reverse("evaluations:results", args=[sheet.code]),
    )


def send_many(work: Work) -> None:
    """Reach the bodies of a sheet, some at a time; one that was reached is not reached again."""
    sheet = Sheet.objects.select_related("organisation").get(pk=work.given["sheet"])
    done = 0
    while bodies := list(_unsent(sheet)[:BATCH]):
        reach(sheet, bodies, by=work.by)
        done += len(bodies)
        work.advance(done)
    with transaction.atomic():
        work.finish(f"已发给 {done:,} 个组织。")


@transaction.atomic
def reach(sheet: Sheet, bodies: Sequence[Organisation], *, by: Actor) -> None:
    """Give bodies their evaluation with all its items, and tell them."""
    lock_name(f"evaluations.reach {sheet.pk}")
    today = clock.today()
    known = set(sheet.evaluations.filter(body__in=bodies).values_list("body", flat=True))
    rows = [
        Evaluation(
            code=codes.fresh(),
            sheet=sheet,
            organisation=sheet.organisation,
            body=body,
            name=body.name,
            name_key=body.name_key,
            kind=body.kind,
            due=max(sheet.self_due or today, today),
        )
        for body in bodies
        if body.pk not in known
    ]
    Evaluation.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, [[row.pk for row in rows]])
    now, name = clock.now(), by.name[:60]
    Step.objects.bulk_create(Step(evaluation=row, deed=Deed.SEND, name=name, at=now) for row in rows)
    _tell(sheet, rows, by=by)


def _tell(sheet: Sheet, rows: Sequence[Evaluation], *, by: Actor) -> None:
    """Let the own scores wait in the bodies, and tell them."""
    worklist.wait_each(
        "evaluations.submit",
        ((row, row.body, page_of(row), row.due) for row in rows),
        what=f"完成“{sheet.title}”自评并提交",
        permission="evaluations.fill",
        is_owed=True,
        by=by,
    )
    announce_each(
        "evaluations.send",
        ((row.body, page_of(row), _asked(sheet, row), f"evaluations.send.{row.pk}") for row in rows),
        title=f"{sheet.organisation.called}发布了{sheet.year}年度考核",
        permission="evaluations.fill",
        by=by,
    )


def _asked(sheet: Sheet, row: Evaluation) -> str:
    return f"“{sheet.title}”，请在 {row.due:%Y-%m-%d} 前完成自评。"


@transaction.atomic
def assign(sheet: Sheet, *, reviewers: Mapping[int, Sequence[str]], seen: int, by: Actor) -> Sheet:
    """Say who scores which headings; nobody at all means everybody who reviews in the association."""
    sheet = lock(sheet, seen=seen)
    if sheet.state != State.DRAFT:
        stages.require_published(sheet.state)
    able = set(holders("evaluations.review", sheet.organisation).values_list("person", flat=True))
    if not set(reviewers) <= able:
        raise ValidationError("有的人已经不是本单位的评审人员，请刷新页面后重新选择。")
    uncovered = _uncovered(sheet, reviewers)
    if reviewers and uncovered:
        raise ValidationError(f"还有分组没有人评：{'、'.join(uncovered)}。")
    sheet.reviewers.all().delete()
    Reviewer.objects.bulk_create(
        Reviewer(sheet=sheet, person=person, headings=list(reviewers[person.pk]))
        for person in Person.objects.filter(pk__in=reviewers)
    )
    sheet.save(update_fields=["revision"])
    record("evaluations.assign", sheet, by=by, after={"count": len(reviewers)})
    if sheet.is_running:
        await_review(sheet, by=by)
    return sheet


def _uncovered(sheet: Sheet, reviewers: Mapping[int, Sequence[str]]) -> list[str]:
    """Return the headings that nobody scores."""
    if any(not headings for headings in reviewers.values()):
        return []
    given = {heading for headings in reviewers.values() for heading in headings}
    return [one for one in queries.sheets.headings(sheet.criteria.all()) if one not in given]

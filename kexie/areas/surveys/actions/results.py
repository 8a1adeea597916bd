"""What is done with what came of a survey: shown to everybody, opened, declared void, taken away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from kexie.areas.gatherings import rules as gatherings
from kexie.areas.surveys import rules
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import subordinates
from kexie.core import cases
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Response
from kexie.engines.questionnaires.queries import answers
from kexie.foundation.records.actions import record


@transaction.atomic
def release(survey: Survey, *, is_open: bool, seen: int, by: Actor) -> Survey:
    """Show the results to everybody who knows the address, or to nobody outside any more (SUR-01)."""
    survey = lock(survey, seen=seen)
    gatherings.require_published(survey.stage, called=survey.words.called)
    before, survey.are_results_open = survey.are_results_open, is_open
    survey.save(update_fields=["are_results_open", "revision"])
    record(
        "surveys.release",
        survey,
        by=by,
        organisation=survey.organisation,
        before={"is_open": before},
        after={"is_open": is_open},
    )
    return survey


@transaction.atomic
def reveal(response: Response, *, reason: str, by: Actor) -> Response:
    """Write down who is shown what is personal in an answer, and what for (SEC-06)."""
    after = {"reason": cases.require_reason(reason)}
    record("surveys.reveal", response, by=by, organisation=response.collection.organisation, after=after)
    return response


def void(response: Response, *, reason: str, seen: int, by: Actor) -> Response:
    """Let an answer count no more; it stays and can be read (FRM-08)."""
    return questionnaires.void(response, reason=reason, seen=seen, by=by)


def export(survey: Survey, *, how: str = "", with_personal: bool = False, reason: str = "", by: Actor) -> Job:
    """Let the answers be written as a table; what is personal in them only for a reason on record (SEC-06)."""
    if with_personal:
        reason = cases.require_reason(reason)
    return jobs.start(
        "surveys.export",
        title=f"{survey}答卷"[:120],
        by=by,
        organisation=survey.organisation,
        permission="surveys.manage",
        given={"survey": survey.code, "how": how or rules.LABELS, "reason": reason if with_personal else ""},
        unit="份",
        back=reverse("surveys:results", args=[survey.code]),
    )


def write_answers(work: Work) -> None:
    """Write the answers that somebody asked for."""
    surveys = Survey.objects.where_may(work.by, "surveys.manage").select_related("collection__questionnaire")
    survey = surveys.filter(code=work.given["survey"], collection__isnull=False).first()
    if survey is None or survey.collection is None:
        raise ValidationError("这份问卷已经不在了，没有可以导出的答卷。")
    how, reason = work.given["how"], work.given["reason"]
    rows = Response.objects.where_may(work.by, "surveys.manage")
    if how == rules.ROLL:
        table = subordinates.table(survey)
    else:
        table = answers.table(rows, survey.collection, how=how, with_personal=bool(reason))
    after = {"how": how} | ({"reason": reason} if reason else {})
    jobs.take_away(work, "surveys.export", table, after=after)

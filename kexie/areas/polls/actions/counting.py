"""What is done with votes: declared void, taken away; and who sees the ranking."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from kexie.areas.gatherings import rules as gatherings
from kexie.areas.gatherings.queries import collection
from kexie.areas.polls import rules
from kexie.areas.polls.models import Poll
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
def release(poll: Poll, *, ranking: str, seen: int, by: Actor) -> Poll:
    """Fix anew when everybody may see the ranking."""
    poll = lock(poll, seen=seen)
    gatherings.require_published(poll.stage, called=poll.words.called)
    held = collection(poll)
    rules.require_secret(ranking=ranking, audience=poll.audience, once=held.once, is_anonymous=held.is_anonymous)
    before, poll.ranking = poll.ranking, ranking
    poll.save(update_fields=["ranking", "revision"])
    record("polls.release", poll, by=by, before={"ranking": before}, after={"ranking": ranking})
    return poll


def void(response: Response, *, reason: str, seen: int, by: Actor) -> Response:
    """Let a vote count no more; it stays, with the reason."""
    return questionnaires.void(response, reason=reason, seen=seen, by=by)


def void_many(poll: Poll, *, origin: str, reason: str, by: Actor) -> int:
    """Let all votes of one network count no more; they stay, with the reason. Return how many."""
    return questionnaires.void_many(collection(poll), origin=origin, reason=reason, by=by)


def export(poll: Poll, *, how: str = "", by: Actor) -> Job:
    """Let the votes be written as a table."""
    return jobs.start(
        "polls.export",
        title=f"{poll}投票"[:120],
        by=by,
        organisation=poll.organisation,
        permission="polls.manage",
        given={"poll": poll.code, "how": how or "labels"},
        unit="票",
        back=reverse("polls:results", args=[poll.code]),
    )


def write_votes(work: Work) -> None:
    """Write the votes that somebody asked for."""
    polls = Poll.objects.where_may(work.by, "polls.manage").select_related("collection__questionnaire")
    poll = polls.filter(code=work.given["poll"], collection__isnull=False).first()
    if poll is None:
        raise ValidationError("这次投票已经不在了，没有可以导出的内容。")
    rows = Response.objects.where_may(work.by, "polls.manage")
    table = answers.table(rows, collection(poll), how=work.given["how"])
    jobs.take_away(work, "polls.export", table, after={"how": work.given["how"]})

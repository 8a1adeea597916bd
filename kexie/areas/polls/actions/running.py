"""A poll is opened, people are reminded, it is given more time, closed and put away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kexie.areas.gatherings import actions as gatherings
from kexie.areas.gatherings import queries
from kexie.areas.membership.models import Member
from kexie.areas.polls import rules
from kexie.areas.polls.models import Poll
from kexie.areas.polls.rules import Ranking
from kexie.core.actors import Actor
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.records.actions import record


@transaction.atomic
def publish(
    poll: Poll,
    *,
    audience: str,
    once: str = Once.DEVICE,
    ranking: str = Ranking.END,
    rate: int | None = None,
    is_anonymous: bool = False,
    group: str = "",
    seen: int,
    by: Actor,
    **given: Any,
) -> Poll:
    """Publish a poll: what is voted on is frozen, votes are taken, and those who are expected are told (PLL-01).

    Raises ValidationError with the flaws of the questionnaire, and for an audience of nobody. `group` is the code of
    one of the groups into which the body sorts its members (FRM-07).
    """
    rules.require_votable(poll.questionnaire.definition)
    rules.require_secret(ranking=ranking, audience=audience, once=once, is_anonymous=is_anonymous)
    given |= {"audience": audience, "once": once, "is_anonymous": is_anonymous}
    if group:
        given["people"] = queries.grouped(Member.objects.all(), poll.organisation, group)
    poll = gatherings.publish(poll, **given, seen=seen, by=by)
    poll.ranking, poll.rate = ranking, rate
    poll.save(update_fields=["ranking", "rate"])
    return poll


@transaction.atomic
def remind(poll: Poll, *, by: Actor) -> int:
    """Remind those who are expected and have not voted, once a day at most (FRM-10); return how many."""
    told = gatherings.remind(poll, by=by)
    record("polls.remind", poll, by=by, after={"told": told})
    return told


def extend(poll: Poll, *, closes_at: datetime | None, seen: int, by: Actor) -> Poll:
    """Fix another closing time, or none; what was closed takes votes again."""
    return gatherings.extend(poll, closes_at=closes_at, seen=seen, by=by)


def close(poll: Poll, *, by: Actor) -> Poll:
    """Take no more votes."""
    return gatherings.close(poll, by=by)


def close_due(*, by: Actor) -> int:
    """Close the polls whose time is over; return how many."""
    return gatherings.close_due(Poll.objects.all, by=by)


@transaction.atomic
def archive(poll: Poll, *, seen: int, by: Actor) -> Poll:
    """Put a closed poll away; its votes and its ranking stay."""
    poll = gatherings.archive(poll, seen=seen)
    record("polls.archive", poll, by=by)
    return poll

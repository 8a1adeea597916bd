"""Somebody votes."""

from django.db import transaction

from kexie.areas.accounts.actions import guesses
from kexie.areas.gatherings import actions as gatherings
from kexie.areas.gatherings import queries
from kexie.areas.polls import rules
from kexie.areas.polls.models import Poll
from kexie.core.actors import Actor
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Response
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import Typed
from kexie.foundation.people.rules import Counted, Limit


@transaction.atomic
def vote(poll: Poll, *, typed: Typed, respondent: Respondent, is_locked: bool, by: Actor) -> Response:
    """Take the vote of somebody whom the poll is for, once or once a day (PLL-01).

    `respondent.origin` is the digest of the network: so many of one count in an hour, and no more.
    """
    collection = gatherings.admit(poll, respondent, is_locked=is_locked)
    has_voted = queries.has_answered(poll, respondent)
    rules.require_fresh(has_voted=has_voted, is_daily=collection.is_daily)
    response = questionnaires.submit(collection, typed=typed, respondent=respondent, by=by)
    if poll.rate is not None:
        limits = {Counted.ADDRESS: Limit(free=poll.rate, most=poll.rate, minutes=rules.HOUR)}
        keys = guesses.keyed({Counted.ADDRESS: f"{poll.code} {respondent.origin}"}, what="poll")
        rules.require_rate(guesses.count(keys, limits)[Counted.ADDRESS], rate=poll.rate)
    return response


def unlock(poll: Poll, *, password: str, by: Actor) -> None:
    """Refuse a wrong password; whoever knows the right one may vote."""
    gatherings.unlock(poll, password=password, by=by)

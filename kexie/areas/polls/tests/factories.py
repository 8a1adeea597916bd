"""Polls for tests, brought as far as in life by the actions that do it."""

from itertools import count
from typing import Any

from kexie.areas.gatherings.queries import collection
from kexie.areas.polls import actions
from kexie.areas.polls.models import Poll
from kexie.core.actors import Actor
from kexie.engines.questionnaires.models import Response
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person

COUNTY = "430603"
VISITOR = Actor(person=None, name="访客")
NAMES = ("王溪", "李湘", "周岳")
_numbers = count(1)


def by(person: Person) -> Actor:
    """The person as an actor."""
    return Actor(person=person.pk, name=person.name)


def staff(body: Organisation | None = None, role: Role = Role.SECRETARY) -> Person:
    """Somebody of a body."""
    return appointed(body or bodies.association(COUNTY), role)


def items(*names: str, most: int = 1) -> list[dict[str, Any]]:
    """One question with these choices, of which one or so many may be chosen."""
    choices = [{"key": f"a{at}", "label": name} for at, name in enumerate(names or NAMES, 1)]
    item = {"key": "vote", "kind": "single", "label": "请投票", "is_required": True, "choices": choices}
    return [item | ({"kind": "multiple", "most": str(most)} if most > 1 else {})]


def draft(body: Organisation | None = None, *, title: str = "", given: list[dict[str, Any]] | None = None) -> Poll:
    """A poll that is written and not published: three people, one of whom may be chosen."""
    body = body or bodies.association(COUNTY)
    data = {"title": title or f"评选{next(_numbers)}号", "items": items() if given is None else given}
    return actions.add(body, draft=data, by=by(staff(body)))


def opened(body: Organisation | None = None, *, most: int = 1, **given: Any) -> Poll:
    """A poll that people vote on: with a link, each device once, unless said otherwise."""
    poll = draft(body, title=given.pop("title", ""), given=given.pop("given", items(most=most)))
    typed: dict[str, Any] = {"audience": "link"} | given
    return actions.publish(poll, **typed, seen=poll.revision, by=by(staff(poll.organisation)))


def voted(poll: Poll, *keys: str, device: str = "", person: Person | None = None, origin: str = "") -> Response:
    """A vote, by somebody or by a visitor's device."""
    who = Respondent(person.pk if person else None, device=device or f"device {next(_numbers)}", origin=origin)
    typed = {"vote": list(keys or ("a1",))}
    actor = by(person) if person else VISITOR
    return actions.vote(poll, typed=typed, respondent=who, is_locked=False, by=actor)


def closed(body: Organisation | None = None, **given: Any) -> Poll:
    """A poll that got one vote and takes no more."""
    poll = opened(body, **given)
    voted(poll)
    return actions.close(poll, by=by(staff(poll.organisation)))


def taken(poll: Poll) -> int:
    """How many votes it took."""
    return collection(Poll.objects.get(pk=poll.pk)).taken

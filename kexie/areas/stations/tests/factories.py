"""Stations for tests, brought as far as in life by the actions that do it."""

from typing import Any

from kexie.areas.membership.tests import factories as members
from kexie.areas.stations import actions
from kexie.areas.stations.models import Bulletin, Panelist, Station, Wave
from kexie.areas.surveys.actions import close as close_survey
from kexie.areas.surveys.tests import factories as surveys
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons

COUNTY = surveys.COUNTY
BY = Actor.platform("tests")


def staff(body: Organisation, role: Role = Role.SECRETARY) -> Person:
    """Somebody of a body."""
    return appointed(body, role)


def station(body: Organisation | None = None, host: Organisation | None = None, **given: Any) -> Station:
    """The open station of an association in a body below it."""
    host = host or members.body()
    desk = body or host.superior
    assert desk is not None
    known = Station.objects.open().filter(organisation=desk, host=host).first()
    typed: dict[str, Any] = {"name": "", "goal": 30, "since": clock.today()} | given
    return known or actions.add(desk, host=host, **typed, by=BY)


def panelist(at: Station, person: Person | None = None) -> Panelist:
    """A member of the host who agreed."""
    person = person or persons.person()
    members.own(person, at.host)
    return actions.join(at, agrees=True, is_worker=True, by=members.by(person))


def wave(*stations: Station, **given: Any) -> Wave:
    """The next wave of an association, to the panels of its stations."""
    body = stations[0].organisation
    return actions.send(body, survey=surveys.draft(body), stations=stations, **given, by=BY)


def answer(sent: Wave, place: Panelist) -> None:
    """Let somebody of a panel answer a wave."""
    surveys.answered(sent.survey, place.person)


def close(sent: Wave) -> None:
    """Let a wave be over."""
    close_survey(sent.survey, by=BY)


def bulletin(at: Station | None = None, **given: Any) -> Bulletin:
    """A draft."""
    typed: dict[str, Any] = {
        "sort": "problem",
        "title": "高级职称评审难",
        "text": "一线工程师评审时论文要求偏高。",
    } | given
    return actions.write(at or station(), **typed, by=BY)


def reported(at: Station | None = None, **given: Any) -> Bulletin:
    """What the association has to decide on."""
    made = bulletin(at, **given)
    return actions.report(made, seen=made.revision, by=BY)


def handled(made: Bulletin, outcome: str, answer: str = "已转人社部门") -> Bulletin:
    """What was decided on."""
    return actions.handle(made, outcome=outcome, answer=answer, seen=made.revision, by=BY)

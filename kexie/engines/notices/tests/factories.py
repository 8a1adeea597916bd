"""Announcements for tests, made by the action that makes them in life and delivered as by the worker."""

from collections import Counter
from datetime import time, timedelta
from itertools import count
from typing import Any

from django.db.models import F
from procrastinate.contrib.django.models import ProcrastinateJob

from kexie.core.actors import Actor
from kexie.engines.notices import actions
from kexie.engines.notices.models import Announcement, Delivery, Notice, Preference, QuietHours
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people import actions as people_actions
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as people

_numbers = count(1)
BY = Actor.platform("tests")
LINK = "/workbench/"
IMPORTANT = "registrations.accept"  # goes out at once
PERMISSION = "accounts.invite"  # the administrator's alone


def announced(*people: Person, what: str = "tests.happen", title: str = "有新的消息", **fields: Any) -> Announcement:
    """An announcement to these people that waits for the worker."""
    given = {"link": LINK, "by": BY, **fields}
    return actions.announce(what, title=title, people=[person.pk for person in people], **given)


def told(*people: Person, **fields: Any) -> Announcement:
    """An announcement that everybody has got."""
    row = announced(*people, **fields)
    actions.deliver(row.pk)
    return row


def told_staff(body: Organisation, **fields: Any) -> Announcement:
    """An announcement to those who administer a body."""
    return told(organisation=body, permission=PERMISSION, **fields)


def readers(row: Announcement) -> list[int]:
    """Who has the notice."""
    return sorted(Notice.objects.filter(announcement=row).values_list("person", flat=True))


def jobs(name: str = "notices.deliver") -> int:
    """How many jobs of a name wait."""
    return ProcrastinateJob.objects.filter(task_name=name, status="todo").count()


def reader(name: str = "王敏", *, is_quiet: bool = False) -> Person:
    """Somebody with an address, who takes mail at any hour unless quiet hours hold all day."""
    number = next(_numbers)
    person = people.person(f"reader{number}", name)
    person = people_actions.set_email(person, email=f"reader{number}@example.com", by=BY)
    hours = (time(0), time(23, 59)) if is_quiet else (time(0), time(0))
    QuietHours.objects.create(person=person, starts=hours[0], ends=hours[1])
    return person


def states() -> dict[str, int]:
    """How many deliveries stand where."""
    return dict(Counter(Delivery.objects.values_list("state", flat=True)))


def prefer(person: Person, email: str, *, kind: str = "registrations", is_wanted: bool = True) -> None:
    """Let a person choose how a kind comes."""
    given = {"is_wanted": is_wanted, "email": email}
    Preference.objects.update_or_create(person=person, kind=kind, defaults=given)


def age(**by: timedelta) -> None:
    """Let time have passed for all deliveries."""
    for name, span in by.items():
        Delivery.objects.update(**{name: F(name) - span})


def titles(person: Person) -> list[str]:
    """What somebody finds in the inbox once the worker has done its work, the newest first."""
    for row in Announcement.objects.filter(delivered_at=None):
        actions.deliver(row.pk)
    return list(Notice.objects.filter(person=person).values_list("announcement__title", flat=True))

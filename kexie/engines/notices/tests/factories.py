"""Announcements for tests, made by the action that makes them in life and delivered as by the worker."""

from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from kexie.core.actors import Actor
from kexie.engines.notices import actions
from kexie.engines.notices.models import Announcement, Notice
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person

BY = Actor.platform("tests")
LINK = "/workbench/"
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

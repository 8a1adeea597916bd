"""Accounts as sign-in looks them up."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from kexie.core.cipher import blind_indexes
from kexie.foundation.people.models import MOBILE, Person
from kexie.foundation.records.models import Record

NAMESAKES = 50


def known_as(typed: str) -> Person | None:
    """Return the open account with this user name, mobile number or e-mail address (ACC-04)."""
    return Person.objects.get_queryset().known_as(typed).first()


def with_mobiles(numbers: Sequence[str]) -> list[int]:
    """Return the numbers of the open accounts in which these mobile numbers stand; they need not be confirmed."""
    indexes = [index for number in numbers for index in blind_indexes(number, purpose=MOBILE)]
    found = Person.objects.get_queryset().filter(mobile_index__in=indexes, closed_at__isnull=True)
    return list(found.order_by("pk").values_list("pk", flat=True))


def numbered(typed: str) -> list[int]:
    """Return the numbers of the accounts, open or not, with this name or user name; of very many the first."""
    found = Person.objects.get_queryset().filter(Q(username=typed) | Q(name=typed))
    return list(found.order_by("pk").values_list("pk", flat=True)[:NAMESAKES])


def records_of(person: Person) -> list[dict[str, Any]]:
    """Return what the person did and what was done to the account, for the person's own copy (ACC-06)."""
    fields = ("at", "what", "address", "device", "before", "after")
    own, done = Record.objects.filter(person=person.pk), Record.objects.filter(thing="people.person")
    return list((own | done.filter(thing_id=str(person.pk))).order_by("id").values(*fields))

"""What the platform's three administrators look at."""

import platform
from collections import defaultdict
from typing import Any

import django
from django.db import connection

from kexie.engines.notices import queries as notices
from kexie.foundation.appointments.models import AppointmentQuerySet
from kexie.foundation.people.models import Person, PersonQuerySet
from kexie.foundation.people.rules import masked_email, masked_mobile

SHOWN = 50


def accounts(people: PersonQuerySet, words: str) -> list[Person]:
    """Return the account of that exact name, number or address; without words those that are locked."""
    found = people.known_as(words.strip()) if words.strip() else people.filter(locked_at__isnull=False)
    return list(found.order_by("-locked_at", "pk")[:SHOWN])


def described(person: Person, appointments: AppointmentQuerySet) -> dict[str, Any]:
    """Return what the security administrator sees of an account: no number or address in full."""
    roles: dict[str, list[str]] = defaultdict(list)
    for row in appointments.current().filter(person=person).select_related("organisation")[:SHOWN]:
        roles[row.organisation.name if row.organisation else "平台"].append(row.get_role_display())
    return {
        "person": person,
        "mobile": masked_mobile(person.mobile),
        "email": masked_email(person.email),
        "roles": dict(roles),
    }


def state() -> list[tuple[str, str]]:
    """Return how the platform is: versions, database, background work. No business data."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))")
        version, size = cursor.fetchone()
    jobs = dict(_jobs())
    return [
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("PostgreSQL", version),
        ("数据库大小", size),
        ("等待处理的后台任务", f"{jobs.get('todo', 0):,} 个"),
        ("失败的后台任务", f"{jobs.get('failed', 0):,} 个"),
        *notices.state(),
    ]


def _jobs() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
        return list(cursor.fetchall())

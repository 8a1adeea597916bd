"""What an inbox shows, and what notices are about."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Max, QuerySet
from django.urls import reverse

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.lists import Listing, Sort, listing
from kexie.engines.notices import rules
from kexie.engines.notices.models import Delivery, Notice, NoticeQuerySet
from kexie.engines.notices.rules import Cadence, Channel, Kind
from kexie.foundation.people.models import Person

HERE = "kexie."
NEWEST = Sort("newest", "最新的在前", (), descending=True)
SIZE = 30
MOST = 100  # unread notices that are counted


@cache
def kinds() -> Mapping[str, Kind]:
    """Return what notices are about: the `NOTICES` of each app's `rules.py` by the app's name."""
    here = [config for config in apps.get_app_configs() if config.name.startswith(HERE)]
    found = {
        config.label: getattr(import_module(f"{config.name}.rules"), "NOTICES", None)
        for config in here
        if find_spec(f"{config.name}.rules")
    }
    return {name: kind for name, kind in found.items() if kind is not None}


def kind(name: str) -> Kind:
    """Return what notices of an area are about."""
    return kinds().get(name, rules.OTHER)


def channels() -> frozenset[Channel]:
    """Return the channels that are set up here: e-mail where there is a server."""
    return frozenset({Channel.EMAIL} if settings.EMAIL_HOST else set())


def unread(actor: Actor | None) -> str:
    """Return how many notices somebody has not read, as the bell shows it; nothing where there is none."""
    if actor is None or actor.person is None:
        return ""
    number = Notice.objects.of(actor).unread().order_by()[:MOST].count()
    return f"{MOST - 1}+" if number == MOST else str(number or "")


def inbox(rows: NoticeQuerySet, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of the inbox: of one kind or of all, of what is not read or of everything."""
    if filters["kind"]:
        rows = rows.filter(kind=filters["kind"])
    if filters["only"] == "unread":
        rows = rows.unread()
    listed = rows.select_related("announcement", "announcement__organisation")
    found = listing(listed, sort=NEWEST, after=filters["after"], before=filters["before"], size=SIZE)
    kept = {name: filters[name] for name in ("only", "kind") if filters[name]}
    return {
        "listing": found,
        "rows": list(_lines(found)),
        "tabs": [
            {"label": label, "url": _address(kept | {"only": word}), "is_current": filters["only"] == word}
            for word, label in (("", "全部"), ("unread", "未读"))
        ],
        "kinds": [
            {"label": label, "url": _address(kept | {"kind": name}), "is_current": filters["kind"] == name}
            for name, label in [("", "全部"), *((name, kind.label) for name, kind in kinds().items())]
        ],
        "previous": _address(kept | {"before": found.previous}) if found.previous else "",
        "next": _address(kept | {"after": found.next}) if found.next else "",
    }


def _lines(found: Listing[Notice]) -> Iterator[dict[str, Any]]:
    for row in found.rows:
        yield {"notice": row, "told": row.announcement, "kind": kind(row.kind)}


def _address(filters: Mapping[str, str]) -> str:
    given = {name: value for name, value in filters.items() if value}
    return reverse("notices:browse") + (f"?{urlencode(given)}" if given else "")


def cadence(person: Person, kind_name: str) -> str:
    """Return how often a kind goes out by e-mail to a person."""
    chosen = person.preferences.filter(kind=kind_name).values_list("email", flat=True).first()
    return chosen or kind(kind_name).cadence


def quiet_hours(person: Person) -> tuple[time, time]:
    """Return when a person wants no mail."""
    own = getattr(person, "quiet_hours", None)
    return (own.starts, own.ends) if own else rules.QUIET


def quiet_until(person: Person, now: datetime) -> datetime | None:
    """Return until when nothing goes out to a person; None where it may now."""
    return rules.quiet_until(now.astimezone(clock.PLACE), *quiet_hours(person))


def of_digest(delivery: Delivery) -> QuerySet[Notice]:
    """Return what a digest tells: what its person has not read, of the kinds that go out so, and was not told yet."""
    if delivery.until is None:
        raise ValueError(delivery.cadence)
    since = delivery.until - rules.DIGEST_BACK[Cadence(delivery.cadence)]
    chosen = dict(delivery.person.preferences.values_list("kind", "email"))
    others = [name for name, known in kinds().items() if chosen.get(name, known.cadence) != delivery.cadence]
    others += [name for name, email in chosen.items() if name not in kinds() and email != delivery.cadence]
    former = delivery.person.deliveries.filter(cadence=delivery.cadence, until__lt=delivery.until)
    told = former.aggregate(last=Max("until"))["last"]
    rows = delivery.person.notices.filter(read_at=None, deliveries=None, at__lt=delivery.until)
    return rows.filter(at__gte=max(since, told or since)).exclude(kind__in=others).order_by("-id")


def state() -> list[tuple[str, str]]:
    """Return how sending goes, for who watches over the platform."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, count(*) FROM delivery GROUP BY state")
        numbers = dict(cursor.fetchall())
    return [(f"邮件：{label}", f"{numbers.get(word, 0):,} 封") for word, label in rules.STATE_LABELS.items()]

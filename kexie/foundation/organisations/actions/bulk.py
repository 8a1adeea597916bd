"""Many bodies come at once: as `add` would register each, in a few exchanges with the database."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.actions.bodies import PROFILES, place
from kexie.foundation.organisations.actions.names import describe
from kexie.foundation.organisations.models import EnterpriseProfile, Organisation, PublicPage, Relation
from kexie.foundation.organisations.queries import Adding
from kexie.foundation.records.actions import record_each

CHUNK = 500
PROPERTIES = ("industry", "ownership", "size")


def _nothing(_: int) -> None:
    """Tell nobody."""


@transaction.atomic
def add_all(asked: Sequence[Adding], *, by: Actor, told: Callable[[int], None] = _nothing) -> list[Organisation]:
    """Register many bodies, or none, with their hosts; `told` hears how many were prepared.

    Raises ValidationError as `add` does, and IntegrityError where a code was registered meanwhile.
    """
    superiors = _locked({one.superior.pk for one in asked})
    properties = _properties([one.host for one in asked if isinstance(one.host, Organisation)])
    today, bodies = clock.today(), []
    for number, one in enumerate(asked):
        bodies.append(_body(one, superiors[one.superior.pk], properties, today))
        if number % CHUNK == 0:
            told(number)
    Organisation.objects.bulk_create(bodies, batch_size=CHUNK)
    made = Organisation.objects.in_bulk([body.pk for body in bodies])  # with the paths that the database computed
    added = [made[body.pk] for body in bodies]
    _furnish(added)
    deeds = ((body, body, {"kind": body.kind, "name": body.name, "superior": body.superior_id}) for body in added)
    record_each("organisations.add", deeds, by=by)
    _relate(asked, added, by=by)
    return added


def _locked(numbers: set[int]) -> dict[int, Organisation]:
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    return {row.pk: row for row in rows}


def _properties(hosts: Sequence[Organisation]) -> dict[int, Mapping[str, Any]]:
    """Return what bodies are found by that their hosts have, by host."""
    rows = EnterpriseProfile.objects.filter(organisation__in={host.pk for host in hosts})
    return {row["organisation"]: row for row in rows.values("organisation", *PROPERTIES)}


def _body(
    one: Adding, superior: Organisation, properties: Mapping[int, Mapping[str, Any]], today: date
) -> Organisation:
    rules.require_kind(one.kind, "")
    rules.require_not_future(one.founded_on, today=today, field="founded_on")
    body = Organisation(
        code=codes.fresh(),
        kind=one.kind,
        name=one.name.strip(),
        short_name=one.short_name.strip(),
        region=one.region,
        status=one.status,
        uscc=rules.clean_uscc(one.uscc) if one.uscc else None,
        founded_on=one.founded_on,
    )
    place(body, superior)
    describe(body, properties.get(one.host.pk, {}) if isinstance(one.host, Organisation) else {})
    return body


def _furnish(bodies: Sequence[Organisation]) -> None:
    """Give each body its page and the empty particulars of its kind."""
    by_table: dict[Any, list[Any]] = defaultdict(list)
    for body in bodies:
        if table := PROFILES.get(body.declared.profile):
            by_table[table].append(table(organisation=body))
    for table, rows in by_table.items():
        table._default_manager.bulk_create(rows, batch_size=CHUNK)
    PublicPage.objects.bulk_create([PublicPage(organisation=body) for body in bodies], batch_size=CHUNK)


def _relate(asked: Sequence[Adding], added: Sequence[Organisation], *, by: Actor) -> None:
    """Enter where the grassroots bodies are; both sides are told, as `relate` does."""
    relations = []
    for one, body in zip(asked, added, strict=True):
        if one.host is None:
            continue
        host = added[one.host] if isinstance(one.host, int) else one.host
        rules.require_edge(edge=rules.Edge.HOSTED_BY, subject_kind=body.kind, object_kind=host.kind)
        period = DateRange(one.founded_on, None)
        relations.append(Relation(edge=rules.Edge.HOSTED_BY, subject=body, object=host, period=period))
    Relation.objects.bulk_create(relations, batch_size=CHUNK)
    deeds = (
        (relation, told, {"edge": int(relation.edge), "object": relation.object_id})
        for relation in relations
        for told in (relation.subject, relation.object)
    )
    record_each("organisations.relate", deeds, by=by)

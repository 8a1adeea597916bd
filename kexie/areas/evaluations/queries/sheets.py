"""Sheets as their association sees them: what they hold, what keeps them from being published, whom they reach."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from kexie.areas.evaluations.models import Criterion, Sheet, SheetQuerySet
from kexie.areas.evaluations.queries.measures import measures
from kexie.areas.evaluations.rules import Stage, scoring
from kexie.foundation.appointments.models import AppointmentQuerySet
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import Status
from kexie.foundation.people.models import Person


def targets(bodies: OrganisationQuerySet, sheet: Sheet) -> OrganisationQuerySet:
    """Return the bodies that a sheet is for, as they stand today: founded, below the association, of its kinds."""
    wanted = bodies.live().filter(kind__in=sheet.kinds).exclude(status=Status.PREPARING)
    place = sheet.organisation
    below = wanted.filter(superior=place) if sheet.is_direct else wanted.under(place)
    return below.order_by("path", "id")


def browse(rows: SheetQuerySet, body: Organisation) -> list[dict[str, Any]]:
    """Return an association's sheets with how far each is, the newest year first."""
    counted = rows.filter(organisation=body).annotate(
        bodies=Count("evaluations"),
        submitted=Count("evaluations", filter=~Q(evaluations__stage__in=[Stage.FILLING, Stage.RETURNED])),
        reviewed=Count(
            "evaluations",
            filter=Q(evaluations__stage__in=[Stage.REVIEWED, Stage.CONFIRMED, Stage.RELEASED]),
        ),
    )
    return [
        {"sheet": sheet, **{name: vars(sheet)[name] for name in ("bodies", "submitted", "reviewed")}}
        for sheet in counted.order_by("-year", "-id")[:100]
    ]


def grouped(criteria: Iterable[Criterion]) -> list[dict[str, Any]]:
    """Return items by heading, headings in the order of their first item, each with what it is worth."""
    found: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        found.setdefault(criterion.heading, []).append(criterion)
    return [
        {
            "number": number,
            "heading": heading,
            "worth": scoring.shown(scoring.total(one.weight for one in items)),
            "items": [{"criterion": one, "measure": measures().get(one.measure)} for one in items],
        }
        for number, (heading, items) in enumerate(found.items(), 1)
    ]


def worth(criteria: Iterable[Criterion]) -> str:
    """Return what all items together are worth, as people write it."""
    return scoring.shown(scoring.total(one.weight for one in criteria))


def people(held: AppointmentQuerySet) -> list[Person]:
    """Return who holds one of these roles, each once, by name."""
    found = {row.person_id: row.person for row in held.select_related("person")}
    return sorted(found.values(), key=lambda person: (person.name, person.pk))


def headings(criteria: Iterable[Criterion]) -> list[str]:
    """Return the headings in the order of their first item."""
    return list(dict.fromkeys(one.heading for one in criteria))


def faults(sheet: Sheet, criteria: Sequence[Criterion], *, number: int) -> list[str]:
    """Return what still keeps a draft from being published, each in a sentence."""
    found: list[str] = []
    try:
        scoring.require_whole(one.weight for one in criteria)
    except ValidationError as refusal:
        found += refusal.messages
    if sheet.self_due is None or sheet.review_due is None:
        found.append("还没有填写自评期限和评审期限。")
    if sheet.kinds and not number:
        found.append("辖区内没有这些类型的组织。")
    return found

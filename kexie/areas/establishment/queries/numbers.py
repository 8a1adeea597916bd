"""How many bodies are at which step and how many days each step takes, in a place and in each below it (EST-17)."""

from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, Q
from django.db.models.functions import Left
from django.urls import reverse

from kexie.areas.establishment import rules
from kexie.areas.establishment.models import IS_WAITING, TOOK, CaseQuerySet
from kexie.areas.establishment.rules import Stage
from kexie.core import clock
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.organisations.rules import STEP

UNREPORTED = Q(stage=Stage.ESTABLISHED, reported_on=None)
LABELS = {"preparing": "筹备和修改", "reviewing": "审核", "holding": "批复到成立"}


def numbers(rows: CaseQuerySet, bodies: OrganisationQuerySet, body: Organisation) -> dict[str, Any]:
    """Return the numbers of an association's place as they are at this moment, by step and by place."""
    own = rows.under(body).order_by()
    counts = dict(own.values_list("stage").annotate(number=Count("pk")))
    unreported = own.filter(UNREPORTED).count()
    averages = own.aggregate(
        **{name: Avg(field, filter=Q(**{f"{field}__gt": timedelta()})) for name, field in TOOK.items()}
    )
    stages = [(label, counts.get(stage.value, 0)) for stage, label in rules.STAGE_LABELS.items()]
    return {
        "stages": [*stages, ("其中待报送结果", unreported)],
        "averages": [(LABELS[name], _days(averages[name])) for name in TOOK],
        "places": _places(own, bodies, body),
    }


def _days(took: timedelta | None) -> str:
    """Write an average with one decimal.

    >>> _days(timedelta(days=2, hours=12)), _days(None)
    ('2.5', '')
    """
    return "" if took is None else f"{took / timedelta(days=1):.1f}"


def _places(own: CaseQuerySet, bodies: OrganisationQuerySet, body: Organisation) -> list[dict[str, Any]]:
    """Return the numbers of each place directly below, in the order of names."""
    below = bodies.live().associations().filter(superior=body).order_by("tier", "name_key", "id")
    stems = own.annotate(stem=Left("path", len(body.path) + STEP)).values("stem")
    grouped = stems.annotate(
        preparing=Count("pk", filter=Q(stage__in=rules.OPENING)),
        waiting=Count("pk", filter=IS_WAITING),
        late=Count("pk", filter=IS_WAITING & Q(due__lt=clock.today())),
        approved=Count("pk", filter=Q(stage=Stage.APPROVED)),
        established=Count("pk", filter=Q(stage=Stage.ESTABLISHED)),
        unreported=Count("pk", filter=UNREPORTED),
        days=Avg("reviewing_took", filter=Q(reviewing_took__gt=timedelta())),
    )
    known = {row["stem"]: row for row in grouped}
    found = []
    for place in below:
        row: dict[str, Any] = dict(known.get(place.path, {}))
        url = reverse("establishment:numbers", args=[place.code])
        found.append({**row, "name": place.called, "url": url, "days": _days(row.get("days"))})
    return found

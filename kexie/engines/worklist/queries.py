"""What waits for somebody, as lines to show."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Count, F, Min, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.todo import Todo
from kexie.engines.notices import queries as notices
from kexie.engines.notices.rules import kind_of
from kexie.engines.worklist import rules
from kexie.engines.worklist.models import Obligation
from kexie.engines.worklist.rules import Many
from kexie.foundation.organisations.models import Organisation

HERE = "kexie."


@cache
def together() -> Mapping[str, Many]:
    """Return how several obligations of a kind are told: the `OBLIGATIONS` of each app's `rules.py`."""
    here = [config.name for config in apps.get_app_configs() if config.name.startswith(HERE)]
    found: dict[str, Many] = {}
    for name in here:
        if find_spec(f"{name}.rules"):
            found |= getattr(import_module(f"{name}.rules"), "OBLIGATIONS", {})
    return found


def todo(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Tell what waits for the actor in person and in these workplaces; many of a kind in one line (NOT-02)."""
    same = ["kind", "organisation", "person"]
    rows = Obligation.objects.of(actor, bodies).open()
    placed = rows.annotate(
        place=Window(RowNumber(), partition_by=same, order_by=[F("due").asc(nulls_last=True), "since", "id"]),
        number=Window(Count("id"), partition_by=same),
        oldest=Window(Min("since"), partition_by=same),
    )
    codes = {body.pk: body.code for body in bodies}
    first = Q(place__lte=rules.APART) | ~Q(kind__in=list(together()))
    shown = placed.filter(first).order_by(F("due").asc(nulls_last=True), "since", "id")
    for row in list(shown[: rules.SHOWN]):
        place, number, oldest = (vars(row)[name] for name in ("place", "number", "oldest"))
        code = codes.get(row.organisation_id or 0)
        if number <= rules.APART or code is None or (many := together().get(row.kind)) is None:
            yield _line(row, row.what, row.link, row.since, row.why)
        elif place == 1:
            words = many.words.format(number=f"{number:,}")
            yield _line(row, words, reverse(many.route, args=[code]), oldest, "")


def _line(row: Obligation, what: str, url: str, since: datetime, why: str) -> Todo:
    area = kind_of(row.kind)
    return Todo(
        what,
        url,
        organisation=row.organisation_id or 0,
        since=since.astimezone(clock.PLACE).date(),
        due=row.due,
        icon=notices.kind(area).icon,
        area=area,
        why=why,
    )

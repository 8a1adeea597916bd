"""Regions and organisations in answers: by which names they are shown, found and counted (FRM-01, FRM-08)."""

from collections.abc import Iterable, Mapping

from django.db import connections
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from kexie.core.memory import Memory
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection
from kexie.engines.questionnaires.queries.questions import Chosen, condition
from kexie.engines.questionnaires.rules import Item, Kind
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.regions.models import Region, RegionQuerySet

OFFERED = 30
MINUTES = 10
# Answers are counted by their codes; a name tells nothing that the code does not.
COUNT = """
SELECT answers ->> %s AS code, count(*) FROM response WHERE {condition} AND answers ->> %s IS NOT NULL
GROUP BY 1 ORDER BY 2 DESC, 1
"""
_known = Memory[Mapping[str, str]](size=1)


def regions() -> Mapping[str, str]:
    """Return every division's full name by its code, those that are gone too.

    A city that its province only has for the code's sake does not stand in between.
    """
    return _known.kept("regions", _regions, seconds=60 * MINUTES)


def _regions() -> dict[str, str]:
    rows = {row.code: row for row in Region.objects.published().only("code", "name", "level", "parent_id")}
    full: dict[str, str] = {}
    for code, row in sorted(rows.items(), key=lambda one: one[1].level):
        above = full.get(row.parent_id or "", "")
        full[code] = f"{above}{row.name}" if row.name not in above else above
    return full


def bodies(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of organisations by their codes."""
    return dict(Organisation.objects.published(with_ended=True).filter(code__in=set(codes)).values_list("code", "name"))


def named(items: Iterable[Item], answers: Mapping[str, object]) -> dict[str, str]:
    """Return the names of the regions and organisations that one answer names, by their codes."""
    codes = [str(answers[item.key]) for item in items if item.kind in rules.PLACED and item.key in answers]
    return {} if not codes else {code: regions()[code] for code in codes if code in regions()} | bodies(codes)


def names(collection: Collection, item: Item) -> Mapping[str, str]:
    """Return the names of everything that answers to a question name, by code."""
    if item.kind == Kind.REGION:
        return regions()
    given = collection.responses.order_by().annotate(given=KeyTextTransform(item.key, "answers"))
    return bodies(code for code in given.values_list("given", flat=True).distinct() if code)


def counted(collection: Collection, item: Item, meant: Chosen | None) -> list[tuple[str, int]]:
    """Return how many named each region or organisation, the most frequent first."""
    words, given = condition(collection, meant)
    with connections[collection.tallies.all().db].cursor() as cursor:
        cursor.execute(COUNT.format(condition=words), [item.key, *given, item.key])
        found = cursor.fetchall()
    known = regions() if item.kind == Kind.REGION else bodies(code for code, _ in found)
    return [(known.get(code, code), number) for code, number in found]


def found_regions(rows: RegionQuerySet, text: str) -> list[tuple[str, str]]:
    """Return some divisions that a text means, with their full names: by name, pinyin, initials or code."""
    word = text.strip().lower()
    called = Q(name__contains=word) | Q(pinyin__startswith=word) | Q(initials__startswith=word) | Q(code=word)
    codes = rows.current().filter(called).order_by("level", "code").values_list("code", flat=True)[:OFFERED]
    return [(code, regions()[code]) for code in codes if code in regions()] if word else []


def found_bodies(rows: OrganisationQuerySet, body: Organisation, text: str) -> list[tuple[str, str]]:
    """Return some organisations below a body that a text means: by the words of their names, pinyin or code."""
    word = text.strip()
    if not word:
        return []
    below = rows.under(body)
    exact = list(below.filter(code=word).values_list("code", "name"))
    return exact or list(below.matching(word).order_by("name_key", "id").values_list("code", "name")[:OFFERED])

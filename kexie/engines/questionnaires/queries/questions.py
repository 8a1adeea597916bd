"""The questions of a collection over all its versions, and the places where their answers are counted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection, Version
from kexie.engines.questionnaires.rules import Definition, Item, Kind
from kexie.engines.questionnaires.rules.codebooks import BITS
from kexie.engines.questionnaires.rules.kinds import ONE_OF, UNASKED

FILTERING = ONE_OF | {Kind.MULTIPLE}
CROSSED = FILTERING | rules.SCORED


@dataclass(frozen=True)
class Question:
    """A question as it was worded last, with the choices of all versions; one that was left out has no number."""

    item: Item
    place: str

    @property
    def label(self) -> str:
        """Its number and its words."""
        return f"{self.place}　{self.item.label}" if self.place else f"{self.item.label}（后来的版本不再问）"

    @property
    def short(self) -> str:
        """As much of it as a list of choices has room for."""
        return self.label if len(self.label) <= 40 else f"{self.label[:39]}…"


@dataclass(frozen=True)
class Chosen:
    """Those who chose something: `name` is a place of the codebook, `number` the choice's, `words` both in words."""

    name: str
    number: int
    words: str
    value: str


def questions(collection: Collection) -> list[Question]:
    """Return what is asked now, and behind it what is counted or was written of earlier versions."""
    versions = collection.questionnaire.versions.filter(number__lte=collection.version.number).order_by("-number")
    return [one for one in merged(versions) if one.place or _is_counted(collection, one.item) or is_asked_for(one.item)]


def answered(collection: Collection) -> list[Question]:
    """Return the questions of all versions that somebody answered, for a table."""
    used = collection.responses.order_by().values("version").distinct()
    return list(merged(collection.questionnaire.versions.filter(pk__in=used).order_by("-number")))


def merged(versions: Iterable[Version]) -> Iterator[Question]:
    """Give the questions of versions, latest first; a choice that was left out later stands behind the others."""
    definitions: list[Definition] = [version.definition for version in versions]
    items: dict[str, Item] = {}
    for definition in definitions:
        for item in definition.questions:
            latest = items.get(item.key)
            items[item.key] = _joined(latest, item) if latest and latest.kind == item.kind else latest or item
    places = {item.key: definitions[0].place(item.key) for item in definitions[0].questions} if definitions else {}
    for key, item in items.items():
        yield Question(item, places.get(key, ""))


def _joined(latest: Item, former: Item) -> Item:
    choices, rows = {one.key for one in latest.choices}, {one.key for one in latest.rows}
    gone = [one for one in former.choices if one.key not in choices]
    lost = [one for one in former.rows if one.key not in rows]
    return latest.model_copy(update={"choices": [*latest.choices, *gone], "rows": [*latest.rows, *lost]})


def _is_counted(collection: Collection, item: Item) -> bool:
    names = [item.key, *(f"{item.key}.{row.key}" for row in item.rows)]
    return any(name in collection.codebook["places"] for name in names)


def crossed(asked: Iterable[Question]) -> list[Question]:
    """Return the questions that can be set against one another."""
    return [one for one in asked if one.item.kind in CROSSED]


def choices(asked: Iterable[Question]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return by whose choice of what the results can be narrowed, by question, as a select takes it."""
    return [
        (one.short, [(f"{one.item.key}.{choice.key}", choice.label) for choice in one.item.choices])
        for one in asked
        if one.item.kind in FILTERING and one.item.choices
    ]


def chosen(collection: Collection, asked: Iterable[Question], value: str) -> Chosen | None:
    """Return whom an address means, None for everybody and for what is not offered."""
    key, _, choice = value.partition(".")
    found = {one.item.key: one for one in asked if one.item.kind in FILTERING}.get(key)
    labels = {one.key: one.label for one in found.item.choices} if found else {}
    number = place(collection, key).get("choices", {}).get(choice)
    if found is None or choice not in labels or number is None:
        return None
    return Chosen(key, number, f"“{found.item.label}”选了“{labels[choice]}”", value)


def place(collection: Collection, name: str) -> Mapping[str, Any]:
    """Return where something is counted; nothing where it is not."""
    found: Mapping[str, Any] = collection.codebook.get("places", {}).get(name, {})
    return found


def chose(collection: Collection, question: str, choice: str) -> int:
    """Return how many answers that count chose something."""
    number = place(collection, question).get("choices", {}).get(choice)
    if number is None:
        return 0
    words, values = condition(collection, Chosen(question, number, "", ""))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM response WHERE {words}", values)  # noqa: S608 - words of our own
        (found,) = cursor.fetchone()
    return int(found)


def condition(collection: Collection, meant: Chosen | None) -> tuple[str, list[int]]:
    """Return the answers of a collection that count, and are meant, as a condition with its values."""
    words, values = "collection_id = %s AND NOT is_void", [collection.pk]
    if meant is None:
        return words, values
    held = place(collection, meant.name)
    if held["how"] == "one":
        return f"{words} AND codes[%s] = %s", [*values, held["code"][0] + 1, meant.number]
    at = held["code"][meant.number // BITS] + 1
    return f"{words} AND codes[%s] >> %s & 1 = 1", [*values, at, meant.number % BITS]


def is_worded(item: Item) -> bool:
    """Whether people answer it in sentences, whose words can be counted."""
    return item.kind in {Kind.TEXT, Kind.PARAGRAPH}


def is_asked_for(item: Item) -> bool:
    """Whether people wrote something themselves in answer to it."""
    return item.kind not in UNASKED | rules.UPLOADED | rules.PLACED and item.kind not in rules.FIGURED

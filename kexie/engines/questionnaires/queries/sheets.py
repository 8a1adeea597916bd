"""A questionnaire as it is drawn for whoever answers it: the same without script and with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from kexie.engines.files.models import File
from kexie.engines.files.rules import accepted, labels
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection, Version
from kexie.engines.questionnaires.queries import places
from kexie.engines.questionnaires.rules import Choice, Definition, Item, Kind, Row, attaching
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.regions.models import Region

MOST_LISTED = 200  # organisations to choose from without looking for one
LONG = 2  # letters of a choice beyond which a grid is written line by line
Options = Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True)
class Given:
    """What a sheet is drawn with: whose it is, what is typed, what is wrong with that, and the order of choices."""

    body: Organisation
    typed: rules.Typed
    faults: Mapping[str, str]
    seed: str
    files: Mapping[str, File]


@dataclass(frozen=True)
class Cell:
    """A line of a grid, or a rank, with what is typed there."""

    label: str
    name: str
    values: Sequence[str]

    @property
    def value(self) -> str:
        """What is typed, where that is one thing."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Field:
    """An item as it is drawn, with what is typed in it and what is wrong with that."""

    item: Item
    number: int
    values: Sequence[str]
    other: str
    fault: str
    choices: Sequence[Choice] = ()
    cells: Sequence[Cell] = ()
    points: Sequence[str] = ()
    options: Options = ()
    body: str = ""
    files: Sequence[File] = ()

    @property
    def takes(self) -> Mapping[str, Any]:
        """Which files are taken: what a browser offers, in words, how large and how many."""
        wanted = rules.check(self.item)
        kinds, most, size = wanted["accept"], wanted["most"], wanted["megabytes"]
        words = (
            f"{labels(kinds)}，每个不超过 {size} MB，最多 {most} 个"
            if most > 1
            else f"{labels(kinds)}，不超过 {size} MB"
        )
        return {"accept": accepted(kinds), "words": words, "most": most, "bytes": size * 1024**2}

    @property
    def name(self) -> str:
        """The name in the form."""
        return f"{rules.PREFIX}{self.item.key}"

    @property
    def is_pictured(self) -> bool:
        """Whether choices are chosen by their pictures."""
        return any(choice.picture for choice in self.choices)

    @property
    def kind(self) -> str:
        """The kind, for the template."""
        return self.item.kind.value

    @property
    def value(self) -> str:
        """What is typed, where that is one thing."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Page:
    """A page of a questionnaire: its heading and what stands on it."""

    key: str
    label: str
    fields: Sequence[Field]


@dataclass(frozen=True)
class Sheet:
    """A whole questionnaire as it is drawn; `told` is what the script needs."""

    title: str
    intro: str
    pages: Sequence[Page]
    faults: Sequence[Field] = ()
    has_files: bool = False
    has_signatures: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=200)
def compiled(version: Version) -> tuple[Definition, rules.Program]:
    """Return a version's definition and program; versions never change, so they are made once in each process."""
    definition = version.definition
    return definition, rules.program(definition)


def sheet(
    definition: Definition,
    *,
    body: Organisation,
    typed: rules.Typed | None = None,
    faults: Mapping[str, str] | None = None,
    seed: str = "",
    collection: Collection | None = None,
) -> Sheet:
    """Return a questionnaire to be filled in: of a body, with what is typed so far and what is wrong with it.

    `seed` fixes the order of choices that are shuffled, so that it stays while one person answers.
    `collection` is where the files lie that are typed, as their codes.
    """
    files = sent(collection, definition, typed or {}) if collection else {}
    given = Given(body, typed or {}, faults or {}, seed, files)
    numbers = {item.key: at for at, item in enumerate(definition.questions, 1)}
    pages = []
    for opening, items in definition.pages():
        fields = [_field(item, numbers.get(item.key, 0), given) for item in items]
        pages.append(Page(opening.key if opening else "", opening.label if opening else "", fields))
    faulty = [field for page in pages for field in page.fields if field.fault]
    told = {"program": rules.program(definition), "words": rules.WORDS, "prefix": rules.PREFIX}
    kinds = {item.kind for item in definition.items}
    has_files, has_signatures = bool(kinds & rules.UPLOADED), Kind.SIGNATURE in kinds
    return Sheet(definition.title, definition.intro, pages, faulty, has_files, has_signatures, told)


def sent(collection: Collection, definition: Definition, typed: rules.Typed) -> dict[str, File]:
    """Return the files that were sent for a collection and are named in what is typed, by their codes."""
    codes = attaching.typed(definition, typed)
    if not codes:
        return {}
    rows = collection.attachments.filter(file__code__in=codes).select_related("file")
    return {row.file.code: row.file for row in rows}


def carried(definition: Definition, person: Person | None) -> dict[str, list[str]]:
    """Return what stands in a questionnaire before anything is typed: defaults, and what the maker lets carry over.

    That is of the person's account: the name, mobile number or e-mail address.
    """
    known = {"name": person.name, "mobile": person.mobile, "email": person.email} if person else {}
    found = {item.key: known.get(item.carry) or item.default for item in definition.items if item.is_asked}
    several = {item.key for item in definition.items if item.kind == Kind.MULTIPLE}
    return {key: text.split() if key in several else [text] for key, text in found.items() if text}


def _field(item: Item, number: int, given: Given) -> Field:
    typed = given.typed
    values = typed.get(item.key, ())
    return Field(
        item=item,
        number=number,
        values=values,
        other=next(iter(typed.get(f"{item.key}.other", ())), ""),
        fault=given.faults.get(item.key, ""),
        choices=_ordered(item, given.seed),
        cells=list(_cells(item, typed)),
        points=_points(item),
        options=_options(item, given.body, values),
        body=given.body.code,
        files=[given.files[code] for code in values if code in given.files],
    )


def _ordered(item: Item, seed: str) -> list[Choice]:
    """The choices, shuffled where that is wanted; those with own words and those that stand alone stay at the end."""
    if not item.is_shuffled:
        return list(item.choices)
    free = [choice for choice in item.choices if not (choice.has_text or choice.is_alone)]
    mixed = sorted(free, key=lambda choice: sha256(f"{seed} {item.key} {choice.key}".encode()).digest())
    return [*mixed, *(choice for choice in item.choices if choice not in free)]


def _cells(item: Item, typed: rules.Typed) -> Iterator[Cell]:
    if item.kind == Kind.RANKING:
        given = typed.get(item.key, ())
        for at in range(len(item.choices)):
            yield Cell(f"第 {at + 1} 位", f"{rules.PREFIX}{item.key}", given[at : at + 1])
    for row in item.rows:
        yield _cell(item, row, typed)


def _cell(item: Item, row: Row, typed: rules.Typed) -> Cell:
    name = f"{item.key}.{row.key}"
    return Cell(row.label, f"{rules.PREFIX}{name}", typed.get(name, ()))


def _points(item: Item) -> list[str]:
    if item.kind == Kind.RATING:
        return [str(point) for point in range(1, int(item.most or 5) + 1)]
    return [str(point) for point in range(11)] if item.kind == Kind.NPS else []


def _options(item: Item, body: Organisation, values: Sequence[str]) -> Options:
    """What is offered without script, and what was found with it before."""
    if item.kind not in rules.PLACED:
        return ()
    offered = _offered(item, body)
    missing = set(values) - {code for _, some in offered for code, _ in some}
    known = (places.regions() if item.kind == Kind.REGION else places.bodies(missing)) if missing else {}
    chosen = [(code, known[code]) for code in values if code in missing and code in known]
    return [*([("已选择", chosen)] if chosen else []), *offered]


def _offered(item: Item, body: Organisation) -> Options:
    if item.kind == Kind.REGION:
        return _regions((body.region_id or "")[:2])
    rows = Organisation.objects.published().under(body).order_by("name_key", "id")
    return [("", list(rows.values_list("code", "name")[:MOST_LISTED]))]


@lru_cache(maxsize=40)
def _regions(province: str) -> Options:
    """Every city of the country, and the counties of the body's own province."""
    rows = Region.objects.published().current().order_by("code")
    home = province or "-"
    listed = [row for row in rows.only("code", "name", "level") if row.level < 3 or row.code.startswith(home)]
    provinces = [row for row in listed if row.level == 1]
    inside = {row.code: [one for one in listed if one.code[:2] == row.code[:2]] for row in provinces}
    ordered = sorted(provinces, key=lambda row: not row.code.startswith(home))
    return [(row.name, [(one.code, one.name) for one in inside[row.code]]) for row in ordered]

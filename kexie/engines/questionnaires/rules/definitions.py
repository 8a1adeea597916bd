"""What a questionnaire is: its items in order, as data that is kept with each version (FRM-01, FRM-05).

The shape of the data is checked here; whether it makes sense is told by `proofreading`.
"""

import json
from collections.abc import Iterator
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as ShapeError

from kexie.engines.questionnaires.rules.kinds import (
    MAX_CHOICE,
    MAX_CHOICES,
    MAX_DECIMALS,
    MAX_ITEMS,
    MAX_LABEL,
    MAX_LINE,
    MAX_MEGABYTES,
    MAX_NOTE,
    MAX_ROWS,
    SILENT,
    Kind,
)

SCHEMA = 1
UNTITLED = "未命名的问卷"
MAX_TOLD = 20  # flaws that are told at once
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Label = Annotated[str, StringConstraints(max_length=MAX_LABEL, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(max_length=MAX_LINE, strip_whitespace=True)]
Bound = Annotated[str, StringConstraints(pattern=r"^(-?[0-9]{1,15}(\.[0-9]{1,6})?|\d{4}-\d{2}-\d{2}|\d{2}:\d{2})?$")]
Picture = Annotated[str, StringConstraints(pattern=r"^[0-9a-z]{0,40}$")]  # the code of its file, see `models.Picture`
Expression = list[Any]  # as `expressions` writes it; [] where there is none


class Part(BaseModel):
    """Data that never changes and has no room for what is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Choice(Part):
    """One of the answers to choose from; `quota` is how many may choose it, None for any number."""

    key: Key
    label: Annotated[str, StringConstraints(max_length=MAX_CHOICE, strip_whitespace=True)]
    has_text: bool = False  # "其他", with room for own words
    is_alone: bool = False  # goes with no other choice: "以上都没有"
    quota: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    picture: Picture = ""
    alt: Line = ""  # what is to be seen in the picture, for those who do not see it


class Row(Part):
    """A line of a grid."""

    key: Key
    label: Annotated[str, StringConstraints(max_length=MAX_CHOICE, strip_whitespace=True)]


class Item(Part):
    """A question, a note, a page break or a computed value.

    `least` and `most` bound what is typed: a number, a day, a time, how many letters, choices or files; empty for
    the kind's own bounds. `accept` and `megabytes` say which files are taken and how large. `when` is the condition
    under which it is shown, `formula` what a computed value is made of.
    `carry` names what of the profile of the person answering stands there at first.
    """

    key: Key
    kind: Kind = Field(strict=False)
    label: Label = ""
    hint: Line = ""
    note: Annotated[str, StringConstraints(max_length=MAX_NOTE)] = ""
    is_required: bool = False
    choices: Annotated[list[Choice], Field(max_length=MAX_CHOICES)] = []
    rows: Annotated[list[Row], Field(max_length=MAX_ROWS)] = []
    least: Bound = ""
    most: Bound = ""
    decimals: Annotated[int, Field(ge=0, le=MAX_DECIMALS)] = 0
    unit: Annotated[str, StringConstraints(max_length=20)] = ""
    pattern: Annotated[str, StringConstraints(max_length=200)] = ""
    message: Line = ""
    accept: list[Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,8}$")]] = []
    megabytes: Annotated[int, Field(ge=0, le=MAX_MEGABYTES)] = 0
    is_shuffled: bool = False
    default: Line = ""
    carry: Annotated[str, StringConstraints(max_length=20)] = ""
    when: Expression = []
    formula: Expression = []
    picture: Picture = ""
    alt: Line = ""

    @property
    def is_asked(self) -> bool:
        """Whether somebody answers it."""
        return self.kind not in SILENT and self.kind != Kind.COMPUTED


class Definition(Part):
    """A whole questionnaire."""

    schema_: int = Field(SCHEMA, alias="schema", ge=SCHEMA, le=SCHEMA)
    title: Annotated[str, StringConstraints(max_length=100, strip_whitespace=True)]
    intro: Annotated[str, StringConstraints(max_length=MAX_NOTE)] = ""
    thanks: Annotated[str, StringConstraints(max_length=MAX_NOTE)] = ""
    items: Annotated[list[Item], Field(max_length=MAX_ITEMS)] = []

    @property
    def questions(self) -> list[Item]:
        """What has a value: asked or computed."""
        return [item for item in self.items if item.kind not in SILENT]

    @property
    def pictures(self) -> set[str]:
        """The codes of all pictures that stand in it."""
        chosen = {choice.picture for item in self.items for choice in item.choices}
        return (chosen | {item.picture for item in self.items}) - {""}

    def place(self, key: str) -> str:
        """How people call an item: the question by its number, empty for what is none."""
        asked = [item.key for item in self.items if item.kind not in SILENT]
        return f"第 {asked.index(key) + 1} 题" if key in asked else ""

    def pages(self) -> Iterator[tuple[Item | None, list[Item]]]:
        """Give each page with the break that opens it (None for the first) and its items."""
        opening: Item | None = None
        held: list[Item] = []
        for item in self.items:
            if item.kind == Kind.PAGE:
                yield opening, held
                opening, held = item, []
            else:
                held.append(item)
        yield opening, held


def read(data: object) -> Definition:
    """Return a questionnaire from data, as `written` gives it; raises ValidationError that names the place.

    >>> read({"schema": 1, "title": "需求", "items": [{"key": "q1", "kind": "text"}]}).items[0].kind
    <Kind.TEXT: 'text'>
    """
    try:
        return Definition.model_validate(data)
    except ShapeError as error:
        place = ".".join(str(step) for step in error.errors()[0]["loc"])
        raise ValidationError(f"问卷的数据不完整或有多余的内容（{place or '开头'}），没有保存。") from None


def received(data: object) -> Definition:
    """Return a questionnaire from data that a browser sent; raises ValidationError where they cannot be kept."""
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False)
        text.encode()  # half a letter cannot be written
    except (TypeError, ValueError, RecursionError):
        raise ValidationError("问卷的数据不完整，没有保存。") from None
    if "\\u0000" in text:
        raise ValidationError("问卷里有不能保存的字符，没有保存。")
    return read(data)


def written(definition: Definition) -> dict[str, Any]:
    """Return a questionnaire as data to keep, without what stands at its default.

    >>> written(read({"title": "需求", "items": [{"key": "q1", "kind": "text"}]}))
    {'schema': 1, 'title': '需求', 'items': [{'key': 'q1', 'kind': 'text'}]}
    """
    kept = definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"schema": SCHEMA, **kept}

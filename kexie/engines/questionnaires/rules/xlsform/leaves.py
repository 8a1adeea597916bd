"""The sheets of an XLSForm as rows with names, in whichever of the allowed ways their headings are written."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kexie.engines.sheets.rules import cleaned, letters

OWN = "kexie"  # the column of what XLSForm has no word for, as JSON
Cells = Sequence[tuple[int, Sequence[str]]]  # the rows that are not blank, with their numbers
SAME = {
    "relevance": "relevant",
    "constraining_message": "constraint_message",
    "calculate": "calculation",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
    "requiredmsg": "required_message",
    "readonly": "read_only",
    "form_title": "title",
    "set_form_title": "title",
    "body::accept": "accept",
    **{f"bind::{name}": name for name in ("relevant", "required", "constraint", "calculation", "type", "read_only")},
    "bind::calculate": "calculation",
    "bind::readonly": "read_only",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
}
PICTURED = ("image", "big-image", "audio", "video")
SPOKEN = ("label", "hint", "constraint_message", "required_message", "guidance_hint", *PICTURED)
CHINESE = re.compile(r"中文|汉语|华语|简体|chinese|\(zh|^zh\b", re.IGNORECASE)
LANGUAGE = re.compile(r"^(?P<name>[a-z_-]+)::?(?P<language>[^:].*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A row of a sheet: its number, and what stands under each heading."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    @property
    def own(self) -> dict[str, Any]:
        """What stands in the column of our own; nothing where that is no object of JSON."""
        try:
            found = json.loads(self[OWN] or "{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def kind(self) -> str:
        """What our own column says that this is."""
        return str(self.own.get("kind", ""))


class Leaf:
    """A sheet: its headings with their columns, and its lines in one language."""

    def __init__(self, name: str, cells: Cells) -> None:
        self.name = name
        (self.top, header), *self.body = cells or [(1, [])]
        self.headings = [heading(text) for text in header]
        self.titles = [cleaned(text) for text in header]

    def languages(self) -> list[str]:
        """The languages in which labels stand here."""
        found = [parted(title)[1] for title in self.titles if parted(title)[0] == "label"]
        return list(dict.fromkeys(found))

    def lines(self, language: str) -> list[Line]:
        """Return the lines, what is spoken in one language; where that says nothing, what stands without one."""
        places: dict[str, list[int]] = {}
        for place, (text, title) in enumerate(zip(self.headings, self.titles, strict=True)):
            name, spoken = parted(title)
            if spoken in {"", language}:
                places.setdefault(name if spoken else text, []).insert(0 if spoken else MOST_COLUMNS, place)
        return [Line(number, dict(_named(cells, places))) for number, cells in self.body]

    def column(self, name: str) -> str:
        """How people find a column: its heading and its letters; empty where there is none."""
        for place, (text, title) in enumerate(zip(self.headings, self.titles, strict=True)):
            if name in {text, parted(title)[0]}:
                return f"{title}（{letters(place)} 列）"
        return ""

    def strange(self, known: set[str], language: str) -> Iterator[tuple[str, str]]:
        """Give the columns that hold something and are not read: their titles, and the language of other labels."""
        for place, (text, title) in enumerate(zip(self.headings, self.titles, strict=True)):
            spoken = parted(title)[1]
            is_filled = any(place < len(cells) and cleaned(cells[place]) for _, cells in self.body)
            is_other = bool(spoken) and spoken != language
            if title and is_filled and (is_other or (not spoken and text not in known)):
                yield f"{title}（{letters(place)} 列）", spoken


MOST_COLUMNS = 1000


def _named(cells: Sequence[str], places: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str]]:
    for name, where in places.items():
        texts = [cleaned(cells[place]) for place in where if place < len(cells)]
        if found := next(filter(None, texts), ""):
            yield name, found


def heading(text: str) -> str:
    """Return a heading as it is compared.

    >>> heading("Relevance"), heading("bind:relevant"), heading("List Name")
    ('relevant', 'relevant', 'list_name')
    """
    name = cleaned(text).lower().strip("*").removeprefix("media::")
    name = SAME.get(name, name)
    return SAME.get(re.sub(r"(?<!:)(?<!jr):(?!:)", "::", name, count=1), name)


def parted(title: str) -> tuple[str, str]:
    """Return a heading's name and its language, which is empty where none is said.

    >>> parted("label::English (en)"), parted("Hint:中文"), parted("bind::relevant")
    (('label', 'English (en)'), ('hint', '中文'), ('relevant', ''))
    """
    found = LANGUAGE.match(title.removeprefix("media::"))
    if found and heading(found["name"]) in SPOKEN:
        return heading(found["name"]), found["language"].strip(": ")
    return heading(title), ""


def chosen(languages: Sequence[str], default: str) -> str:
    """Return the language that is read: Chinese where there is any, the form's own, or the first.

    >>> chosen(["English (en)", "中文 (zh)"], "English (en)"), chosen(["Français"], "")
    ('中文 (zh)', 'Français')
    """
    chinese = [one for one in languages if CHINESE.search(one)]
    own = [one for one in languages if one.lower() == default.lower()]
    return next(iter([*chinese, *own, *languages]), "")

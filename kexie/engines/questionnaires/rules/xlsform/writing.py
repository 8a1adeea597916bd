"""A questionnaire becomes the sheets of a workbook in XLSForm, so that it travels to ODK and KoboToolbox.

What XLSForm has a word for is written in it. The sheets are then read back, and what reading does not bring back goes
into a column of our own beside it, so that nothing is lost between two platforms of this kind.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kexie.engines.questionnaires.rules import checks
from kexie.engines.questionnaires.rules.definitions import Choice, Definition, Item, written
from kexie.engines.questionnaires.rules.kinds import GRIDS, LISTED, ONE_OF, UPLOADED, WITH_CHOICES, Kind
from kexie.engines.questionnaires.rules.xlsform import xpath
from kexie.engines.questionnaires.rules.xlsform.leaves import OWN
from kexie.engines.questionnaires.rules.xlsform.reading import imported
from kexie.engines.questionnaires.rules.xlsform.xpath import Untold
from kexie.engines.sheets.rules import cleaned

SURVEY = (
    "type name label hint required relevant constraint constraint_message calculation appearance default parameters "
    f"body::accept {OWN}"
).split()
CHOICES = ["list_name", "name", "label", OWN]
SETTINGS = ["form_title", "form_id", "style"]
Line = dict[str, str]
Sheets = dict[str, list[list[str]]]
TYPES = {
    Kind.NUMBER: "integer",
    Kind.MONEY: "decimal",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.FILE: "file",
    Kind.IMAGE: "image",
    Kind.SIGNATURE: "image",
    Kind.NOTE: "note",
    Kind.COMPUTED: "calculate",
    Kind.RATING: "range",
    Kind.NPS: "range",
}
SELECTS = {Kind.MULTIPLE: "select_multiple", Kind.GRID_MULTIPLE: "select_multiple", Kind.RANKING: "rank"}
NAMELESS = "（还没有写）"  # where every program wants a text
LOOKS = {
    Kind.PARAGRAPH: "multiline",
    Kind.DROPDOWN: "minimal",
    Kind.SIGNATURE: "signature",
    Kind.RATING: "rating",
}


def exported(definition: Definition, *, code: str) -> Sheets:
    """Return the sheets of a workbook, each with its header first; `code` names the form."""
    lines = list(_lines(definition))
    choices = list(_choices(definition))
    has_pages = any(item.kind == Kind.PAGE for item in definition.items)
    settings = {"form_title": definition.title, "form_id": code, "style": "pages" if has_pages else ""}
    _own(definition, lines, choices, settings)
    return _sheets(lines, choices, settings)


def _sheets(lines: Sequence[Line], choices: Sequence[Line], settings: Line) -> Sheets:
    return {
        "survey": [SURVEY, *([line.get(name, "") for name in SURVEY] for line in lines)],
        "choices": [CHOICES, *([line.get(name, "") for name in CHOICES] for line in choices)],
        "settings": [SETTINGS, [settings[name] for name in SETTINGS]],
    }


def _own(definition: Definition, lines: list[Line], choices: list[Line], settings: Line) -> None:
    """Write beside each line what reading it does not bring back."""
    cells = {name: list(enumerate(rows, 1)) for name, rows in _sheets(lines, choices, settings).items()}
    back = {item["key"]: item for item in imported(cells).draft["items"]}
    meant = {item["key"]: item for item in written(definition)["items"]} if definition.items else {}
    places = {line["name"]: line for line in lines if "name" in line}
    offered = {(line["list_name"], line["name"]): line for line in choices}
    for key, item in meant.items():
        read = written_item(back.get(key, {}))
        there = {choice["key"]: choice for choice in read.pop("choices", ())}
        for choice in item.pop("choices", ()):
            _mark(offered[key, choice["key"]], choice, there.get(choice["key"], {}))
        _mark(places[key], item, read)


def _mark(line: Line, meant: Mapping[str, Any], read: Mapping[str, Any]) -> None:
    more = {name: value for name, value in meant.items() if read.get(name) != value}
    more |= {name: DEFAULTS[name] for name in read if name not in meant}
    if more:
        line[OWN] = json.dumps({**json.loads(line.get(OWN, "{}")), **more}, ensure_ascii=False)


DEFAULTS = {
    name: field.get_default(call_default_factory=True)
    for part in (Choice, Item)
    for name, field in part.model_fields.items()
}


def written_item(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as it is kept, from data that may hold defaults."""
    if not data:
        return {}
    item: dict[str, Any] = Item.model_validate(data).model_dump(mode="json", exclude_defaults=True)
    return item


# ---------- survey


def _lines(definition: Definition) -> Iterator[Line]:
    items = {item.key: item for item in definition.items}
    taken = set(items)
    if definition.intro:
        yield _said("intro", definition.intro, taken)
    is_open = False
    for at, item in enumerate(definition.items):
        if item.kind == Kind.PAGE or (at == 0 and any(one.kind == Kind.PAGE for one in definition.items)):
            if is_open:
                yield {"type": "end_group"}
            page = item if item.kind == Kind.PAGE else Item(key=_fresh("page", taken), kind=Kind.PAGE)
            yield {"type": "begin_group", "appearance": "field-list", **_common(page, items)}
            is_open = True
        if item.kind in GRIDS:
            yield from _grid(item, items)
        elif item.kind != Kind.PAGE:
            yield _line(item, items)
            yield from _own_words(item, taken)
    if is_open:
        yield {"type": "end_group"}
    if definition.thanks:
        yield _said("thanks", definition.thanks, taken)


def _said(word: str, text: str, taken: set[str]) -> Line:
    shown = _plain(text)
    own = {"kind": word} if cleaned(shown) == text else {"kind": word, "text": text}
    return {"type": "note", "name": _fresh(word, taken), "label": shown, OWN: json.dumps(own, ensure_ascii=False)}


def _fresh(name: str, taken: set[str]) -> str:
    while name in taken:
        name = f"{name}_"
    taken.add(name)
    return name


def _plain(text: str) -> str:
    """Return a text in which no other program looks for an earlier answer."""
    return text.replace("${", "$ {")


def _common(item: Item, items: Mapping[str, Item]) -> Line:
    line = {"name": item.key, "label": _plain(item.label) or ("" if item.kind == Kind.PAGE else NAMELESS)}
    if item.when:
        line["relevant"] = _told(lambda: xpath.written(item.when, items))
    return line


def _told(said: Callable[[], str]) -> str:
    try:
        return said()
    except Untold:
        return ""


def _line(item: Item, items: Mapping[str, Item]) -> Line:
    line = {
        "type": _type(item),
        **_common(item, items),
        "hint": _plain(item.hint),
        "appearance": LOOKS.get(item.kind, ""),
    }
    if item.kind == Kind.NOTE:
        return line | ({"hint": _plain(item.note)} if item.label else {"label": _plain(item.note) or NAMELESS})
    if item.kind == Kind.COMPUTED:
        formula = _told(lambda: xpath.written(item.formula, items)) if item.formula else ""
        return line | {"calculation": f"round({formula}, {item.decimals})" if formula else "0"}
    line |= {"required": "yes" if item.is_required else "", "default": item.default}
    if item.kind == Kind.RATING:
        line["parameters"] = f"start=1 end={item.most or 5} step=1"
    elif item.kind == Kind.NPS:
        line |= {"parameters": "start=0 end=10 step=1", OWN: json.dumps({"kind": item.kind.value})}
    elif item.is_shuffled:
        line["parameters"] = "randomize=true"
    if item.kind == Kind.FILE and item.accept:
        line["body::accept"] = ",".join(f".{ending}" for ending in item.accept)
    if constraint := _constraint(item):
        line |= {"constraint": constraint, "constraint_message": item.message}
    return line


def _type(item: Item) -> str:
    if item.kind in WITH_CHOICES:
        return f"{SELECTS.get(item.kind, 'select_one')} {item.key}"
    if item.kind in {Kind.NUMBER, Kind.GRID_NUMBER}:
        return "decimal" if item.decimals else "integer"
    return TYPES.get(item.kind, "text")


def _constraint(item: Item) -> str:
    """Return what an answer must keep, as XPath says it."""
    if item.kind in checks.PATTERNS:
        return f"regex(., '^{checks.PATTERNS[item.kind]}$')"
    is_day = item.kind == Kind.DATE
    of = {"text": "string-length(.)", "choices": "count-selected(.)", "order": "count-selected(.)"}
    shape = checks.check(item)["shape"]
    parts = []
    if item.kind not in {Kind.RATING, Kind.NPS, Kind.TIME, *UPLOADED}:
        for sign, bound in ((">=", item.least), ("<=", item.most)):
            if bound:
                parts.append(f"{of.get(shape, '.')} {sign} " + (f"date('{bound}')" if is_day else bound))
    if item.pattern:
        parts.append(_told(lambda: f"regex(., {xpath.quoted(item.pattern)})"))
    if item.kind == Kind.MULTIPLE:
        parts += [
            f"not(selected(., '{choice.key}') and count-selected(.) > 1)" for choice in item.choices if choice.is_alone
        ]
    return " and ".join(filter(None, parts))


def _own_words(item: Item, taken: set[str]) -> Iterator[Line]:
    """The room for own words is a question of its own there."""
    for choice in item.choices:
        if choice.has_text and item.kind in LISTED:
            name = f"${{{item.key}}}"
            is_one = item.kind in ONE_OF
            yield {
                "type": "text",
                "name": _fresh(f"{item.key}_other", taken),
                "label": f"请写明“{choice.label}”是什么",
                "required": "yes",
                "relevant": f"{name} = '{choice.key}'" if is_one else f"selected({name}, '{choice.key}')",
                OWN: json.dumps({"kind": "own"}),
            }


def _grid(item: Item, items: Mapping[str, Item]) -> Iterator[Line]:
    look = "" if item.kind == Kind.GRID_NUMBER else "table-list"
    begin = {"type": "begin_group", "appearance": look, **_common(item, items), "hint": _plain(item.hint)}
    yield begin | ({OWN: json.dumps({"kind": item.kind.value})} if item.kind == Kind.GRID_NUMBER else {})
    for row in item.rows:
        line = {"type": _type(item), "name": f"{item.key}_{row.key}", "label": _plain(row.label)}
        if item.kind == Kind.GRID_NUMBER and (constraint := _constraint(item)):
            line["constraint"] = constraint
        yield line | {"required": "yes" if item.is_required else ""}
    yield {"type": "end_group"}


# ---------- choices


def _choices(definition: Definition) -> Iterator[Line]:
    for item in definition.items:
        for choice in item.choices:
            yield {"list_name": item.key, "name": choice.key, "label": _plain(choice.label) or NAMELESS}

"""A workbook in XLSForm becomes a draft; what of it cannot be carried over is told with its place."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as ShapeError

from kexie.engines.questionnaires.rules.definitions import Choice, Item
from kexie.engines.questionnaires.rules.kinds import (
    DEFAULTED,
    GRIDS,
    LISTED,
    MAX_CHOICE,
    MAX_CHOICES,
    MAX_DECIMALS,
    MAX_ITEMS,
    MAX_LABEL,
    MAX_LINE,
    MAX_NOTE,
    MAX_ROWS,
    ONE_OF,
    Kind,
)
from kexie.engines.questionnaires.rules.xlsform import xpath
from kexie.engines.questionnaires.rules.xlsform.bounds import bounded
from kexie.engines.questionnaires.rules.xlsform.leaves import OWN, PICTURED, Cells, Leaf, Line, chosen
from kexie.engines.questionnaires.rules.xlsform.xpath import Asked, Untold

MAX_LAPSES = 100
MAX_TITLE = 100
MAX_HEADING = 40  # letters of a note that is a heading rather than a text
SELECT = re.compile(
    r"(?:add\s+)?(?P<word>select[_ ]one|select1|select[_ ]multiple|select all that apply|rank)"
    r"(?:\s+prompt using|\s+from|\s+using)?\s+(?P<list>\S+)(?P<other>\s+or[_ ]other|\s+or specify other)?",
    re.IGNORECASE,
)
BEGIN = re.compile(r"begin[_ ](group|repeat|lgroup|looped group|loop)\b", re.IGNORECASE)
END = re.compile(r"end[_ ](group|repeat|lgroup|looped group|loop)\b", re.IGNORECASE)
TYPES: dict[str, Kind] = {
    **dict.fromkeys(("text", "string"), Kind.TEXT),
    **dict.fromkeys(("integer", "int", "decimal", "percentage", "range"), Kind.NUMBER),
    **dict.fromkeys(("date", "datetime", "date time"), Kind.DATE),
    "time": Kind.TIME,
    "note": Kind.NOTE,
    **dict.fromkeys(("image", "photo"), Kind.IMAGE),
    "file": Kind.FILE,
    "barcode": Kind.TEXT,
    **dict.fromkeys(("acknowledge", "trigger"), Kind.SINGLE),
    "calculate": Kind.COMPUTED,
}
CHANGED = {  # types that become something near
    "datetime": "系统没有“日期和时间”题，改成了日期题。",
    "date time": "系统没有“日期和时间”题，改成了日期题。",
    "barcode": "系统不扫条码，改成了文字题。",
    "acknowledge": "“确认”改成了单选题“是／否”。",
    "trigger": "“确认”改成了单选题“是／否”。",
}
LOOKS = {Kind.TEXT: {"multiline": Kind.PARAGRAPH}, Kind.IMAGE: {"signature": Kind.SIGNATURE}}  # by their appearance
YES_NO = {"choices": [{"key": "a1", "label": "是"}, {"key": "a2", "label": "否"}]}
MORE: dict[str, dict[str, Any]] = {
    "decimal": {"decimals": MAX_DECIMALS},
    "percentage": {"unit": "%"},
    "acknowledge": YES_NO,
    "trigger": YES_NO,
}
RECORDED = frozenset(
    "start end today deviceid username phonenumber email simserial subscriberid audit imei start-geopoint "
    "background-geopoint background-audio".split()
)
IGNORED = {
    "choice_filter": "选项不能按前面的答案筛选，会全部列出。",
    "trigger": "不能在填写别的题时自动改写，没有带过来。",
    "read_only": "不能设为只读，填写的人可以修改。",
    "repeat_count": "不能重复填写，只填一次。",
    "required_message": "没有带过来，不填时用系统自己的提示。",
    "guidance_hint": "没有带过来。",
    "save_to": "没有带过来。",
    **dict.fromkeys(PICTURED, "图片、声音和录像没有带过来，请在编辑页另加。"),
}
KNOWN = set(IGNORED) | set(
    "type name label hint required relevant constraint constraint_message calculation appearance default parameters "
    "list_name accept title form_id id_string version default_language style instance_name autoplay rows "
    "disabled order note notes comment comments".split()
) | {OWN}  # fmt: skip
TRUE = frozenset({"yes", "true", "1", "true()", "y", "是", "必填"})
FALSE = frozenset({"", "no", "false", "0", "false()", "n", "否"})
TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
QUOTED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
LEFT = frozenset({"key", "picture", "alt"})  # of our own column; a picture belongs to the questionnaire it was sent to
OTHERS = {"key": "other", "label": "其他", "has_text": True}


@dataclass(frozen=True)
class Lapse:
    """Something that was not carried over, or not wholly: where it stands, its text, and what became of it."""

    sheet: str
    row: int
    column: str
    text: str
    sentence: str

    @property
    def place(self) -> str:
        """Where it is, as people find it in the workbook."""
        row = f"第 {self.row} 行" if self.row else ""
        return "，".join(filter(None, [f"{self.sheet} 表{row}", self.column]))


@dataclass(frozen=True)
class Imported:
    """The draft that a workbook gives, and what of the workbook is not in it as it was meant."""

    draft: dict[str, Any]
    lapses: Sequence[Lapse]

    @property
    def questions(self) -> int:
        """How many questions were found."""
        return sum(item["kind"] not in {Kind.PAGE, Kind.NOTE} for item in self.draft["items"])


@dataclass
class _Group:
    """A group while it is open: the conditions its questions take on."""

    is_page: bool = False
    when: list[Any] = field(default_factory=list)


def imported(sheets: Mapping[str, Cells]) -> Imported:
    """Return the draft that the sheets of a workbook give; raises ValidationError where they are no XLSForm."""
    leaves = {name.strip().lower(): Leaf(name.strip(), cells) for name, cells in sheets.items()}
    survey = leaves.get("survey")
    if survey is None:
        raise ValidationError("这个文件里没有名叫 survey 的工作表，不是 XLSForm 格式的问卷。")
    if missing := [name for name in ("type", "name") if name not in survey.headings]:
        raise ValidationError(f"survey 工作表缺少 {'、'.join(missing)} 列，不是 XLSForm 格式的问卷。")
    reader = _Reader(survey, leaves.get("choices"), leaves.get("settings"))
    reader.read()
    return Imported(reader.draft, reader.lapses)


class _Reader:
    """Reads line by line; holds the groups that are open and the questions there are so far."""

    def __init__(self, survey: Leaf, choices: Leaf | None, settings: Leaf | None) -> None:
        self.survey, self.choices = survey, choices
        self.lapses: list[Lapse] = []
        self.told: set[str] = set()
        facts = settings.lines("")[:1] if settings else []
        self.settings = facts[0] if facts else Line(0, {})
        self.language = chosen(survey.languages(), self.settings["default_language"])
        self.lists = self._lists(choices) if choices else {}
        self.asked = Asked()
        self.items: list[dict[str, Any]] = []
        self.taken: set[str] = set()
        self.groups: list[_Group] = []
        self.is_after_page = False
        self.draft: dict[str, Any] = {"title": self.settings["title"][:MAX_TITLE], "items": self.items}
        self.own_words: tuple[str, str] = ("", "")

    def lapse(self, line: Line, column: str, sentence: str, *, leaf: Leaf | None = None, text: str = "") -> None:
        """Tell what was not carried over, each in its place; the same sentence of the same cell once."""
        leaf = leaf or self.survey
        found = Lapse(leaf.name, line.number, leaf.column(column), (text or line[column])[:60], sentence)
        if len(self.lapses) < MAX_LAPSES and found not in self.lapses[-3:]:
            self.lapses.append(found)

    def once(self, mark: str, line: Line, column: str, sentence: str) -> None:
        """Tell something only the first time."""
        if mark not in self.told:
            self.told.add(mark)
            self.lapse(line, column, sentence)

    def read(self) -> None:
        self._columns()
        lines = [line for line in self.survey.lines(self.language) if line["type"] and not self._is_disabled(line)]
        at = 0
        while at < len(lines):
            if len(self.items) >= MAX_ITEMS:
                self.lapse(lines[at], "type", f"一份问卷最多 {MAX_ITEMS} 题，从这一行起没有带过来。")
                break
            at = self._line(lines, at)

    def _is_disabled(self, line: Line) -> bool:
        return line["disabled"].lower() in TRUE

    def _columns(self) -> None:
        for leaf in filter(None, (self.survey, self.choices)):
            known = KNOWN if leaf is self.survey else KNOWN | set(leaf.headings)  # by these, choices are filtered
            spoken: set[str] = set()
            for title, language in leaf.strange(known, self.language):
                words = f"问卷只有一种语言，“{language}”的文字" if language else "系统不认识这一列，"
                if not language or language not in spoken:
                    self.lapses.append(Lapse(leaf.name, 0, title, "", f"{words}没有带过来。"))
                spoken.add(language)

    def _lists(self, leaf: Leaf) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in leaf.lines(self.language):
            if line["list_name"] and line["name"]:
                found.setdefault(line["list_name"].lower(), []).append(line)
        return found

    # ---------- lines

    def _line(self, lines: Sequence[Line], at: int) -> int:
        """Read a line, or a grid of several; return where the next begins."""
        line = lines[at]
        if BEGIN.match(line["type"]):
            inside = list(_inside(lines, at))
            if grid := self._grid(line, inside):
                self._keep(line, grid)
                return at + len(inside) + 2
            self._begin(line)
        elif END.match(line["type"]):
            if self.groups:
                self.is_after_page = self.groups.pop().is_page
        else:
            self._question(line)
        return at + 1

    def _begin(self, line: Line) -> None:
        if "repeat" in line["type"].lower() or "loop" in line["type"].lower():
            self.lapse(line, "type", "一组题不能重复填写，只填一次。")
        is_paged = "field-list" in line["appearance"] or "pages" in self.settings["style"]
        group = _Group(is_page=is_paged and not self.groups)
        when = self._when(line)
        if group.is_page:
            kind = Kind.PAGE if self.items or when else Kind.NOTE  # the first heading opens no second page
            if kind == Kind.PAGE or line["label"] or line.own:
                self._keep(line, {"kind": kind.value, "label": self._label(line), "when": when})
        else:
            group.when = when
            if line["label"]:
                self._keep(line, {"kind": Kind.NOTE.value, "label": self._label(line), "when": self._joined(when)})
        self.is_after_page = False
        self.groups.append(group)

    def _question(self, line: Line) -> None:
        marked = line.kind
        if marked in {"intro", "thanks"}:
            self.draft[marked] = str(line.own.get("text", line["label"]))[:MAX_NOTE]
            return
        if marked == "own":
            return
        made = self._made(line)
        if made is None:
            return
        if self.is_after_page and not self.groups:
            self._keep(Line(line.number, {}), {"kind": Kind.PAGE.value})
        self.is_after_page = False
        when = self._joined(self._when(line))
        self._keep(line, made | ({"when": when} if when else {}))

    def _made(self, line: Line) -> dict[str, Any] | None:
        """Return what a line asks; None for what is left out, which is told."""
        word = line["type"].lower()
        if found := SELECT.fullmatch(line["type"]):
            made = self._select(line, found)
        elif word in RECORDED or word.replace(" ", "") in RECORDED:
            self.once("recorded", line, "type", "由手机自动记录的内容（时间、设备、账号）系统不收集。")
            return None
        elif word in TYPES:
            made = self._plain(line, word)
        else:
            self.lapse(line, "type", "系统没有这种题，没有带过来。")
            return None
        if made is None:
            return None
        self._ignored(line)
        kind = Kind(made["kind"])
        if kind != Kind.NOTE:
            made |= {"label": self._label(line) or (line["name"] if kind == Kind.COMPUTED else "")}
            if line["hint"]:
                made["hint"] = self._cut(line, "hint", MAX_LINE)
        if kind not in {Kind.NOTE, Kind.COMPUTED}:
            made |= self._asking(line, made)
        return made

    def _plain(self, line: Line, word: str) -> dict[str, Any] | None:
        kind = TYPES[word]
        if word in CHANGED:
            self.lapse(line, "type", CHANGED[word])
        if kind == Kind.NOTE:
            return self._note(line)
        if kind == Kind.COMPUTED:
            return self._computed(line)
        if word == "range":
            return self._range(line)
        look = next((kind for word, kind in LOOKS.get(kind, {}).items() if word in line["appearance"].lower()), kind)
        more = dict(MORE.get(word, {}))
        if kind == Kind.FILE and line["accept"]:
            more["accept"] = re.findall(r"\.([a-z0-9]{1,8})", line["accept"].lower())
        return {"kind": look.value, **more}

    def _note(self, line: Line) -> dict[str, Any]:
        label, more = self._text(line, "label"), self._text(line, "hint")
        if more:
            return {"kind": Kind.NOTE.value, "label": self._label(line), "note": more[:MAX_NOTE]}
        is_heading = len(label) <= MAX_HEADING and "\n" not in label
        return {"kind": Kind.NOTE.value, **({"label": label} if is_heading else {"note": label[:MAX_NOTE]})}

    def _computed(self, line: Line) -> dict[str, Any] | None:
        try:
            tree = xpath.parsed(line["calculation"])
            decimals = MAX_DECIMALS
            if tree[0] == "round" and len(tree) == 3 and tree[2][0] == "number" and tree[2][1].isdigit():
                tree, decimals = tree[1], min(int(tree[2][1]), MAX_DECIMALS)
            formula = xpath.number(tree, self.asked)
        except Untold as untold:
            self.lapse(line, "calculation", f"这个算式没有带过来：{untold}。")
            return None
        return {"kind": Kind.COMPUTED.value, "formula": formula, "decimals": decimals}

    def _range(self, line: Line) -> dict[str, Any]:
        given = dict(re.findall(r"(start|end|step)\s*=\s*(-?[\d.]+)", line["parameters"]))
        start, end, step = given.get("start", "1"), given.get("end", "10"), given.get("step", "1")
        if (start, end, step) == ("0", "10", "1") and line.kind == Kind.NPS:
            return {"kind": Kind.NPS.value}
        if start == "1" and step == "1" and end in {str(point) for point in range(2, 11)}:
            return {"kind": Kind.RATING.value, "most": end}
        decimals = max(len(one.partition(".")[2]) for one in (start, end, step))
        if step not in {"1", "0.1", "0.01"}:
            self.lapse(line, "parameters", f"不能限定每 {step} 一档，可以填其间的任何数。")
        return {"kind": Kind.NUMBER.value, "least": start, "most": end, "decimals": min(decimals, MAX_DECIMALS)}

    def _select(self, line: Line, found: re.Match[str]) -> dict[str, Any] | None:
        word, look = found["word"].lower().replace(" ", "_"), line["appearance"].lower()
        rows = self.lists.get(found["list"].lower())
        if not rows:
            self.lapse(line, "type", f"choices 表里没有“{found['list'][:40]}”这一组选项，这道题没有带过来。")
            return None
        kind = {"select_one": Kind.SINGLE, "select1": Kind.SINGLE, "rank": Kind.RANKING}.get(word, Kind.MULTIPLE)
        if kind == Kind.SINGLE and re.search(r"minimal|autocomplete|search|quick\s+minimal", look):
            kind = Kind.DROPDOWN
        choices = self._choices(rows, found["list"])
        if found["other"]:
            choices.append(dict(OTHERS))
        made: dict[str, Any] = {"kind": kind.value, "choices": choices}
        if re.search(r"randomize\s*=\s*true", line["parameters"], re.IGNORECASE):
            made["is_shuffled"] = True
        return made

    def _choices(self, rows: Sequence[Line], name: str) -> list[dict[str, Any]]:
        keys = _keys([row["name"] for row in rows], "a")
        if len(rows) > MAX_CHOICES:
            self.once(f"many {name}", rows[MAX_CHOICES], "name", f"一道题最多 {MAX_CHOICES} 个选项，后面的没有带过来。")
        found = []
        for row, key in list(zip(rows, keys, strict=True))[:MAX_CHOICES]:
            label = TAG.sub("", row["label"]) or row["name"]
            if len(label) > MAX_CHOICE and self.choices:
                self.lapse(row, "label", f"选项太长，只留下前 {MAX_CHOICE} 个字。", leaf=self.choices)
            choice: dict[str, Any] = {"key": key, "label": label[:MAX_CHOICE]}
            if "picture" in row.own and self.choices:
                self.lapse(row, OWN, IGNORED["image"], leaf=self.choices, text=label)
            found.append(_fitting(Choice, choice, row.own))
        return found

    # ---------- what is asked of an answer

    def _asking(self, line: Line, made: Mapping[str, Any]) -> dict[str, Any]:
        more: dict[str, Any] = {}
        required = line["required"].lower()
        if required in TRUE:
            more["is_required"] = True
        elif required not in FALSE:
            self.lapse(line, "required", "必填不能按条件决定，改成了选填。")
        if line["constraint"]:
            more |= self._constraint(line, made)
        if text := line["default"]:
            more |= self._default(line, made, text)
        if line["calculation"]:
            self.lapse(line, "calculation", "只有自动计算的题才有算式，这里没有带过来。")
        return more

    def _constraint(self, line: Line, made: Mapping[str, Any]) -> dict[str, Any]:
        try:
            more = bounded(xpath.parsed(line["constraint"]), made, self._names(line))
        except Untold as untold:
            self.lapse(line, "constraint", f"这条填写要求没有带过来：{untold}。")
            return {}
        if line["constraint_message"]:
            more["message"] = self._cut(line, "constraint_message", MAX_LINE)
        return more

    def _default(self, line: Line, made: Mapping[str, Any], text: str) -> dict[str, Any]:
        kind = Kind(made["kind"])
        if "${" in text or re.search(r"[a-z-]\(", text):
            self.lapse(line, "default", "默认值不能计算出来，没有带过来。")
        elif kind in LISTED:
            keys = [self._names(line).get(one, "") for one in text.split()]
            if all(keys) and kind != Kind.RANKING and (kind not in ONE_OF or len(keys) == 1):
                return {"default": " ".join(keys)}
            self.lapse(line, "default", "默认值不是这道题的选项，没有带过来。")
        elif kind in DEFAULTED and len(text) <= MAX_LINE:
            return {"default": text}
        else:
            self.lapse(line, "default", "这种题没有默认值，没有带过来。")
        return {}

    def _names(self, line: Line) -> dict[str, str]:
        """The keys of a question's choices by their names in the sheet."""
        found = SELECT.fullmatch(line["type"])
        if not found:
            return {"OK": "a1"}
        rows = [row["name"] for row in self.lists.get(found["list"].lower(), [])]
        return dict(zip(rows, _keys(rows, "a"), strict=True)) | ({"other": "other"} if found["other"] else {})

    def _when(self, line: Line) -> list[Any]:
        if not line["relevant"] or "when" in line.own:
            return []
        try:
            return xpath.condition(line["relevant"], self.asked)
        except Untold as untold:
            self.lapse(line, "relevant", f"这个显示条件没有带过来，会总是显示：{untold}。")
            return []

    def _joined(self, when: list[Any]) -> list[Any]:
        """A condition together with those of the groups that are open."""
        parts: list[Any] = []
        for one in (*(group.when for group in self.groups), when):
            parts += one[1:] if one[:1] == ["and"] else [one] if one else []
        return ["and", *parts] if len(parts) > 1 else next(iter(parts), [])

    def _ignored(self, line: Line) -> None:
        for name, sentence in IGNORED.items():
            if line[name] and not (name == "trigger" and line["type"].lower() == "trigger"):
                self.lapse(line, name, sentence)

    def _label(self, line: Line) -> str:
        text = self._text(line, "label")
        if len(text) > MAX_LABEL:
            self.lapse(line, "label", f"太长，只留下前 {MAX_LABEL} 个字。")
        return text[:MAX_LABEL]

    def _text(self, line: Line, column: str) -> str:
        """Return a text without marks of HTML, an earlier answer in it by its question's name."""
        if found := QUOTED.search(line[column]):
            self.lapse(line, column, f"文字里不能引用前面的答案，“{found[0]}”改成了“（{found[1]}）”，请改写。")
        return TAG.sub("", QUOTED.sub(lambda one: f"（{one[1]}）", line[column]))

    def _cut(self, line: Line, column: str, most: int) -> str:
        if len(line[column]) > most:
            self.lapse(line, column, f"太长，只留下前 {most} 个字。")
        return line[column][:most]

    # ---------- grids

    def _grid(self, line: Line, inside: Sequence[Line]) -> dict[str, Any] | None:
        """Return the grid that a group is: the same list for every line of it; None for another group."""
        own = line.kind
        rows = [row for row in inside if row["appearance"].lower() != "label"]
        is_table = "table-list" in line["appearance"] or (
            len(rows) < len(inside) and all("list-nolabel" in row["appearance"] for row in rows)
        )
        if not rows or not (is_table or own in GRIDS):
            return None
        types = {row["type"] for row in rows}
        found = SELECT.fullmatch(rows[0]["type"])
        made: dict[str, Any]
        if len(types) == 1 and found and found["list"].lower() in self.lists and not found["other"]:
            is_many = "one" not in found["word"] and "select1" not in found["word"]
            kind = Kind.GRID_MULTIPLE if is_many else Kind.GRID
            made = {"kind": kind.value, "choices": self._choices(self.lists[found["list"].lower()], found["list"])}
        elif types <= {"integer", "decimal"} and own == Kind.GRID_NUMBER:
            made = {"kind": Kind.GRID_NUMBER.value, "decimals": 0 if types == {"integer"} else MAX_DECIMALS}
            made |= self._asking(rows[0], made)
        else:
            return None
        keys = _keys([row["name"].removeprefix(f"{line['name']}_") for row in rows], "r")
        made["rows"] = [
            {"key": key, "label": (TAG.sub("", row["label"]) or row["name"])[:MAX_CHOICE]}
            for row, key in list(zip(rows, keys, strict=True))[:MAX_ROWS]
        ]
        if len(rows) > MAX_ROWS:
            self.lapse(rows[MAX_ROWS], "type", f"矩阵题最多 {MAX_ROWS} 行，后面的没有带过来。")
        for row in rows:
            self._ignored(row)
            if row["relevant"]:
                self.lapse(row, "relevant", "矩阵题的一行不能有自己的显示条件，会总是显示。")
        if line["hint"]:
            made["hint"] = self._cut(line, "hint", MAX_LINE)
        required = all(row["required"].lower() in TRUE for row in rows)
        when = self._joined(self._when(line))
        made |= {"label": self._label(line), **({"is_required": True} if required else {})}
        return made | ({"when": when} if when else {})

    # ---------- keeping

    def _keep(self, line: Line, made: Mapping[str, Any]) -> None:
        """Put an item into the draft, with what stands in our own column, where that fits."""
        key = _key(line["name"], self.taken, "q")
        self.taken.add(key)
        item = {"key": key, **{name: value for name, value in made.items() if value not in ("", [], False)}}
        whole = _fitting(Item, item, line.own)
        if "picture" in line.own:
            self.lapse(line, OWN, IGNORED["image"], text=line["label"])
        if line[OWN] and (whole is item or not line.own):
            self.lapse(line, OWN, "这一格的内容不完整，没有带过来。")
        try:
            kept = Item.model_validate(whole)
        except ShapeError as error:
            name = str(error.errors()[0]["loc"][0])
            whole.pop(name, None)
            self.lapse(line, "name", "有一项设置系统不支持，没有带过来。", text=name)
            kept = Item.model_validate(whole)
        self.items.append(whole)
        if kept.is_asked or kept.kind == Kind.COMPUTED:
            self.asked.add(line["name"], kept, self._names(line))


def _fitting(part: type[Item] | type[Choice], data: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with what our own column says of them; without it where it does not fit."""
    whole = {**data, **{name: value for name, value in own.items() if name not in LEFT}}
    try:
        part.model_validate(whole)
    except ShapeError:
        return data
    return whole


def _inside(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """Give the lines of the group that begins there; none for one that holds groups or never ends."""
    inside: list[Line] = []
    for line in lines[at + 1 :]:
        if BEGIN.match(line["type"]):
            return
        if END.match(line["type"]):
            yield from inside
            return
        inside.append(line)


def _keys(names: Sequence[str], prefix: str) -> list[str]:
    taken: set[str] = set()
    found = []
    for name in names:
        found.append(_key(name, taken, prefix))
        taken.add(found[-1])
    return found


def _key(name: str, taken: set[str], prefix: str) -> str:
    """Return a name as a key here: small letters, figures and low lines, and no other's."""
    plain = re.sub(r"[^a-z0-9_]+", "_", unicodedata.normalize("NFKC", name).lower()).strip("_")
    if not plain[:1].isalpha():
        plain = f"{prefix}{plain or len(taken) + 1}"
    key, number = plain[:40], 1
    while key in taken:
        number += 1
        key = f"{plain[:34]}_{number}"
    return key

"""A questionnaire that was written as plain text becomes a draft (FRM-11). No tables, no clock.

Questions begin with a number; their choices stand below with letters, circles or boxes, or bare on lines of their own.
Words in brackets name the kind: [多选，最多选3项] [填空] [必填]. What is not understood is told with the number of its
line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kexie.engines.questionnaires.rules.judging import tidy
from kexie.engines.questionnaires.rules.kinds import (
    LISTED,
    MAX_CHOICE,
    MAX_CHOICES,
    MAX_ITEMS,
    MAX_LABEL,
    MAX_NOTE,
    Kind,
)

MAX_PASTED = 100_000
MAX_DOUBTS = 50
MAX_TITLE = 100
MAX_BARE = 60  # characters of a choice that stands without a mark

NUMBER = re.compile(r"^(?:第\s*)?([0-9０-９]{1,3})\s*(题?\s*[.．、:：)）]|题\s)\s*(?![0-9０-９])(.*)$")
BRACKETED = re.compile(r"^[(（\[【]\s*([0-9０-９]{1,3})\s*[)）\]】]\s*()(.*)$")
CHINESE = re.compile(r"^(?:第)?([一二三四五六七八九十]{1,4})(?:部分|章)?\s*[、.．:：]\s*(.+)$")
LETTER = re.compile(r"^[(（]?([A-Za-zＡ-Ｚａ-ｚ])\s*[.．、)）:：]\s*(.*)$")
LETTERS = re.compile(r"(?:(?<=\s)|^)(?=[(（]?[A-ZＡ-Ｚ]\s*[.．、)）:：])")
ROUND, SQUARE = "○◯⚪●◎〇", "□■☐☑▢◻"
SIGN = re.compile(rf"^(?:[{ROUND}{SQUARE}①-⑳•·◆◇]|[-*]\s|\[\s*\]|[(（]\s+[)）])\s*(.+)$")
SIGNS = re.compile(rf"(?=[{ROUND}{SQUARE}①-⑳])")
BOXED = re.compile(rf"^(?:[{SQUARE}]|\[\s*\])")
MARK = re.compile(r"[\[【(（]([^\[\]【】()（）]{1,30})[\]】)）]")
BLANKS = re.compile(r"[_＿]{2,}")
STAR = re.compile(r"^[*＊※]\s*|\s*[*＊※]$")
THANKS = re.compile(r"^(?:问卷到此结束|再次感谢|(?:衷心)?感谢(?:您|你|各位|大家)|谢谢)")
OTHER = re.compile(r"^其[他它](?:[（(]?请.*|[:：\s]*)$")
ALONE = re.compile(r"^(?:以上(?:都|均)(?:没有|不是|不需要|不符合)|都没有|都不需要)$")
LIMIT = re.compile(
    r"^(最多|至多|不超过|限|至少|不少于|选)(?:选|可选)?\s*([0-9０-９]{1,2}|[一二两三四五六七八九十]{1,2})\s*[项个]$"
)
WORDS: dict[str, Kind] = {
    **dict.fromkeys(("单选", "单项选择", "单选题"), Kind.SINGLE),
    **dict.fromkeys(("多选", "可多选", "多选题", "多项选择", "不定项", "不定项选择"), Kind.MULTIPLE),
    **dict.fromkeys(("下拉", "下拉题", "下拉选择", "下拉单选"), Kind.DROPDOWN),
    **dict.fromkeys(("排序", "排序题"), Kind.RANKING),
    **dict.fromkeys(("填空", "填空题", "单行文字", "文本"), Kind.TEXT),
    **dict.fromkeys(("简答", "简答题", "问答", "问答题", "开放题", "开放", "多行文字"), Kind.PARAGRAPH),
    **dict.fromkeys(("打分", "打分题", "评分", "评分题"), Kind.RATING),
    **dict.fromkeys(("数字", "填数字"), Kind.NUMBER),
    **dict.fromkeys(("日期",), Kind.DATE),
    **dict.fromkeys(("姓名",), Kind.NAME),
    **dict.fromkeys(("手机", "手机号", "手机号码"), Kind.MOBILE),
    **dict.fromkeys(("邮箱", "电子邮箱"), Kind.EMAIL),
}
JUDGED = frozenset({"判断", "判断题", "是非题"})
REQUIRED = frozenset({"必填", "必答", "必选", "必填题"})
OPTIONAL = frozenset({"选填", "选答", "非必填", "可不填"})
LONG = re.compile(r"建议|意见|为什么|说明原因|请谈谈|请描述")
DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass(frozen=True)
class Doubt:
    """A line that was not understood, or not wholly."""

    line: int
    text: str
    sentence: str

    @property
    def place(self) -> str:
        """Where it is, as people count."""
        return f"第 {self.line} 行"


@dataclass(frozen=True)
class Pasted:
    """The draft that a text gives, and what of the text is not in it as it was meant."""

    draft: dict[str, Any]
    doubts: Sequence[Doubt]

    @property
    def questions(self) -> int:
        """How many questions were found."""
        return sum(item["kind"] not in {Kind.PAGE, Kind.NOTE} for item in self.draft["items"])


@dataclass
class _Question:
    """A question while its lines are read."""

    line: int
    text: str
    label: str
    kind: Kind | None = None
    is_required: bool = False
    has_boxes: bool = False
    has_marks: bool = False  # its choices bear letters or signs, so a bare line is none
    least: str = ""
    most: str = ""
    choices: list[str] = field(default_factory=list)


class _Reader:
    """Reads line by line; holds the question that is open."""

    def __init__(self, lines: Sequence[tuple[int, str]]) -> None:
        self.lines = lines
        self.style = _style(lines)
        self.head: list[str] = []
        self.thanks: list[str] = []
        self.items: list[_Question | str] = []  # a text is the heading of a page
        self.doubts: list[Doubt] = []
        self.open: _Question | None = None

    def doubt(self, line: int, text: str, sentence: str) -> None:
        if len(self.doubts) < MAX_DOUBTS:
            self.doubts.append(Doubt(line, text[:60], sentence))

    def read(self) -> None:
        for line, text in self.lines:
            if self.thanks:
                self.thanks.append(text)
            elif (label := self._asked(text)) is not None:
                self._begin(line, text, label)
            elif self.style != "chinese" and (heading := CHINESE.match(text)):
                self.items.append(heading[2])
                self.open = None
            elif self.items and THANKS.match(text):
                self.thanks.append(text)
            elif choices := list(_choices(text, self.style)):
                self._choose(line, text, choices)
            else:
                self._bare(line, text)

    def _asked(self, text: str) -> str | None:
        if self.style == "chinese":
            found = CHINESE.match(text)
            return found[2] if found else None
        return label if self.style and (label := _numbered(text, self.style)) else None

    def _begin(self, line: int, text: str, label: str) -> None:
        question = _Question(line, text, "")
        label = MARK.sub(lambda found: self._mark(question, found), label)
        if STAR.search(label):
            question.is_required, label = True, STAR.sub("", label)
        if BLANKS.search(label) and question.kind is None:
            question.kind = Kind.TEXT
        question.label = BLANKS.sub(" ", label).strip(" ：:")
        if len(question.label) > MAX_LABEL:
            self.doubt(line, text, f"题目太长，只留下前 {MAX_LABEL} 个字。")
        self.items.append(question)
        self.open = question

    def _mark(self, question: _Question, found: re.Match[str]) -> str:
        """Take what brackets say of the question; what they say of anything else stays in its words."""
        words = [word for word in re.split(r"[，,、;；/\s]+", found[1]) if word]
        if not words or not all(_is_mark(word) for word in words):
            if found[1].endswith("题"):
                self.doubt(question.line, question.text, f"没有“{found[1]}”这种题型，请在编辑页改成合适的题型。")
                return ""
            return found[0]
        for word in words:
            _apply(question, word)
        return ""

    def _choose(self, line: int, text: str, choices: list[str]) -> None:
        if self.open is None:
            self.doubt(line, text, "选项前面没有题目。")
            return
        self.open.has_marks = True
        self.open.has_boxes |= bool(BOXED.match(text))
        self.open.choices += choices

    def _bare(self, line: int, text: str) -> None:
        question = self.open
        if question is None:
            if self.items:
                self.doubt(line, text, "不知道这一行属于哪道题。")
            else:
                self.head.append(text)
        elif BLANKS.fullmatch(text):
            question.kind = question.kind or (Kind.PARAGRAPH if LONG.search(question.label) else Kind.TEXT)
        elif question.has_marks or len(text) > MAX_BARE or question.kind not in {None, *LISTED}:
            self.doubt(line, text, "不知道这一行是题目还是选项，没有放进问卷。")
        else:
            question.choices.append(text)


def pasted(text: str) -> Pasted:
    r"""Return the draft that a text gives, and what was not understood.

    >>> found = pasted("问卷\n1. 您的性别 [单选][必填]\nA. 男  B. 女")
    >>> found.draft["items"][0]["kind"], [one["label"] for one in found.draft["items"][0]["choices"]]
    ('single', ['男', '女'])
    """
    lines = [(at, tidy(line)) for at, line in enumerate(tidy(text).split("\n"), _first(text))]
    reader = _Reader([(at, re.sub(r"[ \t\u3000\u00a0]+", " ", line)) for at, line in lines if line])
    reader.read()
    return Pasted(_draft(reader), reader.doubts)


def _first(text: str) -> int:
    """The number of the first line that is not blank, as people count in what they pasted."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return whole[: len(whole) - len(whole.lstrip())].count("\n") + 1


def _style(lines: Sequence[tuple[int, str]]) -> str:
    """How this text numbers its questions: by the first number in it."""
    for _, text in lines:
        if BRACKETED.match(text):
            return "()"
        if found := NUMBER.match(text):
            return _sort(found[2])
    return "chinese" if any(CHINESE.match(text) for _, text in lines) else ""


def _sort(sign: str) -> str:
    sign = sign.strip()[-1:]
    return {"．": ".", "）": ")", "：": ":"}.get(sign, sign)


def _numbered(text: str, style: str) -> str:
    """What stands behind a number of this style."""
    if style == "()":
        found = BRACKETED.match(text)
        return found[3] if found else ""
    found = NUMBER.match(text)
    return found[3] if found and _sort(found[2]) == style else ""


def _choices(text: str, style: str) -> Iterator[str]:
    """The choices that a line holds, without their letters and signs; none where it bears no sign."""
    if LETTER.match(text):
        parts = [LETTER.match(part.strip()) for part in LETTERS.split(text) if part.strip()]
        yield from (part[2].strip() for part in parts if part and part[2].strip())
    elif SIGN.match(text):
        parts = [SIGN.match(part.strip()) for part in SIGNS.split(text) if part.strip()]
        yield from (part[1].strip() for part in parts if part)
    elif style and (found := NUMBER.match(text) or BRACKETED.match(text)) and found[3].strip():
        yield found[3].strip()  # numbered in another style than the questions


def _is_mark(word: str) -> bool:
    return word in WORDS or word in JUDGED | REQUIRED | OPTIONAL or bool(LIMIT.match(word))


def _apply(question: _Question, word: str) -> None:
    if limit := LIMIT.match(word):
        number = str(_value(limit[2]))
        if limit[1] in {"最多", "至多", "不超过", "限"}:
            question.most = number
        elif limit[1] in {"至少", "不少于"}:
            question.least = number
        else:
            question.least = question.most = number
        question.kind = question.kind or Kind.MULTIPLE
    elif word in JUDGED:
        question.kind, question.choices = Kind.SINGLE, ["是", "否"]
    elif word in REQUIRED:
        question.is_required = True
    elif word in WORDS:
        question.kind = WORDS[word]


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    return sum(DIGITS[sign] for sign in text) if text != "二十" else 20


def _draft(reader: _Reader) -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    for at, one in enumerate(reader.items):
        if len(items) == MAX_ITEMS:
            line = next((rest.line for rest in reader.items[at:] if isinstance(rest, _Question)), 0)
            reader.doubt(line, "", f"一份问卷最多 {MAX_ITEMS} 题，后面的没有放进来。")
            break
        key = f"q{at + 1}"
        if isinstance(one, str):
            items.append({"key": key, "kind": Kind.PAGE.value, "label": one[:MAX_LABEL]})
        else:
            items.append({"key": key, **_item(one, reader)})
    if items and items[0]["kind"] == Kind.PAGE:  # the first heading opens no second page
        items[0] = {"key": items[0]["key"], "kind": Kind.NOTE.value, "label": items[0]["label"]}
    title, *intro = reader.head or [""]
    if len(title) > MAX_TITLE:
        title, intro = "", [title, *intro]
    draft = {"title": title, "intro": "\n".join(intro)[:MAX_NOTE], "items": items}
    return {**draft, "thanks": "\n".join(reader.thanks)[:MAX_NOTE]}


def _item(question: _Question, reader: _Reader) -> dict[str, Any]:
    kind = question.kind or _guessed(question)
    if kind in LISTED and not question.choices:
        reader.doubt(question.line, question.text, "是选择题，但下面没有选项。")
    item: dict[str, Any] = {"kind": kind.value, "label": question.label[:MAX_LABEL]}
    if question.is_required:
        item["is_required"] = True
    if kind in LISTED:
        item["choices"] = _listed(question, kind, reader)
        if kind == Kind.MULTIPLE:
            item |= {name: bound for name in ("least", "most") if (bound := getattr(question, name))}
    elif question.choices:
        reader.doubt(question.line, question.text, "不是选择题，下面的选项没有放进问卷。")
    return item


def _guessed(question: _Question) -> Kind:
    if question.choices:
        return Kind.MULTIPLE if question.has_boxes else Kind.SINGLE
    return Kind.PARAGRAPH if LONG.search(question.label) else Kind.TEXT


def _listed(question: _Question, kind: Kind, reader: _Reader) -> list[dict[str, Any]]:
    labels = list(dict.fromkeys(question.choices))
    if len(labels) < len(question.choices):
        reader.doubt(question.line, question.text, "有两个选项是一样的，只留下一个。")
    if len(labels) == 1:
        reader.doubt(question.line, question.text, "只有一个选项。")
    if len(labels) > MAX_CHOICES:
        reader.doubt(question.line, question.text, f"一道题最多 {MAX_CHOICES} 个选项，后面的没有放进来。")
    found: list[dict[str, Any]] = []
    for at, label in enumerate(labels[:MAX_CHOICES], 1):
        shown, has_text = _own_words(label)
        has_text = has_text and kind != Kind.RANKING and not any(one.get("has_text") for one in found)
        choice: dict[str, Any] = {"key": f"a{at}", "label": shown[:MAX_CHOICE]}
        if has_text:
            choice["has_text"] = True
        if kind == Kind.MULTIPLE and ALONE.match(shown):
            choice["is_alone"] = True
        found.append(choice)
    return found


def _own_words(label: str) -> tuple[str, bool]:
    """A choice without the room for own words that is drawn behind it, and whether there is such room."""
    shown = BLANKS.sub("", label).strip(" ：:")
    if OTHER.match(shown):
        return "其他", True
    return shown or label, bool(BLANKS.search(label))

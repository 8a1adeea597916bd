"""Whether answers keep what a questionnaire asks, and how they are kept (FRM-02, FRM-04). No tables, no clock.

The browser runs the same program by `static/questionnaires/judge.js`. Each function here has its like there, under the
same name and in the same order; a test in a real browser compares their verdicts on random questionnaires.
What is typed is what a form sends: for each name the texts under it. Names: a question's key, `key.other` for own
words of a choice (`key.row` for a line of a grid).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from kexie.engines.questionnaires.rules.checks import WORDS, Check, Program
from kexie.engines.questionnaires.rules.expressions import Answer, evaluate, rounded
from kexie.engines.questionnaires.rules.kinds import MAX_DECIMALS, MAX_DIGITS, Kind

Typed = Mapping[str, Sequence[str]]
Answers = dict[str, Any]

OTHER = "other"
BLANK = " \t\n\v\f\r\u00a0\u2028\u2029\u3000\ufeff"
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x3002: 0x2E}
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
LONE = re.compile("[\ud800-\udfff]")
NUMBER = re.compile(r"([+-]?)([0-9]{1,40})(?:\.([0-9]{0,40}))?")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")
TIME = re.compile(r"([0-9]{1,2})[:时点]([0-9]{2})分?")
CODE = re.compile(r"[0-9A-Za-z_-]{1,40}")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_DIGITS = "10X98765432"
USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Fault:
    """What is wrong with an answer: a word of WORDS, what fills its braces, and the asker's own sentence, if any."""

    word: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""

    def __str__(self) -> str:
        return self.message or WORDS[self.word].format(**self.facts)


@dataclass(frozen=True)
class Verdict:
    """What is kept of the answers, what is wrong with them by question, and which questions were shown."""

    answers: Answers
    faults: Mapping[str, Fault]
    shown: Sequence[str]


class Wrong(Exception):
    """Carries a fault out of a check."""

    def __init__(self, word: str, message: str = "", **facts: Any) -> None:
        super().__init__(word)
        self.fault = Fault(word, facts, message)


def judge(program: Program, typed: Typed) -> Verdict:
    """Return the verdict on what was typed; what is not shown is neither asked nor kept. Notes are shown, too."""
    answers: Answers = {}
    faults: dict[str, Fault] = {}
    shown: list[str] = []
    kinds = {step["key"]: Kind(step["kind"]) for step in program["items"]}
    is_open = True
    for step in program["items"]:
        key = step["key"]
        holds = not step["when"] or bool(evaluate(step["when"], answers, kinds))
        if step["kind"] == Kind.PAGE:
            is_open = holds
            continue
        if not (is_open and holds):
            continue
        shown.append(key)
        if step["kind"] == Kind.NOTE:
            continue
        try:
            answers |= _answer(step, typed, answers, kinds)
        except Wrong as wrong:
            faults[key] = replace(wrong.fault, message=step.get("told", {}).get(wrong.fault.word, wrong.fault.message))
    return Verdict(answers, faults, shown)


def _answer(step: Check, typed: Typed, answers: Answers, kinds: Mapping[str, Kind]) -> Answers:
    key = step["key"]
    if step["kind"] == Kind.COMPUTED:
        value = evaluate(step["formula"], answers, kinds)
        if not isinstance(value, Fraction):
            return {}
        return {key: rounded(value, step["decimals"])}
    check = step["check"]
    answer = SHAPES[check["shape"]](check, key, typed)
    if not answer:
        if step["required"]:
            raise Wrong(REQUIRED.get(check["shape"], "required"))
        return {}
    if check["shape"] == "rows" and step["required"] and len(answer) < len(check["rows"]):
        raise Wrong("required_rows", count=len(check["rows"]) - len(answer))
    return {key: answer, **_own_words(check, key, typed, answer)}


def tidy(text: str) -> str:
    r"""Return a text without what cannot be seen, with one kind of line end, and without blanks around it.

    >>> tidy("　甲\r\n乙\u200b ")
    '甲\n乙'
    """
    whole = LONE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return UNSEEN.sub("", whole.replace("\u2028", "\n").replace("\u2029", "\n")).strip(BLANK)


def narrow(text: str) -> str:
    """Return a text with half-width digits, letters and signs, as Chinese keyboards often do not type them.

    >>> narrow("１２。５　％")
    '12.5 %'
    """
    return tidy(text).translate(FULL_WIDTH)


def tight(text: str) -> str:
    """Return a number or code without the blanks that people put in it.

    >>> tight(" 138 0000　5678")
    '13800005678'
    """
    return re.sub(f"[{BLANK}]", "", narrow(text))


def _texts(typed: Typed, name: str) -> list[str]:
    return [text for text in (tidy(text) for text in typed.get(name, ())) if text]


def _one(typed: Typed, name: str) -> str:
    texts = _texts(typed, name)
    return texts[0] if texts else ""


def _choice(check: Check, name: str, typed: Typed) -> Answer:
    chosen = _texts(typed, name)
    if not chosen:
        return None
    if len(chosen) > 1 or chosen[0] not in check["choices"]:
        raise Wrong("unknown")
    return chosen[0]


def _chosen(check: Check, name: str, typed: Typed) -> list[str]:
    chosen = _texts(typed, name)
    if not set(chosen) <= set(check["choices"]):
        raise Wrong("unknown")
    if len(set(chosen)) < len(chosen):
        raise Wrong("repeated")
    if chosen and len(chosen) < check["least"]:
        raise Wrong("few", least=check["least"], count=len(chosen))
    if len(chosen) > check["most"]:
        raise Wrong("many", most=check["most"], count=len(chosen))
    return chosen


def _choices(check: Check, name: str, typed: Typed) -> Answer:
    chosen = _chosen(check, name, typed)
    single = [key for key in check["alone"] if key in chosen]
    if single and len(chosen) > 1:
        raise Wrong("alone", label=check["labels"][single[0]])
    return [key for key in check["choices"] if key in chosen]


def _order(check: Check, name: str, typed: Typed) -> Answer:
    return list(_chosen(check, name, typed))


def _own_words(check: Check, key: str, typed: Typed, answer: Answer) -> Answers:
    for own in check.get("own", ()):
        if own == answer or (isinstance(answer, list) and own in answer):
            words = _one(typed, f"{key}.{OTHER}")
            if not words:
                raise Wrong("own_words", label=check["labels"][own])
            if len(words) > check["own_most"]:
                raise Wrong("long", most=check["own_most"], count=len(words))
            return {f"{key}.{OTHER}": words}
    return {}


def _rows(check: Check, name: str, typed: Typed) -> Answer:
    shape = SHAPES[check["cell"]["shape"]]
    cells = {row: shape(check["cell"], f"{name}.{row}", typed) for row in check["rows"]}
    return {row: cell for row, cell in cells.items() if cell}


def _number(check: Check, name: str, typed: Typed) -> Answer:
    text = tight(_one(typed, name))
    if not text:
        return None
    found = NUMBER.fullmatch(text.replace(",", "") if GROUPED.fullmatch(text) else text)
    if not found:
        raise Wrong("number")
    sign, whole, decimals = found[1], found[2].lstrip("0") or "0", (found[3] or "").rstrip("0")
    if len(whole) > MAX_DIGITS or len(decimals) > MAX_DECIMALS:
        raise Wrong("number")
    if len(decimals) > check["decimals"]:
        raise Wrong("decimals", most=check["decimals"]) if check["decimals"] else Wrong("whole")
    number = f"{whole}.{decimals}" if decimals else whole
    number = f"-{number}" if sign == "-" and number != "0" else number
    if Fraction(number) < Fraction(check["least"]):
        raise Wrong("small", least=check["least"])
    if Fraction(number) > Fraction(check["most"]):
        raise Wrong("large", most=check["most"])
    return number


def _day(check: Check, name: str, typed: Typed) -> Answer:
    text = tight(_one(typed, name))
    if not text:
        return None
    found = DAY.fullmatch(text)
    if not found:
        raise Wrong("day")
    year, month, day = (int(found[at] or found[at + 3]) for at in (1, 2, 3))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= month <= 12 or not 1 <= day <= DAYS[month - 1] + (is_leap and month == 2):
        raise Wrong("day")
    written = f"{year:04d}-{month:02d}-{day:02d}"
    if written < check["least"]:
        raise Wrong("early", least=check["least"])
    if written > check["most"]:
        raise Wrong("late", most=check["most"])
    return written


def _time(check: Check, name: str, typed: Typed) -> Answer:
    text = tight(_one(typed, name))
    if not text:
        return None
    found = TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Wrong("time")
    written = f"{int(found[1]):02d}:{found[2]}"
    if written < check["least"]:
        raise Wrong("before", least=check["least"])
    if written > check["most"]:
        raise Wrong("after", most=check["most"])
    return written


def _text(check: Check, name: str, typed: Typed) -> Answer:
    text = _one(typed, name)
    text = text if check["lines"] else re.sub(r"[\n\t]+", " ", text)
    text = tight(text) if check.get("tight") else text
    text = text.upper() if check.get("upper") else text
    if not text:
        return None
    if len(text) < check["least"]:
        raise Wrong("short", least=check["least"])
    if len(text) > check["most"]:
        raise Wrong("long", most=check["most"], count=len(text))
    if "pattern" in check and not re.fullmatch(check["pattern"], text):
        raise Wrong(check["fault"], check["message"])
    if check.get("digit") and not DIGITS[check["digit"]](text):
        raise Wrong(check["fault"], check["message"])
    return text


def _code(check: Check, name: str, typed: Typed) -> Answer:
    del check
    text = tight(_one(typed, name))
    if text and not CODE.fullmatch(text):
        raise Wrong("code")
    return text or None


def _files(check: Check, name: str, typed: Typed) -> Answer:
    files = _texts(typed, name)
    if not all(CODE.fullmatch(code) for code in files):
        raise Wrong("code")
    if len(set(files)) < len(files):
        raise Wrong("repeated")
    if files and len(files) < check["least"]:
        raise Wrong("few_files", least=check["least"], count=len(files))
    if len(files) > check["most"]:
        raise Wrong("many_files", most=check["most"], count=len(files))
    return files


def has_identity_digit(number: str) -> bool:
    """Whether the last digit of an identity number fits the others (GB 11643-1999).

    >>> has_identity_digit("11010519491231002X"), has_identity_digit("110105194912310021")
    (True, False)
    """
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], IDENTITY_WEIGHTS, strict=True))
    return IDENTITY_DIGITS[total % 11] == number[17]


def has_uscc_digit(code: str) -> bool:
    """Whether the last digit of a unified social credit code fits the others (GB 32100-2015).

    >>> has_uscc_digit("91350100M000100Y43"), has_uscc_digit("91350100M000100Y44")
    (True, False)
    """
    total = sum(USCC_DIGITS.index(digit) * pow(3, at, 31) for at, digit in enumerate(code[:17]))
    return USCC_DIGITS[-total % 31] == code[17]


REQUIRED = {
    "choice": "required_choice",
    "choices": "required_choices",
    "order": "required_choices",
    "files": "required_files",
}
SHAPES: dict[str, Callable[[Check, str, Typed], Answer]] = {
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "rows": _rows,
    "number": _number,
    "day": _day,
    "time": _time,
    "text": _text,
    "code": _code,
    "files": _files,
}
DIGITS: dict[str, Callable[[str], bool]] = {"identity": has_identity_digit, "uscc": has_uscc_digit}

"""What each question asks of an answer, as data: one definition for the browser and the server (FRM-04).

A questionnaire is compiled once into a `Program`; `judging.judge` and `static/questionnaires/judge.js` both run it.
"""

from collections.abc import Callable
from typing import Any

from kexie.engines.questionnaires.rules import patterns
from kexie.engines.questionnaires.rules.definitions import Definition, Item
from kexie.engines.questionnaires.rules.kinds import (
    ACCEPTED,
    BEST_RATING,
    DOCUMENTS,
    MAX_DECIMALS,
    MAX_FILES,
    MAX_LINE,
    MAX_MEGABYTES,
    MAX_TEXT,
    SILENT,
    Kind,
)

Check = dict[str, Any]
Program = dict[str, Any]  # JSON

# What is wrong, in words; in the braces stands what the check knows.
WORDS = {
    "required": "请填写这一题。",
    "required_choice": "请选择一项。",
    "required_choices": "请至少选择一项。",
    "required_files": "请上传。",
    "required_rows": "请把每一行都填好，还差 {count} 行。",
    "unknown": "这个选项已经没有了，请重新选择。",
    "repeated": "同一项选了两次。",
    "alone": "“{label}”不能和别的选项一起选。",
    "few": "请至少选 {least} 项，现在选了 {count} 项。",
    "many": "最多选 {most} 项，现在选了 {count} 项。",
    "own_words": "请写明“{label}”是什么。",
    "short": "请至少写 {least} 个字。",
    "long": "最多 {most} 个字，现在有 {count} 个字。",
    "number": "请填写数字，例如 12 或 3.5。",
    "small": "请填写不小于 {least} 的数。",
    "large": "请填写不大于 {most} 的数。",
    "whole": "请填写整数。",
    "decimals": "最多 {most} 位小数。",
    "day": "请像 2026-05-01 这样填写日期。",
    "early": "请填写 {least} 或以后的日期。",
    "late": "请填写 {most} 或以前的日期。",
    "time": "请像 09:30 这样填写时间。",
    "before": "请填写 {least} 或更晚的时间。",
    "after": "请填写 {most} 或更早的时间。",
    "pattern": "这里的写法不对，请检查。",
    "mobile": "请填写 11 位手机号，例如 13800005678。",
    "email": "请填写电子邮箱，例如 name@example.org。",
    "identity": "身份证号不对，请核对每一位，最后一位可能是 X。",
    "uscc": "统一社会信用代码不对，请核对 18 位数字和大写字母。",
    "code": "请从列表里选择。",
    "lost_files": "有的文件已经过期，请去掉后重新上传。",
    "few_files": "请至少上传 {least} 个文件，现在有 {count} 个。",
    "many_files": "最多上传 {most} 个文件，现在有 {count} 个。",
}
PATTERNS = {
    Kind.MOBILE: "1[3-9][0-9]{9}",
    Kind.EMAIL: r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9][A-Za-z0-9.\-]{0,200}\.[A-Za-z]{2,24}",
    Kind.IDENTITY: "[1-9][0-9]{16}[0-9X]",
    Kind.USCC: "[0-9A-HJ-NPQRTUWXY]{18}",
}
BOUNDED = {
    "number": ("small", "large"),
    "day": ("early", "late"),
    "time": ("before", "after"),
    "text": ("short", "long"),
    "choices": ("few", "many"),
    "order": ("few", "many"),
}
MAX_NAME = 60
MOST = "999999999999999"
MAX_MONEY = "999999999999.99"
MAX_OWN_WORDS = 200


def program(definition: Definition) -> Program:
    """Return what the browser and the server need to judge answers; the definition has no fault (`proofreading`)."""
    return {"items": [_step(item) for item in definition.items]}


def _step(item: Item) -> Check:
    step: Check = {"key": item.key, "kind": item.kind.value, "when": item.when}
    if item.kind in SILENT:
        return step
    if item.kind == Kind.COMPUTED:
        return {**step, "formula": item.formula, "decimals": item.decimals}
    asked = check(item)
    told = dict.fromkeys(_bounded(item, asked), item.message) if item.message else {}
    return {**step, "required": item.is_required, "check": asked, **({"told": told} if told else {})}


def _bounded(item: Item, asked: Check) -> list[str]:
    """The faults of which the maker's own sentence tells: those of the bounds that the maker set."""
    least, most = BOUNDED.get(asked.get("cell", asked)["shape"], ("", ""))
    return [word for word, bound in ((least, item.least), (most, item.most)) if word and bound]


def check(item: Item) -> Check:
    """Return what one question asks of its answer; `shape` says how it is read."""
    return CHECKS.get(item.kind, _text)(item)


def _choice(item: Item) -> Check:
    return {"shape": "choice", **_choices(item)}


def _several(item: Item) -> Check:
    return {"shape": "choices", **_choices(item), **_counts(item, least=0, most=len(item.choices))}


def _order(item: Item) -> Check:
    ranked = len(item.choices)
    return {"shape": "order", **_choices(item), **_counts(item, least=ranked, most=ranked)}


def _rows(item: Item) -> Check:
    return {"shape": "rows", "rows": [row.key for row in item.rows], "cell": _cell(item)}


def _day(item: Item) -> Check:
    return {"shape": "day", "least": item.least or "1900-01-01", "most": item.most or "2100-12-31"}


def _time(item: Item) -> Check:
    return {"shape": "time", "least": item.least or "00:00", "most": item.most or "23:59"}


def _code(item: Item) -> Check:
    del item
    return {"shape": "code"}


def _choices(item: Item) -> Check:
    labels = {choice.key: choice.label for choice in item.choices if choice.has_text or choice.is_alone}
    return {
        "choices": [choice.key for choice in item.choices],
        "own": [choice.key for choice in item.choices if choice.has_text],
        "alone": [choice.key for choice in item.choices if choice.is_alone],
        "labels": labels,
        "own_most": MAX_OWN_WORDS,
    }


def _counts(item: Item, *, least: int, most: int) -> Check:
    return {"least": int(item.least or least), "most": int(item.most or most)}


def _cell(item: Item) -> Check:
    if item.kind == Kind.GRID_NUMBER:
        return {
            "shape": "number",
            "least": item.least or f"-{MOST}",
            "most": item.most or MOST,
            "decimals": item.decimals,
        }
    shape = "choice" if item.kind == Kind.GRID else "choices"
    listed = {"shape": shape, **_choices(item)}
    return listed if item.kind == Kind.GRID else {**listed, "least": 0, "most": len(item.choices)}


def _number(item: Item) -> Check:
    bounds = {
        Kind.NUMBER: (f"-{MOST}", MOST, item.decimals),
        Kind.MONEY: ("0", MAX_MONEY, 2),
        Kind.RATING: ("1", item.most or "5", 0),
        Kind.NPS: ("0", str(BEST_RATING), 0),
    }
    least, most, decimals = bounds[item.kind]
    if item.kind in {Kind.NUMBER, Kind.MONEY}:
        least, most = item.least or least, item.most or most
    return {"shape": "number", "least": least, "most": most, "decimals": min(decimals, MAX_DECIMALS)}


def _files(item: Item) -> Check:
    accept = item.accept or list(DOCUMENTS if item.kind == Kind.FILE else ACCEPTED[item.kind])
    most = 1 if item.kind == Kind.SIGNATURE else int(item.most or 1)
    return {
        "shape": "files",
        "least": int(item.least or 0),
        "most": min(most, MAX_FILES),
        "accept": accept,
        "megabytes": item.megabytes or MAX_MEGABYTES,
    }


def _text(item: Item) -> Check:
    longest = {Kind.PARAGRAPH: MAX_TEXT, Kind.TEXT: MAX_LINE, Kind.NAME: MAX_NAME}.get(item.kind, MAX_LINE)
    text: Check = {
        "shape": "text",
        "lines": item.kind == Kind.PARAGRAPH,
        "least": int(item.least or 0) if item.kind in {Kind.TEXT, Kind.PARAGRAPH} else 0,
        "most": int(item.most or longest) if item.kind in {Kind.TEXT, Kind.PARAGRAPH} else longest,
    }
    if item.kind in PATTERNS:
        return {**text, "tight": True, "upper": item.kind in {Kind.IDENTITY, Kind.USCC}, **_exact(item)}
    if item.pattern:
        return {**text, "pattern": patterns.plain(item.pattern), "fault": "pattern", "message": item.message}
    return text


def _exact(item: Item) -> Check:
    digit = item.kind.value if item.kind in {Kind.IDENTITY, Kind.USCC} else ""
    return {"pattern": PATTERNS[item.kind], "fault": item.kind.value, "message": item.message, "digit": digit}


CHECKS: dict[Kind, Callable[[Item], Check]] = {
    **dict.fromkeys((Kind.SINGLE, Kind.DROPDOWN), _choice),
    Kind.MULTIPLE: _several,
    Kind.RANKING: _order,
    **dict.fromkeys((Kind.GRID, Kind.GRID_MULTIPLE, Kind.GRID_NUMBER), _rows),
    **dict.fromkeys((Kind.NUMBER, Kind.MONEY, Kind.RATING, Kind.NPS), _number),
    Kind.DATE: _day,
    Kind.TIME: _time,
    **dict.fromkeys((Kind.REGION, Kind.ORGANISATION), _code),
    **dict.fromkeys((Kind.FILE, Kind.IMAGE, Kind.SIGNATURE), _files),
}

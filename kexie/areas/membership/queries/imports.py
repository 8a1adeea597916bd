"""A table of members to be entered: what stands in it, and what is wrong with each row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from kexie.areas.membership import rules
from kexie.areas.membership.models import IDENTITY, MOBILE, MemberQuerySet
from kexie.core.cipher import blind_indexes
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.rules import NO_DAY, Column, Fault, Row, day
from kexie.foundation.people import rules as people

BATCH = 5_000
YEAR = re.compile(r"(\d{4})年?", re.ASCII)


def _codes(labels: Any) -> dict[str, str]:  # noqa: ANN401 - any enumeration with its labels
    return {label: word.value for word, label in labels.items()}


CODES = {
    "sex": _codes(rules.SEX_LABELS),
    "category": _codes(rules.CATEGORY_LABELS),
    "rank": _codes(rules.RANK_LABELS),
    "education": _codes(rules.EDUCATION_LABELS),
}
COLUMNS = (
    Column("name", "姓名", example="示例·王敏", required=True, max_length=60),
    Column(
        "mobile",
        "手机号",
        example="19900000001",
        max_length=30,
        help="手机号和身份证号至少填一项，本人凭它认领会员身份。",
    ),
    Column("identity", "身份证号", width=24, max_length=30, help="18 位，加密保存。单元格请设为“文本”格式。"),
    Column("sex", "性别", width=8, choices=tuple(CODES["sex"]), help="填了身份证号的可以不填。"),
    Column("birth_year", "出生年份", width=12, max_length=10, help="填了身份证号的可以不填。"),
    Column("email", "邮箱", width=24, max_length=120),
    Column("department", "部门", example="研发部", width=20, max_length=60),
    Column("post", "岗位", max_length=60),
    Column("category", "人员类别", example="科技人员", required=True, choices=tuple(CODES["category"])),
    Column("rank", "职称或技能等级", width=18, choices=tuple(CODES["rank"])),
    Column("education", "学历", choices=tuple(CODES["education"])),
    Column("discipline", "专业领域", width=20, max_length=60),
    Column("joined_on", "入会日期", example="2024-05-01", width=14, max_length=30, help="不填就是导入当天。"),
)
LABELS = {column.name: column.label for column in COLUMNS}


@dataclass
class Checked:
    """What a table asks for, and what is wrong with it."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def template() -> bytes:
    """Return the table to fill in."""
    return sheets.template(COLUMNS, title="批量登记会员", most=rules.MAX_ROWS)


def checked(rows: Sequence[Row], roll: MemberQuerySet, *, today: date) -> Checked:
    """Look at all rows; `roll` are the members of the body who are on its roll."""
    found = Checked()
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        wrong: list[tuple[str, str]] = []
        typed = _typed(row, today, wrong)
        wrong += _repeated(row.number, typed, seen)
        found.asked.append(typed)
        found.faults += [(row.number, label, what) for label, what in wrong]
    found.faults += _known(rows, found.asked, roll)
    found.faults.sort(key=lambda fault: fault[0])
    return found


def _typed(row: Row, today: date, wrong: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what a row says, as actions take it; what is wrong with it is added to `wrong`."""
    typed: dict[str, Any] = {name: row[name] for name in ("name", "department", "post", "discipline")}
    typed |= {name: codes.get(row[name], "") for name, codes in CODES.items()}
    for name, clean in (("mobile", people.mobile), ("identity", rules.clean_identity), ("email", people.email)):
        typed[name] = _cleaned(name, row[name], clean, wrong)
    typed["birth_year"] = _year(row, wrong)
    typed["joined_on"] = _day(row, today, wrong)
    if not row["mobile"] and not row["identity"]:
        wrong.append((LABELS["mobile"], "手机号和身份证号至少填写一项。"))
    year = rules.birth_year(typed["identity"]) or typed["birth_year"]
    for rule in (
        partial(rules.require_sex, sex=typed["sex"], identity=typed["identity"]),
        partial(rules.require_born, year=year, today=today),
        partial(rules.require_joined, typed["joined_on"], today=today),
    ):
        try:
            rule()
        except ValidationError as refusal:
            wrong += _said(refusal)
    return typed


def _cleaned(name: str, text: str, clean: Any, wrong: list[tuple[str, str]]) -> str:  # noqa: ANN401 - a rule
    try:
        return str(clean(text))
    except ValidationError as refusal:
        wrong += _said(refusal)
        return ""


def _year(row: Row, wrong: list[tuple[str, str]]) -> int | None:
    if not (text := row["birth_year"]):
        return None
    if not (parts := YEAR.fullmatch(text)):
        wrong.append((LABELS["birth_year"], "请填四位年份，例如 1985。"))
        return None
    return int(parts[1])


def _day(row: Row, today: date, wrong: list[tuple[str, str]]) -> date:
    if not (text := row["joined_on"]):
        return today
    if (found := day(text)) is None:
        wrong.append((LABELS["joined_on"], NO_DAY))
    return found or today


def _repeated(number: int, typed: Mapping[str, Any], seen: dict[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """Give what stood in an earlier row already: the same person twice."""
    for name in ("identity", "mobile"):
        if typed[name] and (former := seen.setdefault((name, typed[name]), number)) != number:
            yield LABELS[name], f"与第 {former} 行相同，同一个人只能出现一次。"


def _known(rows: Sequence[Row], asked: Sequence[Mapping[str, Any]], roll: MemberQuerySet) -> Iterator[Fault]:
    """Give the rows of people whom the roll has already."""
    for name, purpose in (("identity", IDENTITY), ("mobile", MOBILE)):
        where = {
            index: row.number
            for row, typed in zip(rows, asked, strict=True)
            if typed[name]
            for index in blind_indexes(typed[name], purpose=purpose)
        }
        indexes = list(where)
        column = f"{name}_index"
        for start in range(0, len(indexes), BATCH):
            same = roll.filter(**{f"{column}__in": indexes[start : start + BATCH]})
            for index, number in same.values_list(column, "number"):
                what = f"名册里已有同一{LABELS[name]}的会员（会员号 {rules.printed(number)}）。"
                yield where[index], LABELS[name], what


def _said(refusal: ValidationError) -> list[tuple[str, str]]:
    """Return a rule's refusal by column."""
    told: Mapping[str, Any] = refusal.message_dict if hasattr(refusal, "error_dict") else {"name": refusal.messages}
    return [(LABELS.get(name, LABELS["name"]), words) for name, lines in told.items() for words in lines]

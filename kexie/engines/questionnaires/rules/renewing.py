"""What changes when a questionnaire that people answer goes over to a new version (FRM-05). No tables, no clock."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from kexie.engines.questionnaires.rules.definitions import Choice, Definition, Item, Row
from kexie.engines.questionnaires.rules.kinds import KIND_LABELS, Kind

# Kinds that may take each other's place: their answers are kept and counted alike.
ALIKE = ({Kind.SINGLE, Kind.DROPDOWN}, {Kind.TEXT, Kind.PARAGRAPH}, {Kind.PAGE}, {Kind.NOTE})
SAID = {
    "hint": "填写提示改了",
    "note": "说明改了",
    "when": "显示条件改了",
    "formula": "算式改了",
    "unit": "单位改了",
    "is_shuffled": "选项的排列改了",
    "default": "默认内容改了",
    "carry": "自动填入改了",
    "picture": "图片改了",
}
ASKED = ("least", "most", "decimals", "pattern", "message", "accept")


@dataclass(frozen=True)
class Difference:
    """What a new version changes about one item, or about the whole where there is no place."""

    place: str
    label: str
    sentences: tuple[str, ...]


def differences(before: Definition, now: Definition) -> list[Difference]:
    """Return what the later of two versions changes, as people count questions in it."""
    old, new = ({item.key: item for item in one.items} for one in (before, now))
    found = [Difference("", "整份问卷", tuple(said))] if (said := [*_whole(before, now)]) else []
    for key, item in new.items():
        sentences = tuple(_changes(old[key], item)) if key in old else ("新增",)
        if sentences:
            found.append(Difference(now.place(key), _called(item), sentences))
    for key, item in old.items():
        if key not in new:
            found.append(Difference("", _called(item), (f"删除（原来的{before.place(key) or '内容'}）",)))
    return found


def _called(item: Item) -> str:
    return item.label or item.note[:40] or KIND_LABELS[item.kind]


def _whole(before: Definition, now: Definition) -> Iterator[str]:
    for name, word in (("title", "标题"), ("intro", "开头的话"), ("thanks", "填完以后的话")):
        if getattr(before, name) != getattr(now, name):
            yield f"{word}改了"
    old, new = ([item.key for item in one.items] for one in (before, now))
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield "题目的先后改了"


def _changes(old: Item, new: Item) -> Iterator[str]:
    if old.kind != new.kind:
        yield f"题型由“{KIND_LABELS[old.kind]}”改为“{KIND_LABELS[new.kind]}”"
    if old.label != new.label:
        yield f"题目原来是“{old.label}”"
    if old.is_required != new.is_required:
        yield "改为必填" if new.is_required else "改为选填"
    yield from _listed("选项", old.choices, new.choices)
    yield from _listed("行", old.rows, new.rows)
    if any(getattr(old, name) != getattr(new, name) for name in ASKED):
        yield "填写要求改了"
    for name, sentence in SAID.items():
        if getattr(old, name) != getattr(new, name):
            yield sentence


def _listed(word: str, old: Iterable[Choice | Row], new: Iterable[Choice | Row]) -> Iterator[str]:
    before, now = ({one.key: one for one in rows} for rows in (old, new))
    for key, one in now.items():
        if key not in before:
            yield f"{word}新增“{one.label}”"
        elif before[key].label != one.label:
            yield f"{word}“{before[key].label}”改为“{one.label}”"
        elif before[key] != one:
            yield f"{word}“{one.label}”的设置改了"
    for key, one in before.items():
        if key not in now:
            yield f"{word}删除“{one.label}”"
    if [key for key in before if key in now] != [key for key in now if key in before]:
        yield f"{word}的先后改了"


def require_alike(earlier: Iterable[Definition], now: Definition) -> None:
    """Refuse a version in which a question that was answered before asks for something of another kind."""
    kinds: dict[str, Kind] = {}
    for definition in earlier:
        kinds |= {item.key: item.kind for item in definition.items}
    for item in now.items:
        former = kinds.get(item.key, item.kind)
        if former != item.kind and not any({former, item.kind} <= some for some in ALIKE):
            raise ValidationError(
                f"{now.place(item.key) or '这一项'}“{_called(item)}”原来是{KIND_LABELS[former]}题，已经有人回答，"
                "不能换成别的题型。请删除这一题，另加一题。"
            )


def require_room_for(label: str, *, most: int, taken: int) -> None:
    """Refuse a quota that was passed before it was set."""
    if taken > most:
        raise ValidationError(f"“{label}”已经有 {taken} 人选了，名额不能少于这个数。")


def used(definitions: Iterable[Definition]) -> dict[str, Any]:
    """Return the keys that versions have used, which mean something in answers and so are never given again."""
    items: dict[str, None] = {}
    choices: dict[str, dict[str, None]] = {}
    rows: dict[str, dict[str, None]] = {}
    for definition in definitions:
        for item in definition.items:
            items[item.key] = None
            choices.setdefault(item.key, {}).update(dict.fromkeys(one.key for one in item.choices))
            rows.setdefault(item.key, {}).update(dict.fromkeys(one.key for one in item.rows))
    return {"items": list(items), "choices": _lists(choices), "rows": _lists(rows)}


def _lists(keys: Mapping[str, Mapping[str, None]]) -> dict[str, list[str]]:
    return {key: list(some) for key, some in keys.items() if some}

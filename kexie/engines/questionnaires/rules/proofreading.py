"""What is wrong with a questionnaire before anybody answers it: told to its maker. No tables, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from kexie.engines.questionnaires.rules import expressions, patterns
from kexie.engines.questionnaires.rules.checks import check, program
from kexie.engines.questionnaires.rules.definitions import SCHEMA, Definition, Item
from kexie.engines.questionnaires.rules.expressions import (
    COMPARISONS,
    ORDERED,
    Senseless,
    Type,
    evaluate,
    references,
    type_of,
)
from kexie.engines.questionnaires.rules.judging import OTHER, judge
from kexie.engines.questionnaires.rules.kinds import (
    ACCEPTED,
    CARRIED,
    DEFAULTED,
    GRIDS,
    KIND_LABELS,
    MAX_FILES,
    MAX_RANKED,
    NUMERIC,
    ONE_OF,
    SILENT,
    UPLOADED,
    WITH_CHOICES,
    Kind,
)

MAX_TRIED = 20_000  # combinations of answers that are tried to find out whether an item can ever be shown


@dataclass(frozen=True)
class Flaw:
    """What is wrong with an item, or with the whole where the key is empty."""

    key: str
    sentence: str


def flaws(definition: Definition) -> list[Flaw]:
    """Return everything that stands in the way of publishing, in the order of the items."""
    found = [*_whole(definition)]
    kinds: dict[str, Kind] = {}
    keys: set[str] = set()
    for item in definition.items:
        if item.key in keys:
            found.append(Flaw(item.key, "有两道题用了同一个编号。"))
        sentences = [*_item(item), *_expressions(item, kinds)]
        found += [Flaw(item.key, sentence) for sentence in sentences]
        keys.add(item.key)
        if item.kind not in SILENT:
            kinds[item.key] = item.kind
    if not found:
        found += [
            Flaw(key, "按现在的显示条件，这道题永远不会出现，请检查条件是否互相矛盾。") for key in never(definition)
        ]
    return found


def drawable(definition: Definition) -> Definition:
    """Return a questionnaire that can be drawn: items with a flaw without their conditions, bounds and patterns."""
    faulty = {flaw.key for flaw in flaws(definition)}
    kept = {item.key: item for item in definition.items if item.kind != Kind.COMPUTED or item.key not in faulty}
    bare = {"when": [], "formula": [], "least": "", "most": "", "pattern": ""}
    items = [item.model_copy(update=bare) if key in faulty else item for key, item in kept.items()]
    return definition.model_copy(update={"items": items})


def _whole(definition: Definition) -> Iterator[Flaw]:
    if not definition.title:
        yield Flaw("", "请写问卷的标题。")
    if not any(item.is_asked for item in definition.items):
        yield Flaw("", "问卷里还没有题目。")


def _item(item: Item) -> Iterator[str]:
    if item.kind not in {Kind.PAGE, Kind.NOTE} and not item.label:
        yield "请写题目。"
    if item.kind == Kind.NOTE and not (item.label or item.note or item.picture):
        yield "说明文字是空的。"
    if item.kind in WITH_CHOICES:
        yield from _choices(item)
    if item.kind in UPLOADED:
        yield from _uploads(item)
    if item.kind in GRIDS:
        yield from _listed([row.label for row in item.rows], [row.key for row in item.rows], "行", least=1)
    if item.kind == Kind.RANKING and len(item.choices) > MAX_RANKED:
        yield f"排序题最多 {MAX_RANKED} 项。"
    if item.pattern:
        try:
            patterns.plain(item.pattern)
        except patterns.Unreadable as unreadable:
            yield f"{unreadable}。"
            return
    told = [*_bounds(item)]
    yield from told
    if not told:
        yield from _first(item)


def _first(item: Item) -> Iterator[str]:
    """What stands there at first must be an answer that is taken."""
    if item.carry and item.carry != CARRIED.get(item.kind):
        yield "这种题不能自动填入账号里的资料。"
    if not item.default:
        return
    if item.kind not in DEFAULTED:
        yield f"{KIND_LABELS[item.kind]}题不能有默认值。"
        return
    alone = item.model_copy(update={"when": []})
    typed = item.default.split() if item.kind == Kind.MULTIPLE else [item.default]
    own = {f"{item.key}.{OTHER}": [OTHER]}  # which is written later
    asked = program(Definition(schema=SCHEMA, title="", items=[alone]))
    for fault in judge(asked, {item.key: typed, **own}).faults.values():
        yield f"默认值不合这道题的要求：{fault}"


def _uploads(item: Item) -> Iterator[str]:
    if set(item.accept) - set(ACCEPTED[item.kind]):
        yield "有的文件格式不能收，请重新勾选。"
    if item.most.isdigit() and not 1 <= int(item.most) <= MAX_FILES:
        yield f"最多能收 1 到 {MAX_FILES} 个文件。"


def _choices(item: Item) -> Iterator[str]:
    yield from _listed([one.label for one in item.choices], [one.key for one in item.choices], "选项", least=2)
    if sum(choice.has_text for choice in item.choices) > 1:
        yield "一道题只能有一个可以填写文字的选项。"
    if item.kind in GRIDS and any(choice.has_text or choice.quota for choice in item.choices):
        yield "矩阵题的选项不能填写文字，也不能限名额。"
    if item.kind == Kind.RANKING and any(choice.quota for choice in item.choices):
        yield "排序题的选项不能限名额。"


def _listed(labels: Sequence[str], keys: Sequence[str], word: str, *, least: int) -> Iterator[str]:
    if len(labels) < least:
        yield f"至少要有 {least} 个{word}。"
    if not all(labels):
        yield f"有的{word}没有写文字。"
    given = [label for label in labels if label]
    if len(set(given)) < len(given) or len(set(keys)) < len(keys):
        yield f"有两个{word}是一样的。"


def _bounds(item: Item) -> Iterator[str]:
    """The bounds must be of the kind's own sort, and the lower one not above the upper one."""
    wanted = "day" if item.kind == Kind.DATE else "time" if item.kind == Kind.TIME else "number"
    if any(bound and _sort(bound) != wanted for bound in (item.least, item.most)):
        yield f"{KIND_LABELS[item.kind]}的上下限写得不对。"
        return
    is_counted = wanted == "number" and item.kind not in {Kind.NUMBER, Kind.MONEY, Kind.GRID_NUMBER}
    if is_counted and any(bound and not bound.isdigit() for bound in (item.least, item.most)):
        yield "上下限要填不小于 0 的整数。"
        return
    if item.kind in SILENT or item.kind == Kind.COMPUTED:
        return
    asked = check(item)
    asked = asked.get("cell", asked)
    least, most = asked.get("least"), asked.get("most")
    if least is None or most is None:
        return
    is_wrong = Fraction(least) > Fraction(most) if wanted == "number" else least > most
    if is_wrong:
        yield "下限比上限大了。"
    if item.kind in WITH_CHOICES and "choices" in asked and int(asked.get("least", 0)) > len(item.choices):
        yield "至少要选的项数比选项还多。"


def _sort(bound: str) -> str:
    if ":" in bound:
        return "time"
    return "day" if bound.count("-") == 2 else "number"


def _expressions(item: Item, kinds: Mapping[str, Kind]) -> Iterator[str]:
    for expression, wanted, what in ((item.when, Type.TRUTH, "显示条件"), (item.formula, Type.NUMBER, "算式")):
        if not expression:
            continue
        try:
            given = type_of(expression, kinds)
        except Senseless as senseless:
            yield f"{what}有问题：{senseless}。"
            continue
        if given != wanted:
            yield f"{what}有问题：结果应当是{'是或否' if wanted == Type.TRUTH else '数字'}。"
        elif expressions.size(expression) > expressions.MAX_WORDS:
            yield f"{what}太长了。"
    if item.kind == Kind.COMPUTED and not item.formula:
        yield "请写算式。"
    if item.kind != Kind.COMPUTED and item.formula:
        yield "只有自动计算的题才有算式。"


def never(definition: Definition) -> list[str]:
    """Return the keys of items that no answers bring up; those that would take too long to find out are left alone."""
    items = {item.key: item for item in definition.items}
    kinds = {item.key: item.kind for item in definition.questions}
    opening = {item.key: start for start, page in definition.pages() for item in page}
    hidden: list[str] = []
    for item in definition.items:
        conditions = [one.when for one in (opening.get(item.key), item) if one and one.when]
        if conditions and _is_impossible(["and", *conditions], items, opening, kinds):
            hidden.append(item.key)
    return hidden


def _is_impossible(
    condition: list[Any], items: Mapping[str, Item], opening: Mapping[str, Item | None], kinds: Mapping[str, Kind]
) -> bool:
    needed = _needed(condition, items, opening)
    if not all(_is_plain(one) for one in (condition, *(items[key].when for key in needed)) if one):
        return False
    if any(items[key].kind == Kind.COMPUTED for key in needed):
        return False
    marks = _marks([condition, *(items[key].when for key in needed)])
    tried = {key: _tries(items[key], marks) for key in needed}
    combinations = 1
    for some in tried.values():
        combinations *= len(some)
    if combinations > MAX_TRIED:
        return False
    in_order = [key for key in items if key in tried]
    for given in product(*(tried[key] for key in in_order)):
        answers: dict[str, Any] = {}
        for key, answer in zip(in_order, given, strict=True):
            start = opening.get(key)
            conditions = [one.when for one in (start, items[key]) if one and one.when]
            if answer is not None and all(evaluate(one, answers, kinds) for one in conditions):
                answers[key] = answer
        if evaluate(condition, answers, kinds):
            return False
    return True


def _needed(condition: list[Any], items: Mapping[str, Item], opening: Mapping[str, Item | None]) -> set[str]:
    """The questions that a condition asks about, and those that decide whether these are shown."""
    needed: set[str] = set()
    waiting = set(references(condition))
    while waiting:
        key = waiting.pop()
        needed.add(key)
        for one in (items[key], opening.get(key)):
            waiting |= set(references(one.when)) - needed if one and one.when else set()
    return needed


def _is_plain(condition: list[Any]) -> bool:
    """Whether every comparison is of one answer with something fixed, so that trying the fixed values is enough."""
    word, *parts = condition
    if word in COMPARISONS:
        return sorted(part[0] for part in parts) in (["number", "ref"], ["ref", "text"])
    if word in {"and", "or", "not"}:
        return all(_is_plain(part) for part in parts)
    return word in {"answered", "chosen"}


def _marks(conditions: Sequence[list[Any]]) -> set[str]:
    """The numbers and texts that conditions compare with."""
    found: set[str] = set()
    for condition in conditions:
        if condition and condition[0] in {"number", "text"}:
            found.add(str(condition[1]))
        found |= _marks([part for part in condition[1:] if isinstance(part, list)])
    return found


def _tries(item: Item, marks: set[str]) -> list[Any]:
    """Answers of which at least one brings about whatever can be brought about; None for no answer."""
    if item.kind in ONE_OF:
        return [None, *(choice.key for choice in item.choices)]
    if item.kind == Kind.MULTIPLE and len(item.choices) <= 10:
        keys = [choice.key for choice in item.choices]
        chosen = [[key for at, key in enumerate(keys) if bits >> at & 1] for bits in range(1, 2 ** len(keys))]
        asked = check(item)
        return [None, *(some for some in chosen if asked["least"] <= len(some) <= asked["most"])]
    if item.kind in NUMERIC:
        return [None, *_numbers(check(item), marks)]
    if item.kind in ORDERED:
        asked = check(item)
        return [None, *sorted(marks | {asked["least"], asked["most"]})]
    if item.kind in {Kind.TEXT, Kind.PARAGRAPH, Kind.REGION}:
        return [None, "\0", *marks]
    return [None] * (MAX_TRIED + 1)


def _numbers(asked: Mapping[str, Any], marks: set[str]) -> list[str]:
    """The numbers at, just beside and between what is compared with, within the bounds of the question."""
    points = {Fraction(asked["least"]), Fraction(asked["most"])}
    for mark in marks:
        try:
            points.add(Fraction(mark))
        except ValueError:
            continue
    step = Fraction(1, 10 ** asked["decimals"])
    near = {point + shift for point in points for shift in (-step, Fraction(0), step)}
    inside = [one for one in near if Fraction(asked["least"]) <= one <= Fraction(asked["most"])]
    whole = [one for one in inside if (one / step).denominator == 1]
    return [expressions.rounded(one, asked["decimals"]) for one in sorted(whole)]


def told(flaw: Flaw, definition: Definition) -> str:
    """Return a flaw with the place it is at, as people count questions."""
    place = definition.place(flaw.key)
    return f"{place}：{flaw.sentence}" if place else flaw.sentence

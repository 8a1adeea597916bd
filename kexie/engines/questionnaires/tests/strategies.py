"""Random questionnaires without a flaw, and answers that people and machines might type into them."""

from typing import Any

from hypothesis import strategies as st

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.rules import Kind
from kexie.engines.questionnaires.rules.expressions import MANY, ORDERED, TEXTUAL
from kexie.engines.questionnaires.rules.kinds import LISTED, NUMERIC, SILENT

KINDS = list(Kind)
NUMBERS = st.sampled_from(["0", "1", "-1", "2.5", "0.1", "0.3", "7", "100", "999999999999999"])
# Texts near to what each kind takes, in the ways that people and their keyboards write it, and plain rubbish.
NEAR = st.sampled_from(
    "１２　３.５ 1,234 12,34 １２。５ -0 +7 007 0.000001 0.0000001 1e5 ½ ٣ 十 2026-2-29 2024-02-29 ２０２６年1月5日 "
    "20260230 9:05 ２３：59 24:00 9点05分 13800005678 138-0000-5678 １３８００００５６７８ a@b.cn a@b "
    "11010519491231002x 11010519491231002X 110105194912310021 91350100M000100Y43 "
    "91350100m000100y43 91350100M000100Y44 𠮷𠮷 \u200b a1 a2 a9 constructor __proto__ 0 3 5 6 10 11".split(" ")
)
RUBBISH = st.text(max_size=12) | st.text("0123456789.-+,：年月日Xx \u3000\u2028\ufeff\x85\x1f\ud800", max_size=12)
TEXTS = NEAR | RUBBISH


@st.composite
def expressions(  # noqa: PLR0911 - a way for each word
    draw: st.DrawFn, kinds: dict[str, Kind], wanted: str, depth: int = 2
) -> list[Any]:
    """Give an expression of a type over questions of these kinds."""
    if wanted == "number":
        numeric = [["ref", key] for key, kind in kinds.items() if kind in NUMERIC]
        counted = [["count", key] for key, kind in kinds.items() if kind in MANY]
        leaves = (
            st.sampled_from([*numeric, *counted]) if numeric or counted else NUMBERS.map(lambda one: ["number", one])
        )
        if not depth:
            return draw(leaves | NUMBERS.map(lambda one: ["number", one]))
        word = draw(st.sampled_from(["+", "-", "*", "/", "min", "max", "if"]))
        if word == "if":
            condition = draw(expressions(kinds, "truth", depth - 1))
            return ["if", condition, *(draw(expressions(kinds, "number", depth - 1)) for _ in range(2))]
        return [word, *(draw(expressions(kinds, "number", depth - 1)) for _ in range(draw(st.integers(2, 3))))]
    ways = ["compare"]
    ways += ["answered"] if kinds else []
    listed = [key for key, kind in kinds.items() if kind in LISTED]
    textual = [key for key, kind in kinds.items() if kind in TEXTUAL]
    ways += ["chosen"] if listed else []
    ways += ["text"] if textual else []
    ways += ["and", "or", "not"] if depth else []
    way = draw(st.sampled_from(ways))
    if way == "answered":
        return ["answered", draw(st.sampled_from(list(kinds)))]
    if way == "chosen":
        return ["chosen", draw(st.sampled_from(listed)), draw(st.sampled_from(["a1", "a2", "a9"]))]
    if way == "text":
        key = draw(st.sampled_from(textual))
        words = ["=", "!=", "<", ">="] if kinds[key] in ORDERED else ["=", "!="]
        return [
            draw(st.sampled_from(words)),
            ["ref", key],
            ["text", draw(st.sampled_from(["a1", "2026-01-01", "09:05"]))],
        ]
    if way == "compare":
        word = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
        return [word, *(draw(expressions(kinds, "number", max(depth - 1, 0))) for _ in range(2))]
    parts = 1 if way == "not" else draw(st.integers(1, 3))
    return [way, *(draw(expressions(kinds, "truth", depth - 1)) for _ in range(parts))]


@st.composite
def _items(draw: st.DrawFn, key: str, kinds: dict[str, Kind]) -> dict[str, Any]:  # noqa: C901 - a part for each kind
    kind = draw(st.sampled_from(KINDS))
    item: dict[str, Any] = {"key": key, "kind": kind.value, "label": "题目"}
    has_condition = draw(st.booleans())
    if kinds and has_condition:
        item["when"] = draw(expressions(kinds, "truth"))
    if kind in SILENT:
        return item
    if kind == Kind.COMPUTED:
        return {**item, "formula": draw(expressions(kinds, "number")), "decimals": draw(st.integers(0, 6))}
    item["is_required"] = draw(st.booleans())
    if kind in LISTED or kind in {Kind.GRID, Kind.GRID_MULTIPLE}:
        count = draw(st.integers(2, 4))
        item["choices"] = [{"key": f"a{at}", "label": f"选项{at}"} for at in range(1, count + 1)]
        if kind in LISTED and draw(st.booleans()):
            item["choices"][-1][draw(st.sampled_from(["has_text", "is_alone"]))] = True
        if kind == Kind.MULTIPLE and draw(st.booleans()):
            item |= {"least": "1", "most": "2"}
    if kind in {Kind.GRID, Kind.GRID_MULTIPLE, Kind.GRID_NUMBER}:
        item["rows"] = [{"key": "constructor", "label": "甲"}, {"key": "r2", "label": "乙"}]
    if kind in {Kind.NUMBER, Kind.GRID_NUMBER}:
        item |= {"decimals": draw(st.integers(0, 3)), "least": "-1.5", "most": "1000"}
    if kind in {Kind.TEXT, Kind.PARAGRAPH} and draw(st.booleans()):
        item |= {"least": "2", "most": "5"}
    if "least" in item and draw(st.booleans()):
        item["message"] = "请核对"
    if kind == Kind.TEXT and draw(st.booleans()):
        item |= {
            "pattern": draw(st.sampled_from([r"^[A-Z]{2}\d+$", r"[^\d-]*", r".{1,3}", r"a\.b\/?"])),
            "message": "不对",
        }
    return item


@st.composite
def questionnaires(draw: st.DrawFn) -> rules.Definition:
    """Give a questionnaire of up to eight items whose conditions make sense."""
    kinds: dict[str, Kind] = {}
    items = []
    for key in draw(st.permutations(["q1", "q2", "q3", "constructor", "q5", "q6", "q7", "tostring"]))[
        : draw(st.integers(1, 8))
    ]:
        item = draw(_items(key, kinds))
        items.append(item)
        if item["kind"] not in SILENT:
            kinds[key] = Kind(item["kind"])
    return rules.read({"title": "随机", "items": items})


@st.composite
def typed(draw: st.DrawFn, definition: rules.Definition) -> dict[str, list[str]]:
    """Give what could be sent for it: near to right, under the names that it asks for and others."""
    names = [item.key for item in definition.items]
    names += [f"{item.key}.{row.key}" for item in definition.items for row in item.rows]
    names += [f"{key}.other" for key in names] + ["stray"]
    sent = {}
    for name in names:
        if draw(st.integers(0, 4)):
            sent[name] = draw(st.lists(TEXTS, max_size=3))
    return sent

"""What the builder offers: the kinds of question in groups, and how long things may be. No tables, no clock."""

from typing import Any

from kexie.engines.files.rules import KINDS
from kexie.engines.questionnaires.rules import kinds
from kexie.engines.questionnaires.rules.expressions import ORDERED, TEXTUAL
from kexie.engines.questionnaires.rules.kinds import KIND_LABELS, Kind

GROUPS: dict[str, tuple[Kind, ...]] = {
    "选择": (Kind.SINGLE, Kind.MULTIPLE, Kind.DROPDOWN, Kind.RANKING),
    "填写": (Kind.TEXT, Kind.PARAGRAPH, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.TIME),
    "评价": (Kind.RATING, Kind.NPS, Kind.GRID, Kind.GRID_MULTIPLE, Kind.GRID_NUMBER),
    "文件": (Kind.FILE, Kind.IMAGE, Kind.SIGNATURE),
    "身份与单位": (
        Kind.NAME,
        Kind.MOBILE,
        Kind.EMAIL,
        Kind.IDENTITY,
        Kind.USCC,
        Kind.REGION,
        Kind.ORGANISATION,
    ),
    "排版与计算": (Kind.PAGE, Kind.NOTE, Kind.COMPUTED),
}
BOUNDED = frozenset(
    {
        Kind.TEXT,
        Kind.PARAGRAPH,
        Kind.NUMBER,
        Kind.MONEY,
        Kind.GRID_NUMBER,
        Kind.DATE,
        Kind.TIME,
        Kind.MULTIPLE,
        Kind.RANKING,
    }
)  # the maker sets bounds, and may say in own words what is wrong
PATTERNS = (
    (r"^\d+$", "只能是数字"),
    (r"^[A-Za-z]+$", "只能是英文字母"),
    (r"^[A-Za-z0-9]+$", "只能是英文字母和数字"),
    (r"^[^A-Za-z0-9]+$", "不能有英文字母和数字"),
    (r"^\d{6}$", "邮政编码（6 位数字）"),
    (r"^0\d{2,3}-?\d{7,8}$", "固定电话，例如 0730-8880000"),
    (r"^https?://[^ ]+$", "网址，以 http 开头"),
)
PALETTE: list[dict[str, Any]] = [
    {
        "label": label,
        "kinds": [
            {
                "kind": kind.value,
                "label": KIND_LABELS[kind],
                "choices": kind in kinds.WITH_CHOICES,
                "rows": kind in kinds.GRIDS,
                "listed": kind in kinds.LISTED,
                "numeric": kind in kinds.NUMERIC,
                "ordered": kind in ORDERED,
                "textual": kind in TEXTUAL - kinds.ONE_OF,
                "silent": kind in kinds.SILENT,
                "accepts": [
                    {"kind": one, "label": KINDS[one].label, "usual": kind != Kind.FILE or one in kinds.DOCUMENTS}
                    for one in kinds.ACCEPTED.get(kind, ())
                ],
                "bounded": kind in BOUNDED,
                "defaulted": kind in kinds.DEFAULTED - {Kind.MULTIPLE},
                "worded": kind in {Kind.TEXT, Kind.PARAGRAPH},
                "carry": kinds.CARRIED.get(kind, ""),
            }
            for kind in group
        ],
    }
    for label, group in GROUPS.items()
]
LIMITS = {
    "items": kinds.MAX_ITEMS,
    "choices": kinds.MAX_CHOICES,
    "ranked": kinds.MAX_RANKED,
    "rows": kinds.MAX_ROWS,
    "label": kinds.MAX_LABEL,
    "choice": kinds.MAX_CHOICE,
    "line": kinds.MAX_LINE,
    "note": kinds.MAX_NOTE,
    "rating": kinds.BEST_RATING,
    "decimals": kinds.MAX_DECIMALS,
    "title": 100,
    "unit": 20,
    "files": kinds.MAX_FILES,
    "megabytes": kinds.MAX_MEGABYTES,
    "depth": 60,
}

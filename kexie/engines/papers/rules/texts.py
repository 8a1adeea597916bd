"""Texts as they stand on paper: in one line, dates and numbers in Chinese."""

import math
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

TITLE = 19  # characters of size 2 in a line of 156 mm
WORDS = re.compile(
    "科学技术协会|科协|高新技术|产业|新材料|科技|联合会|联合体|委员会|代表大会|股份有限|有限责任|有限|股份|公司|集团|企业|园区|开发区|工作站|关于|同意|成立"
    "|选举|结果|报送|印发|第[一二三四五六七八九十]+[届次]|[0-9A-Za-z.]{1,20}|的..$|[^、，》）的][、，》）的]|[《（].|."
)
NAMES = ("公司", "集团", "园区", "开发区", "科学技术协会", "科协", "联合会")
MORE, WORD, TORN = 150, 35, 300  # how bad are another line, one that ends after a word, one that tears a name
DIGITS = "〇一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")


def shown(text: str) -> str:
    r"""Return a text in one line, without what no document may hold.

    >>> shown("a\x00\nb\ufffe")
    'a b'
    """
    kept = "".join(character if character.isprintable() or character.isspace() else "" for character in text)
    return " ".join(kept.split())


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a paper
    r"""Return a paper as plain data: texts as they are shown, dates written out, pictures left out.

    >>> plain(("a\nb", date(2026, 1, 5), b"picture"))
    ['a b', '2026年1月5日', None]
    """
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, date):
        return written(value)
    if isinstance(value, bytes):
        return None
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(part) for part in value] if isinstance(value, (tuple, list)) else value


def all_of(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever stands in a paper
    """Yield every text in plain data.

    >>> list(all_of({"a": "x", "b": [["y"], None]}))
    ['x', 'y']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from all_of(part)


def written(day: date) -> str:
    """Return a date as GB/T 9704-2012 has it: all digits of the year, no zeros before month and day.

    >>> written(date(2026, 1, 5))
    '2026年1月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def counted(number: int) -> str:
    """Return a number from 1 to 999 in Chinese, as chapters and articles bear it.

    >>> [counted(number) for number in (1, 10, 11, 20, 99, 100, 101, 110, 215)]
    ['一', '十', '十一', '二十', '九十九', '一百', '一百零一', '一百一十', '二百一十五']
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones else "")


def capitals(fen: int) -> str:
    """Return an amount of fen below a hundred million yuan as receipts bear it, in capitals that nobody alters.

    >>> [capitals(fen) for fen in (5, 5050, 30000, 100503, 10001009)]
    ['伍分', '伍拾元伍角', '叁佰元整', '壹仟零伍元零叁分', '壹拾万零壹拾元零玖分']
    """
    whole, rest = divmod(fen, 100)
    upper, lower = divmod(whole, 10_000)
    words = _capitals(upper) + ("万" if upper else "")
    words += "零" if upper and 0 < lower < 1000 else ""
    words += _capitals(lower) + ("元" if whole else "")
    tenths, hundredths = divmod(rest, 10)
    if not rest:
        return f"{words or '零元'}整"
    if tenths:
        words += f"{CAPITALS[tenths]}角"
    elif whole:
        words += "零"
    return words + (f"{CAPITALS[hundredths]}分" if hundredths else "")


def _capitals(number: int) -> str:
    """Return a number below ten thousand; zeros between its digits are said once, those at its end not at all."""
    digits = [int(digit) for digit in str(number)]
    parts = [
        f"{CAPITALS[digit]}{PLACES[place]}" if digit else "零"
        for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True)
    ]
    return re.sub("零+", "零", "".join(parts)).strip("零")


def width(text: str) -> float:
    """Return how wide a text is in Chinese characters; others take half a one.

    >>> width("2026年1月5日")
    6.0
    """
    return sum(0.5 if character < "\u2000" else 1.0 for character in text)


def balanced(title: str, limit: int = TITLE, names: Iterable[str] = ()) -> list[str]:
    """Return a title in as few lines as hold it, all about as long, no word of it torn apart.

    Of the places where it may end a line those around a name, before 关于 and before 的 come first; one of `names` is
    never torn where it fits a line.

    >>> balanced("关于同意成立湖南洞庭新材料有限公司科学技术协会的批复")
    ['关于同意成立湖南洞庭新材料有限公司', '科学技术协会的批复']
    >>> balanced("云溪区科协关于同意设立湖南洞庭新材料有限公司科协的批复", names=("湖南洞庭新材料有限公司科协",))
    ['云溪区科协关于同意设立', '湖南洞庭新材料有限公司科协的批复']
    """
    spans = [found.span() for name in names if name for found in re.finditer(re.escape(name), title)]
    whole = {place for start, end in spans if width(title[start:end]) <= limit for place in range(start + 1, end)}
    ends = {found.end() for found in WORDS.finditer(title)} | {place for span in spans for place in span}
    aim = width(title) / max(1, math.ceil(width(title) / limit))
    best: dict[int, tuple[float, list[str]]] = {0: (0, [])}  # the lines of what stands before each place
    for end in sorted(ends - whole - {0}):
        lines = [(before, made, title[start:end].strip()) for start, (before, made) in best.items()]
        best[end] = min(
            (before + MORE + (width(line) - aim) ** 2 + _torn(title, end, spans), [*made, line])
            for before, made, line in lines
            if width(line) <= limit
        )
    return best[len(title)][1] or [title]


def _torn(title: str, end: int, spans: Collection[tuple[int, int]]) -> int:
    """Return how bad it is to end a line at a place: within a name worst, around one and before 关于 not at all."""
    if title[:end].endswith(NAMES) or title[end:].startswith(("关于", "的")) or any(end in span for span in spans):
        return 0
    return TORN if any(start < end < stop for start, stop in spans) else WORD

"""Points and grades, exact decimals with two places. No tables, no clock."""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError

Steps = Sequence[tuple[Decimal, Decimal]]
Grades = Sequence[tuple[str, Decimal]]
WHOLE = Decimal(100)
NUMBER = re.compile(r"-?[0-9]{1,8}(\.[0-9]{1,2})?", re.ASCII)
MAX_STEPS, MAX_GRADES = 12, 8
LARGEST = Decimal(10_000_000)


def shown(value: Decimal | None) -> str:
    """Write points as people do.

    >>> shown(Decimal("12.50")), shown(Decimal("90.00")), shown(Decimal("0.05")), shown(None)
    ('12.5', '90', '0.05', '')
    """
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(typed: str, what: str, field: str) -> Decimal:
    """Return a number with at most two places; refuse anything else.

    >>> exact("7.50", "分值", "weight")
    Decimal('7.50')
    """
    if not NUMBER.fullmatch(typed):
        raise ValidationError({field: f"“{typed[:20]}”不是{what}：请填数字，最多两位小数。"})
    return Decimal(typed)


def require_points(value: Decimal, *, weight: Decimal, field: str) -> None:
    """Refuse points below nothing or above what an item is worth."""
    if not 0 <= value <= weight:
        raise ValidationError({field: f"得分应在 0 到 {shown(weight)} 之间。"})


def require_whole(weights: Iterable[Decimal]) -> None:
    """Refuse weights that do not make a hundred, and say what they make."""
    total = sum(weights, Decimal())
    if total != WHOLE:
        more = "还差" if total < WHOLE else "超出"
        raise ValidationError(
            f"各项指标的分值合计应为 100 分，现在是 {shown(total)} 分，{more} {shown(abs(WHOLE - total))} 分。"
        )


def total(points: Iterable[Decimal | None]) -> Decimal:
    """Add points up; an item without any counts for nothing.

    >>> total([Decimal("33.33"), None, Decimal("66.67")])
    Decimal('100.00')
    """
    return sum((one for one in points if one is not None), Decimal("0.00"))


def mean(points: Decimal, number: int) -> Decimal | None:
    """Return the mean with two places; of nothing there is none.

    >>> mean(Decimal("250.01"), 3), mean(Decimal(0), 0)
    (Decimal('83.34'), None)
    """
    return (points / number).quantize(Decimal("0.01"), ROUND_HALF_UP) if number else None


def grade(points: Decimal, grades: Grades) -> str:
    """Return the first grade whose boundary is reached; exactly the boundary reaches it.

    >>> scale = [("优秀", Decimal(90)), ("合格", Decimal(60)), ("不合格", Decimal(0))]
    >>> [grade(Decimal(given), scale) for given in ("90.00", "89.99", "60", "0")]
    ['优秀', '合格', '合格', '不合格']
    """
    return next((label for label, least in grades if points >= least), "")


def grades(typed: str) -> list[tuple[str, Decimal]]:
    r"""Return grades with their boundaries, one a line; refuse those that do not go down to nothing.

    >>> grades("优秀 90\n合格 60\n不合格 0")[0]
    ('优秀', Decimal('90'))
    """
    found = [(label, exact(least, "分数线", "grades")) for label, least in _pairs(typed, "grades", "优秀 90")]
    bounds = [least for _, least in found]
    if not 2 <= len(found) <= MAX_GRADES or len({label for label, _ in found}) < len(found):
        raise ValidationError({"grades": f"请填 2 到 {MAX_GRADES} 个名称不同的等次。"})
    if any(len(label) > 10 for label, _ in found):
        raise ValidationError({"grades": "等次名称最多 10 个字。"})
    if bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0 or bounds[0] > WHOLE:
        raise ValidationError({"grades": "分数线应从高到低，不超过 100，最后一个等次从 0 开始。"})
    return found


def steps(typed: str, weight: Decimal) -> list[tuple[Decimal, Decimal]]:
    r"""Return from which value on how many points are given, one a line; refuse what goes beyond the weight.

    >>> steps("1 3\n10 8", Decimal(8))
    [(Decimal('1'), Decimal('3')), (Decimal('10'), Decimal('8'))]
    """
    found = [
        (exact(value, "数值", "steps"), exact(points, "得分", "steps"))
        for value, points in _pairs(typed, "steps", "10 5")
    ]
    if not 1 <= len(found) <= MAX_STEPS or len({value for value, _ in found}) < len(found):
        raise ValidationError({"steps": f"请填 1 到 {MAX_STEPS} 行，数值不能重复。"})
    if any(abs(value) > LARGEST for value, _ in found):
        raise ValidationError({"steps": "数值太大。"})
    require_steps(found, weight)
    return sorted(found)


def require_steps(given: Steps, weight: Decimal) -> None:
    """Refuse points of a formula beyond what the item is worth."""
    if any(not 0 <= points <= weight for _, points in given):
        raise ValidationError({"steps": f"每一行的得分应在 0 到 {shown(weight)} 之间。"})


def reached(value: Decimal, given: Steps) -> Decimal:
    """Return the points of the last threshold that a value reaches; below the first there are none.

    >>> table = [(Decimal(1), Decimal(3)), (Decimal(10), Decimal(8))]
    >>> [reached(Decimal(value), table) for value in ("0", "1", "9.99", "10")]
    [Decimal('0'), Decimal('3'), Decimal('3'), Decimal('8')]
    """
    return next((points for least, points in sorted(given, reverse=True) if value >= least), Decimal(0))


def kept(given: Sequence[tuple[object, object]]) -> list[list[str]]:
    """Return pairs as they are kept, numbers as exact texts.

    >>> kept([("优秀", Decimal("90"))])
    [['优秀', '90']]
    """
    return [[str(first), str(second)] for first, second in given]


def lines(given: Sequence[Sequence[str]]) -> str:
    r"""Return kept pairs as they are typed.

    >>> lines([["优秀", "90"], ["合格", "60"]])
    '优秀 90\n合格 60'
    """
    return "\n".join(f"{first} {second}" for first, second in given)


def _pairs(typed: str, field: str, example: str) -> list[tuple[str, str]]:
    found = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        parts = [part for part in re.split(r"[\s,，:：、=≥>]+", line) if part]
        if len(parts) != 2:
            raise ValidationError({field: f"“{line[:20]}”这一行没有看懂，请像“{example}”这样填写，中间空一格。"})
        found.append((parts[0], parts[1]))
    return found


def shown_text(kept_points: str) -> str:
    """Write points that are kept as a text.

    >>> shown_text("12.50")
    '12.5'
    """
    return shown(Decimal(kept_points))

"""What is counted of answers, and how the numbers read (FRM-08). No tables, no clock."""

from collections.abc import Mapping
from decimal import Decimal

from kexie.engines.questionnaires.rules.kinds import Kind

ALL = ""  # the place of all answers in the tallies
ANSWERED = -1  # the value that says: answered at all, where one answer has several values
RANKS = 100  # the rank 3 of the choice 2 has the value 203
SCORED = frozenset({Kind.RATING, Kind.NPS})  # small whole numbers, each counted by itself
PROMOTERS, DETRACTORS = 9, 6
LEAST_SHOWN = 5  # fewer answers than these are shown to nobody but the asker
TENTH = Decimal("0.1")


def share(part: int, whole: int) -> Decimal | None:
    """Return a part in percent with one decimal; of nothing there is no part.

    >>> str(share(1, 3)), share(0, 0)
    ('33.3', None)
    """
    return (Decimal(100 * part) / whole).quantize(TENTH) if whole else None


def nps(scores: Mapping[int, int]) -> Decimal | None:
    """Return promoters less detractors in percent, from how many gave each score.

    >>> str(nps({10: 6, 7: 2, 0: 2})), nps({})
    ('40.0', None)
    """
    promoters = sum(number for score, number in scores.items() if score >= PROMOTERS)
    detractors = sum(number for score, number in scores.items() if score <= DETRACTORS)
    return share(promoters - detractors, sum(scores.values()))


def mean(scores: Mapping[int, int]) -> Decimal | None:
    """Return the mean of whole numbers, from how many gave each, with two decimals.

    >>> str(mean({5: 2, 4: 1}))
    '4.67'
    """
    number = sum(scores.values())
    total = sum(score * times for score, times in scores.items())
    return (Decimal(total) / number).quantize(Decimal("0.01")) if number else None


def plain(value: Decimal | None) -> str:
    """Return a number as people write it: thousands apart, no more than two decimals, no zeros at the end.

    >>> plain(Decimal("1234.500000")), plain(Decimal("30")), plain(None)
    ('1,234.5', '30', '—')
    """
    if value is None:
        return "—"
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")

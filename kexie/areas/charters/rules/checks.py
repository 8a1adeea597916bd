"""What the General Rules ask of a charter: each rule with its article, stricter is allowed and looser is not (GOV-01).

docs/rules.md lists them with their tests.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.core.exceptions import ValidationError

from kexie.areas.charters.rules.choices import FEDERATION, HEADING_LABELS, Choices, Heading, number

GENERAL_RULES = "《企业科学技术协会组织通则》"
LEAST_TERM, MOST_TERM = 3, 5  # years
PLENARY_BELOW = 100  # workers
QUORUM, MAJORITY = Fraction(2, 3), Fraction(1, 2)  # of all members of the committee; of those present
NUMBER = "[0-9一二两三四五六七八九十]+"
EVERY = re.compile(rf"大会[^，。；\n]*?每({NUMBER})年|每({NUMBER})年[^，。；\n]*?大会")
ATTENDING = re.compile(rf"({NUMBER})分之({NUMBER})[^，。；\n]*?委员[^，。；\n]*?(?:出席|到会)")


@dataclass(frozen=True)
class Rule:
    """One rule: `holds` judges the choices, `sentence` says what is wrong; a rule that does not block only warns."""

    name: str
    articles: str
    field: str
    holds: Callable[[Choices], bool]
    sentence: Callable[[Choices], str]
    is_blocking: bool = True

    @property
    def source(self) -> str:
        """Which articles it comes from, in words."""
        return f"{GENERAL_RULES}{self.articles}"


@dataclass(frozen=True)
class Finding:
    """A rule that a draft breaks, or about which it makes doubtful."""

    rule: str
    source: str
    field: str
    sentence: str
    is_blocking: bool


def missing(choices: Choices) -> list[str]:
    """Name the chapters that a draft lacks."""
    return [
        label for heading, label in HEADING_LABELS.items() if heading in choices.alone and not choices.clauses(heading)
    ]


def _counts_workers(choices: Choices) -> bool:
    """Tell whether all members meet, and are workers: in a federation it is units that do (H47)."""
    return choices.is_plenary and choices.kind != FEDERATION


def _is_large_enough(choices: Choices) -> bool:
    if not choices.has_standing or choices.committee_size is None or choices.standing_from is None:
        return True
    return choices.committee_size > choices.standing_from


def _terms(choices: Choices) -> list[int]:
    """Return the intervals of the congress that a body's own clauses speak of."""
    found = (match[1] or match[2] for clause in _all(choices) for match in EVERY.finditer(clause))
    return [years for each in found if (years := number(each))]


def _shares(choices: Choices) -> list[Fraction]:
    """Return the shares of committee members that must attend, by a body's own clauses."""
    found = ((number(match[2]), number(match[1])) for clause in _all(choices) for match in ATTENDING.finditer(clause))
    return [Fraction(upper, lower) for upper, lower in found if upper and lower]


def _all(choices: Choices) -> Iterator[str]:
    for heading in Heading:
        yield from choices.clauses(heading)


def _by_hand(heading: Heading, articles: str) -> Rule:
    """A chapter in a body's own words cannot be judged by a machine."""
    return Rule(
        name=f"by_hand_{heading.value}",
        articles=articles,
        field="alone",
        holds=lambda choices: heading not in choices.alone or not choices.clauses(heading),
        sentence=lambda choices: (
            f"“{HEADING_LABELS[heading]}”一章完全由本会自己撰写，平台不能逐句核对，请对照条文检查有没有遗漏或者抵触。"
        ),
        is_blocking=False,
    )


RULES = (
    Rule(
        "chapters",
        "第四十二条",
        "alone",
        lambda choices: not missing(choices),
        lambda choices: (
            f"缺少{'、'.join(f'“{label}”' for label in missing(choices))}一章。"
            "章程应有总则、任务、会员、组织机构、经费、附则六章。"
        ),
    ),
    Rule(
        "term",
        "第二十五条",
        "term_years",
        lambda choices: LEAST_TERM <= choices.term_years <= MOST_TERM,
        lambda choices: f"大会应每 {LEAST_TERM} 到 {MOST_TERM} 年举行一次，草案写的是 {choices.term_years} 年。",
    ),
    Rule(
        "plenary",
        "第二十五条",
        "is_plenary",
        lambda choices: not _counts_workers(choices) or choices.workers is None or choices.workers < PLENARY_BELOW,
        lambda choices: (
            f"科技工作者少于 {PLENARY_BELOW} 人的才可以直接召开全体会员大会，"
            f"现有 {choices.workers} 人，请改为会员代表大会。"
        ),
    ),
    Rule(
        "plenary_known",
        "第二十五条",
        "workers",
        lambda choices: not _counts_workers(choices) or choices.workers is not None,
        lambda choices: f"选择了全体会员大会，请填写科技工作者人数，确认少于 {PLENARY_BELOW} 人。",
        is_blocking=False,
    ),
    Rule(
        "committee_quorum",
        "第三十条",
        "committee_quorum",
        lambda choices: Fraction(choices.committee_quorum) >= QUORUM,
        lambda choices: (
            f"委员会会议须有全体委员三分之二以上到会，草案写的是 {choices.committee_quorum}。可以更严，不能更宽。"
        ),
    ),
    Rule(
        "committee_decision",
        "第三十条",
        "committee_decision",
        lambda choices: Fraction(choices.committee_decision) >= MAJORITY,
        lambda choices: (
            f"委员会决议须经到会委员二分之一以上赞成，草案写的是 {choices.committee_decision}。可以更严，不能更宽。"
        ),
    ),
    Rule(
        "meetings",
        "第三十条",
        "meetings",
        lambda choices: choices.meetings >= 1,
        lambda choices: "委员会会议应当定期召开，请写明每年至少几次。",
    ),
    Rule(
        "standing_from",
        "第三十二条",
        "standing_from",
        lambda choices: not choices.has_standing or choices.standing_from is not None,
        lambda choices: "委员超过一定人数才可以设立常务委员会，请写明超过多少人。",
    ),
    Rule(
        "standing_size",
        "第三十二条",
        "has_standing",
        _is_large_enough,
        lambda choices: (
            f"委员会有 {choices.committee_size} 名委员，没有超过 {choices.standing_from} 人，不能设立常务委员会。"
        ),
    ),
    Rule(
        "dues",
        "第二十一条",
        "dues_fen",
        lambda choices: choices.dues != "yearly" or bool(choices.dues_fen),
        lambda choices: "选择了每年交固定数额的会费，请写明数额。",
    ),
    Rule(
        "own_term",
        "第二十五条",
        "own_organs",
        lambda choices: all(LEAST_TERM <= years <= MOST_TERM for years in _terms(choices)),
        lambda choices: (
            f"自己写的条款好像规定大会每 {'、'.join(map(str, _terms(choices)))} 年举行一次，"
            f"应为 {LEAST_TERM} 到 {MOST_TERM} 年，请核对。"
        ),
        is_blocking=False,
    ),
    Rule(
        "own_quorum",
        "第三十条",
        "own_organs",
        lambda choices: all(each >= QUORUM for each in _shares(choices)),
        lambda choices: "自己写的条款里，委员会的到会比例好像低于三分之二，请核对。",
        is_blocking=False,
    ),
    _by_hand(Heading.GENERAL, "第二、三条"),
    _by_hand(Heading.TASKS, "第四至十一条"),
    _by_hand(Heading.MEMBERS, "第十九至二十三条"),
    _by_hand(Heading.ORGANS, "第二十四至三十七条"),
    _by_hand(Heading.FUNDS, "第四十、四十一条"),
    _by_hand(Heading.SUPPLEMENTARY, "第四十二条"),
)


def checked(choices: Choices) -> list[Finding]:
    """Return what is wrong or doubtful in a draft; what blocks comes first."""
    found = [
        Finding(rule.name, rule.source, rule.field, rule.sentence(choices), rule.is_blocking)
        for rule in RULES
        if not rule.holds(choices)
    ]
    return sorted(found, key=lambda finding: not finding.is_blocking)


def require_sound(choices: Choices) -> None:
    """Refuse to adopt a charter that breaks the General Rules (GOV-01); a warning keeps nobody."""
    if broken := [f"{one.sentence}（{one.source}）" for one in checked(choices) if one.is_blocking]:
        raise ValidationError(["章程草案还不符合组织通则，请先修改：", *broken])

"""What a place asks to be handed in, and what a case still lacks (EST-01, EST-08)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules.kinds import (
    CONSORTIUM,
    ENTERPRISE,
    FEDERATION,
    FOUNDABLE,
    JOINT,
    OF_WORKERS,
    SINGLE,
    consenting,
)
from kexie.areas.establishment.rules.limits import ARTICLE, DEFAULT_DAYS, MAX_DAYS, MAX_EXTRA, MAX_LABEL
from kexie.areas.establishment.rules.stages import Regime


@dataclass(frozen=True)
class Asked:
    """A material of the checklist; `is_fixed` where the General Rules themselves ask for it, `kinds` of whom.

    `filed` is the hint of places under the filing regime, where it is another one.
    """

    key: str
    label: str
    hint: str
    is_fixed: bool = False
    kinds: tuple[str, ...] = FOUNDABLE
    filed: str = ""

    def hint_of(self, regime: str) -> str:
        """Return what is to be handed in where bodies are founded so (EST-01)."""
        return self.filed if self.filed and regime == Regime.FILING else self.hint


SUPERIOR_CONSENT = "superior_consent"
CONSENT = "consent"
CHARTER, AGREEMENT = "charter", "agreement"
CATALOGUE: dict[str, Asked] = {
    item.key: item
    for item in (
        Asked("application", "设立申请", "申请报告或申请表，盖章后扫描。", is_fixed=True),
        Asked(
            CHARTER,
            "章程",
            "章程草案，成立大会通过前的版本。",
            is_fixed=True,
            kinds=(*SINGLE, JOINT, FEDERATION),
            filed="成立大会通过的章程。",
        ),
        Asked(
            AGREEMENT,
            "合作协议",
            "牵头单位和各参与单位签订，写明目标、分工和各方的权利义务。盖章后扫描。",
            is_fixed=True,
            kinds=(CONSORTIUM,),
        ),
        Asked(
            CONSENT,
            "同意设立的文件",
            "党组织同意的文件；没有党组织的，交管理层同意的文件。盖章后扫描。",
            is_fixed=True,
            kinds=SINGLE,
        ),
        Asked(
            SUPERIOR_CONSENT,
            "上级企业党组织同意的文件",
            "集团的下级企业才交。盖章后扫描。",
            is_fixed=True,
            kinds=SINGLE,
        ),
        Asked("candidates", "首届委员会候选人名单", "委员和主席、副主席、秘书长候选人的姓名、单位、职务。"),
        Asked("plan", "成立大会方案", "时间、地点、议程、代表名额和选举办法。"),
        Asked("profile", "企业情况介绍", "主营业务、职工和科技工作者人数、科研平台等。"),
        Asked("committee", "第一届委员会名单", "成立大会选出的委员和负责人。"),
        Asked("resumes", "主席、副主席简历", "每人一页，可以合成一个文件。"),
        Asked("minutes", "成立大会决议", "通过章程、选举结果的决议。"),
    )
}
DEFAULTS = {
    Regime.APPROVAL: ("application", CHARTER, CONSENT, "candidates", "plan"),
    Regime.FILING: ("application", CHARTER, CONSENT, "profile", "committee", "resumes"),
}
RESULT, ADOPTED = "result", "adopted"
REPORTED = {RESULT: "选举结果", ADOPTED: "通过的章程"}
EXTRA = "extra"


@dataclass(frozen=True)
class Terms:
    """How a place founds bodies of a kind; the names are those of the associations that set it, empty for none."""

    regime: Regime = Regime.APPROVAL
    days: int = DEFAULT_DAYS
    asked: tuple[str, ...] | None = None
    extra: tuple[str, ...] = ()
    regime_of: str = ""
    days_of: str = ""
    asked_of: str = ""


def inherited(chain: Iterable[tuple[str, Mapping[str, Any]]]) -> Terms:
    """Return the terms of a place: of what associations set, the nearest first, the nearest counts (EST-01).

    >>> own, above = {"regime": "", "days": 10, "asked": None}, {"regime": "filing", "days": 15, "asked": ["charter"]}
    >>> terms = inherited([("区科协", own), ("市科协", above)])
    >>> terms.regime.value, terms.regime_of, terms.days, terms.days_of, terms.asked
    ('filing', '市科协', 10, '区科协', ('charter',))
    """
    found: dict[str, Any] = {}
    for name, given in chain:
        if given["regime"] and "regime" not in found:
            found |= {"regime": Regime(str(given["regime"])), "regime_of": name}
        if given["days"] is not None and "days" not in found:
            found |= {"days": given["days"], "days_of": name}
        if given["asked"] is not None and "asked" not in found:
            found |= {"asked": tuple(given["asked"]), "extra": tuple(given.get("extra") or ()), "asked_of": name}
    return Terms(**found)


def checklist(terms: Terms, kind: str = ENTERPRISE) -> list[tuple[str, str]]:
    """Return the materials that every case of a kind has to hand in, by key and label; the fixed ones always.

    The consent of a group's superior enterprise stands by itself: only a case inside a group hands it in (EST-05).
    Where several units found a body each consents for itself, and no paper stands for all (EST-04).

    >>> [key for key, _ in checklist(Terms(asked=("plan",), extra=("办公场所证明",)))]
    ['application', 'charter', 'consent', 'plan', 'extra1']
    >>> [key for key, _ in checklist(Terms(asked=("plan",)), "consortium")]
    ['application', 'agreement', 'plan']
    """
    asked = DEFAULTS[terms.regime] if terms.asked is None else terms.asked
    wanted = [item for item in CATALOGUE.values() if kind in item.kinds and (item.key in asked or item.is_fixed)]
    own = [(item.key, item.label) for item in wanted if item.key != SUPERIOR_CONSENT]
    return own + [(f"{EXTRA}{number}", label) for number, label in enumerate(terms.extra, 1)]


def require_days(days: int | None) -> None:
    """Refuse a time limit that is none; None is inherited (EST-01)."""
    if days is not None and not 1 <= days <= MAX_DAYS:
        raise ValidationError({"days": f"审核期限填 1 到 {MAX_DAYS} 个工作日。"})


def besides(typed: str) -> list[str]:
    r"""Return the materials that an association asks for besides, one a line; refuse too many or too long ones.

    >>> besides("办公场所证明\n\n 办公场所证明 ")
    ['办公场所证明']
    """
    found = list(dict.fromkeys(line for line in (" ".join(line.split()) for line in typed.splitlines()) if line))
    if len(found) > MAX_EXTRA or any(len(label) > MAX_LABEL for label in found):
        raise ValidationError({"extra": f"另外要求的材料最多 {MAX_EXTRA} 项，每项最多 {MAX_LABEL} 个字。"})
    return found


def lacking(
    *,
    kind: str,
    regime: Regime,
    has_party: bool,
    is_consented: bool,
    in_group: bool,
    is_superior_consented: bool,
    has_workers: bool,
    has_congress: bool,
    materials: Sequence[tuple[str, bool, bool]],
    disagreed: Sequence[str] = (),
    is_founded: bool = True,
) -> list[str]:
    """Return what a case still lacks before it can be submitted, each in a sentence with its article.

    `materials` are label, whether there is a version, and whether it was returned and not replaced since; `disagreed`
    is what several units that found together have not agreed on (EST-04). What is only registered lacks papers at most.
    """
    found = list(disagreed)
    single = is_founded and kind in SINGLE
    if single and not is_consented:
        found.append(f"还没有登记{consenting(kind, has_party=has_party)}同意的日期（{ARTICLE[12]}）。")
    if in_group and not is_superior_consented:
        found.append(f"还没有登记上级企业党组织同意的日期（{ARTICLE[15]}）。")
    if is_founded and kind in OF_WORKERS and not has_workers:
        found.append(f"还没有填写科技工作者人数（{ARTICLE[12]}）。")
    if is_founded and regime == Regime.FILING and not has_congress:
        found.append("还没有登记成立大会：备案制先召开成立大会，再提交备案。")
    for label, is_given, is_faulty in materials:
        if not is_given:
            found.append(f"缺少材料：{label}（{ARTICLE[13]}）。")
        elif is_faulty:
            found.append(f"材料“{label}”被退回，还没有更换。")
    return found


def require_complete(missing: Sequence[str]) -> None:
    """Refuse to submit what is not complete, and say everything that is missing (EST-02, EST-07)."""
    if missing:
        raise ValidationError(["还不能提交，请先补齐：", *missing])

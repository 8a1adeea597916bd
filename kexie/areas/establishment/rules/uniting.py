"""Bodies that several units found together, each of which consents for itself (EST-04)."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules.kinds import CONSORTIUM, FEDERATION, JOINT
from kexie.areas.establishment.rules.limits import ARTICLE, HANDBOOK
from kexie.core.days import months_after
from kexie.foundation.organisations.rules import INDUSTRIES, KINDS, Edge

# By which relation the units belong to the body once it is there.
UNITED = {JOINT: Edge.CO_FOUNDER_OF, FEDERATION: Edge.MEMBER_OF, CONSORTIUM: Edge.PARTICIPANT_OF}
LEAD_LABELS = {JOINT: "牵头企业", FEDERATION: "牵头单位", CONSORTIUM: "牵头单位"}
PARTNER_LABELS = {JOINT: "发起企业", FEDERATION: "发起单位", CONSORTIUM: "参与单位"}
UNITED_HINTS = {
    JOINT: "几家暂时不具备单独建立条件的企业联合设立，工作由各企业轮值。",
    FEDERATION: "企业科协和其他单位按地区或者行业联合，任务由成员商定。",
    CONSORTIUM: "企业牵头，科研院所、学会、高校等参与的非法人科技合作组织，依合作协议开展工作。",
}
SOURCES = {JOINT: ARTICLE[17], FEDERATION: ARTICLE[17], CONSORTIUM: f"{HANDBOOK}第 51 问"}
REGIONAL, BY_INDUSTRY = "region", "industry"
BASIS_LABELS = {REGIONAL: "区域性", BY_INDUSTRY: "行业性"}
CONSENTED, DECLINED = "consented", "declined"
ANSWER_LABELS = {CONSENTED: "同意", DECLINED: "不同意"}
LEAST_PARTNERS, MAX_PARTNERS, MAX_DUTY = 2, 60, 200
TURN_MONTHS = {3: "一个季度", 6: "半年", 12: "一年", 24: "两年"}


def united_by(unit_kind: str) -> tuple[str, ...]:
    """Return what a unit may found together with others.

    >>> united_by("enterprise"), united_by("enterprise_association"), united_by("workstation")
    (('joint_association', 'federation', 'consortium'), ('federation', 'consortium'), ('federation',))
    """
    return tuple(kind for kind, edge in UNITED.items() if edge in KINDS[unit_kind].joins)


def joining(kind: str) -> tuple[str, ...]:
    """Return the kinds of unit that may found a body of a kind together.

    >>> "society" in joining("consortium"), "workstation" in joining("consortium")
    (True, False)
    """
    return tuple(code for code in KINDS if kind in united_by(code))


def require_uniting(*, kind: str, unit_kind: str, name: str, field: str = "") -> None:
    """Refuse a unit that cannot belong to a body of a kind (ORG-05)."""
    if kind not in united_by(unit_kind):
        words = f"“{name}”是{KINDS[unit_kind].label}，不能共同发起{KINDS[kind].label}。"
        raise ValidationError({field: words} if field else words)


def require_standing(*, name: str, is_preparing: bool) -> None:
    """Refuse a unit that is only being prepared itself."""
    if is_preparing:
        raise ValidationError(f"“{name}”还在筹备，成立以后才能共同发起。")


def require_none_of_its_own(*, name: str, own: str, field: str = "") -> None:
    """Refuse a unit in a joint association that has an association: it is for those that cannot yet have one (G17)."""
    if own:
        words = f"“{name}”已经有“{own}”：联合设立适用于暂不具备单独建立条件的企业（{ARTICLE[17]}）。"
        raise ValidationError({field: words} if field else words)


def require_within(*, kind: str, name: str, territory: str, unit_territory: str, field: str = "") -> None:
    """Refuse a unit outside the place for which a joint association is founded (G17)."""
    if kind == JOINT and not unit_territory.startswith(territory):
        words = f"“{name}”不在审核科协的辖区内：联合科协按地域设立（{ARTICLE[17]}），跨区县的请改由上一级科协审核。"
        raise ValidationError({field: words} if field else words)


def require_basis(*, kind: str, basis: str, industry: str) -> None:
    """Refuse a federation that does not say what holds it together: a region, or an industry (H47)."""
    if kind == FEDERATION and basis not in BASIS_LABELS:
        raise ValidationError({"basis": "请选择区域性或者行业性。"})
    if kind == FEDERATION and basis == BY_INDUSTRY and industry not in INDUSTRIES:
        raise ValidationError({"industry": "行业性联合会请选择行业。"})


def require_room(number: int) -> None:
    """Refuse more units than a case can be looked through with."""
    if number >= MAX_PARTNERS:
        raise ValidationError(f"共同发起的单位最多 {MAX_PARTNERS} 家，其余的请在成立以后加入。")


def require_answer(*, answer: str, consent_by: str, reason: str) -> None:
    """Refuse a yes that does not say who decided, and a no without a reason (G17)."""
    if answer == CONSENTED and not consent_by.strip():
        raise ValidationError({"consent_by": "请填写作出决定的机构：党组织，没有党组织的填管理层。"})
    if answer == DECLINED and not reason.strip():
        raise ValidationError({"reason": "请写明不同意的原因，牵头单位会看到。"})


def require_undeclined(*, answer: str, name: str) -> None:
    """Refuse a paper for a unit that said no itself (G17): only the unit may change its mind."""
    if answer == DECLINED:
        raise ValidationError(f"“{name}”自己答复了不同意，不能用文件代替；请由它改变答复，或者把它移出名单。")


def require_guest(*, is_lead: bool) -> None:
    """Refuse to remove the unit that leads."""
    if is_lead:
        raise ValidationError("牵头单位不能移出；不再发起的，请终止筹备。")


def require_turns(*, kind: str, months: int | None, order: Collection[int | None], number: int) -> None:
    """Refuse turns that are not one after the other, each unit once (H49); other kinds have none."""
    if kind != JOINT:
        return
    if months not in TURN_MONTHS:
        raise ValidationError({"turn_months": f"请选择每家轮值多久（{HANDBOOK}第 49 问）。"})
    if sorted(place or 0 for place in order) != list(range(1, number + 1)):
        raise ValidationError(f"轮值顺序请填 1 到 {number}，每家一个，不能重复。")


def disagreeing(*, kind: str, partners: Sequence[tuple[str, str]], has_turns: bool, is_described: bool) -> list[str]:
    """Return what the units have not agreed on yet, each in a sentence with its article (EST-04).

    `partners` are the name and the answer of each.
    """
    found, source = [], SOURCES[kind]
    if len(partners) < LEAST_PARTNERS:
        found.append(f"还只有一家单位：{KINDS[kind].label}至少要有两家共同发起（{source}）。")
    for name, answer in partners:
        if answer == DECLINED:
            found.append(f"“{name}”不同意共同发起，请与它商量，或者把它移出名单（{source}）。")
        elif answer != CONSENTED:
            found.append(f"“{name}”还没有同意（{source}）。")
    if kind == JOINT and not has_turns:
        found.append(f"还没有约定轮值的顺序和时间（{HANDBOOK}第 49 问）。")
    if kind == CONSORTIUM and not is_described:
        found.append(f"还没有写明各单位的分工（{HANDBOOK}第 51 问）。")
    return found


def turns(starts_on: date, *, months: int, number: int) -> list[tuple[date, date]]:
    """Return the turns of units that follow one another, each from its first day to the first of the next (H49).

    >>> [last.isoformat() for _, last in turns(date(2026, 11, 30), months=3, number=2)]
    ['2027-02-28', '2027-05-30']
    """
    days = [months_after(starts_on, months * turn) for turn in range(number + 1)]
    return list(pairwise(days))


def units(names: Sequence[str], *, most: int = 120) -> str:
    """Return the units in one line, the first and how many where there is no room for all.

    >>> units(["甲公司", "乙公司"]), units(["甲公司", "乙公司", "丙公司"], most=10)
    ('甲公司、乙公司', '甲公司等3家单位')
    """
    whole = "、".join(names)
    return whole if len(whole) <= most else f"{names[0]}等{len(names)}家单位"

"""How a body is founded: regimes, stages, materials, time limits. No tables, no clock.

EST is a requirement of establishment, G an article of the General Rules for enterprise associations (2022-06-17), H a
question of the working handbook.
"""

import calendar
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from kexie.core import cases
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant
from kexie.foundation.organisations.rules import KINDS, Family

STAFF = (Role.ADMINISTRATOR, Role.LEADER, Role.SECRETARY)
REVIEWERS = (*STAFF, Role.REVIEWER)
HOSTS = frozenset({Family.REGISTERED})
BODIES = frozenset({Family.GRASSROOTS})
GRANTS = (
    # Who is inside an enterprise founds; the group then works in the new body; the association of the place decides.
    grant("establishment.found", Within.OWN, roles=STAFF, families=HOSTS),
    grant("establishment.prepare", Within.OWN, roles=STAFF, families=BODIES),
    grant("establishment.browse", Within.SUBTREE, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("establishment.approve", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("establishment.configure", Within.OWN, roles=STAFF, families=ASSOCIATIONS),
)
OBLIGATIONS = {"establishment.approve": Many("{number} 件设立申请等待审核", "establishment:browse")}
NOTICES = Kind("科协设立", "筹备、提交、退回、批复、成立和报送", icon="certificate", is_important=True)
TRAIL = Words(
    "科协设立",
    deeds={
        "establishment.change_procedure": "修改设立规定",
        "establishment.found": "发起筹备",
        "establishment.prepare": "填写筹备情况",
        "establishment.upload": "上传设立材料",
        "establishment.submit": "提交设立申请",
        "establishment.recall": "撤回修改设立申请",
        "establishment.withdraw": "终止筹备",
        "establishment.return_": "退回设立申请",
        "establishment.reject": "不予批准设立",
        "establishment.urge": "催办超期的设立申请",
        "establishment.approve": "批准设立",
        "establishment.hold": "登记成立大会",
        "establishment.certify": "颁发登记证书",
        "establishment.sanction": "作出处理决定",
        "establishment.assess": "评定整改结果",
        "establishment.report": "报送成立大会结果",
    },
    things={
        "establishment.case": "设立事项",
        "establishment.procedure": "设立规定",
        "establishment.certificate": "登记证书",
        "establishment.sanction": "处理决定",
        "establishment.material": "设立材料",
    },
    facts={"reason": "原因", "number": "文号", "material": "材料", "version": "版次", "missing": "缺少"},
    values={"kind": {code: kind.label for code, kind in KINDS.items()}},
)

MAX_REASON = 500
MAX_REMARK = 200
MAX_FILE = 20 * 1024**2  # bytes of one material
MAX_BATCH = 50  # cases approved together
MAX_EXTRA = 10  # materials that an association asks for besides
MAX_LABEL = 40
MAX_GROUP = 30  # people in a preparatory group
FILES = ("pdf", "docx", "jpg", "png")
DEFAULT_DAYS, MAX_DAYS = 20, 60  # working days for the review
PLENARY_BELOW = 100  # workers: fewer may meet all together
TERM_YEARS = (3, 4, 5)
SATURDAY = 5
_RULES = "《企业科学技术协会组织通则》"
_G = {
    number: f"{_RULES}第{words}条"
    for number, words in {12: "十二", 13: "十三", 15: "十五", 18: "十八", 25: "二十五"}.items()
}


class Regime(StrEnum):
    """Whether a place approves a body before its founding congress, or files it afterwards (EST-01)."""

    APPROVAL = "approval"
    FILING = "filing"


REGIME_LABELS = {Regime.APPROVAL: "审批制", Regime.FILING: "备案制"}
REGIME_HINTS = {
    Regime.APPROVAL: "先审核批复，再召开成立大会",
    Regime.FILING: "先召开成立大会，再提交备案",
}


class Stage(StrEnum):
    """Where a founding stands."""

    PREPARING = "preparing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    APPROVED = "approved"
    ESTABLISHED = "established"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


STAGE_LABELS = {
    Stage.PREPARING: "筹备中",
    Stage.SUBMITTED: "待审核",
    Stage.RETURNED: "已退回",
    Stage.RESUBMITTED: "待复审",
    Stage.APPROVED: "已批复，待成立",
    Stage.ESTABLISHED: "已成立",
    Stage.REJECTED: "未批准",
    Stage.WITHDRAWN: "已终止",
}
OPENING = (Stage.PREPARING, Stage.RETURNED)  # the group is at work
WAITING = (Stage.SUBMITTED, Stage.RESUBMITTED)  # the association is
OPEN = (*OPENING, *WAITING, Stage.APPROVED)
LOST = (Stage.REJECTED, Stage.WITHDRAWN)


def step_of(stage: str) -> str:
    """Return which step of the way a stage belongs to, for the days that each takes (EST-17).

    >>> step_of("returned"), step_of("resubmitted"), step_of("approved")
    ('preparing', 'reviewing', 'holding')
    """
    return "preparing" if stage in OPENING else "reviewing" if stage in WAITING else "holding"


class Deed(StrEnum):
    """What was done on the way."""

    FOUND = "found"
    PREPARE = "prepare"
    UPLOAD = "upload"
    SUBMIT = "submit"
    RESUBMIT = "resubmit"
    RECALL = "recall"
    RETURN = "return_"
    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold"
    REPORT = "report"
    WITHDRAW = "withdraw"


DEED_LABELS = {
    Deed.FOUND: "成立筹备组，开始筹备",
    Deed.PREPARE: "填写筹备情况",
    Deed.UPLOAD: "上传材料",
    Deed.SUBMIT: "提交审核",
    Deed.RESUBMIT: "修改后再次提交",
    Deed.RECALL: "撤回修改",
    Deed.RETURN: "退回修改",
    Deed.APPROVE: "审核通过",
    Deed.REJECT: "不予批准",
    Deed.HOLD: "召开成立大会",
    Deed.REPORT: "报送选举结果和章程",
    Deed.WITHDRAW: "终止筹备",
}
REVIEWING = frozenset({Deed.RETURN, Deed.APPROVE, Deed.REJECT})  # deeds of the association


class Assembly(StrEnum):
    """Who meets at a founding congress (G25)."""

    DELEGATES = "delegates"
    PLENARY = "plenary"


ASSEMBLY_LABELS = {Assembly.DELEGATES: "会员代表大会", Assembly.PLENARY: "全体会员大会"}

# What can be founded so, and by whom it is consented to besides the enterprise's own organs.
FOUNDABLE = ("enterprise_association", "park_association")
PARK = "park_association"


# Materials (EST-08)


@dataclass(frozen=True)
class Asked:
    """A material of the checklist; `is_fixed` where the General Rules themselves ask for it."""

    key: str
    label: str
    hint: str
    is_fixed: bool = False


SUPERIOR_CONSENT = "superior_consent"
CONSENT = "consent"
CATALOGUE: dict[str, Asked] = {
    item.key: item
    for item in (
        Asked("application", "设立申请", "申请报告或申请表，盖章后扫描。", is_fixed=True),
        Asked("charter", "章程", "审批制交章程草案，备案制交成立大会通过的章程。", is_fixed=True),
        Asked(
            CONSENT, "同意设立的文件", "党组织同意的文件；没有党组织的，交管理层同意的文件。盖章后扫描。", is_fixed=True
        ),
        Asked(SUPERIOR_CONSENT, "上级企业党组织同意的文件", "集团的下级企业才交。盖章后扫描。", is_fixed=True),
        Asked("candidates", "首届委员会候选人名单", "委员和主席、副主席、秘书长候选人的姓名、单位、职务。"),
        Asked("plan", "成立大会方案", "时间、地点、议程、代表名额和选举办法。"),
        Asked("profile", "企业情况介绍", "主营业务、职工和科技工作者人数、科研平台等。"),
        Asked("committee", "第一届委员会名单", "成立大会选出的委员和负责人。"),
        Asked("resumes", "主席、副主席简历", "每人一页，可以合成一个文件。"),
        Asked("minutes", "成立大会决议", "通过章程、选举结果的决议。"),
    )
}
DEFAULTS = {
    Regime.APPROVAL: ("application", "charter", CONSENT, "candidates", "plan"),
    Regime.FILING: ("application", "charter", CONSENT, "profile", "committee", "resumes"),
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


def checklist(terms: Terms) -> list[tuple[str, str]]:
    """Return the materials that every case has to hand in, by key and label; the fixed ones are always among them.

    The consent of a group's superior enterprise stands by itself: only a case inside a group hands it in (EST-05).

    >>> [key for key, _ in checklist(Terms(asked=("plan",), extra=("办公场所证明",)))]
    ['application', 'charter', 'consent', 'plan', 'extra1']
    """
    asked = DEFAULTS[terms.regime] if terms.asked is None else terms.asked
    wanted = [item for item in CATALOGUE.values() if item.key in asked or item.is_fixed]
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


# Days


def due(since: date, days: int) -> date:
    """Return the last day of a review; weekends do not count, holidays are not known.

    >>> due(date(2026, 11, 20), 1)
    datetime.date(2026, 11, 23)
    """
    day, left = since, days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def month_after(day: date) -> date:
    """Return the day one month later, the month's last where it has no such day (G25).

    >>> month_after(date(2026, 11, 21)), month_after(date(2027, 1, 31)), month_after(date(2028, 1, 31))
    (datetime.date(2026, 12, 21), datetime.date(2027, 2, 28), datetime.date(2028, 2, 29))
    """
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_report_late(*, congress_on: date, reported_on: date) -> bool:
    """Tell whether a result was reported after more than a month; on the very day it is in time (G25).

    >>> is_report_late(congress_on=date(2027, 1, 31), reported_on=date(2027, 2, 28))
    False
    """
    return reported_on > month_after(congress_on)


def years_after(day: date, years: int) -> date:
    """Return the day some years later; 29 February becomes the 28th.

    >>> years_after(date(2028, 2, 29), 3)
    datetime.date(2031, 2, 28)
    """
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


# The preparatory group


def group(typed: str) -> list[tuple[str, str]]:
    r"""Return the members of a preparatory group, one a line with name and post; refuse too many and too long ones.

    >>> group("王敏 总工程师\n李强，技术中心 主任")
    [('王敏', '总工程师'), ('李强', '技术中心 主任')]
    """
    found = []
    for line in typed.splitlines():
        if parts := re.split(r"[\s,，、:：]+", line.strip(), maxsplit=1):
            name, post = parts[0], parts[1].strip() if len(parts) > 1 else ""
            if len(name) > 60 or len(post) > 60:
                raise ValidationError({"members": f"“{line[:20]}”这一行太长：姓名和职务之间请用空格分开。"})
            found += [(name, post)] if name else []
    if len(found) > MAX_GROUP:
        raise ValidationError({"members": f"筹备组成员最多 {MAX_GROUP} 人。"})
    return found


def require_foundable(*, kind: str, host_kind: str) -> None:
    """Refuse to found in a unit what it cannot host (ORG-01b)."""
    if kind not in FOUNDABLE or kind not in KINDS[host_kind].hosts:
        raise ValidationError(f"{KINDS[host_kind].label}不能办理这种组织的设立。")


def kind_of(host_kind: str) -> str:
    """Return what a unit founds: a park its park association, the others an enterprise association; nothing for none.

    >>> kind_of("park"), kind_of("enterprise"), kind_of("society")
    ('park_association', 'enterprise_association', '')
    """
    return next((kind for kind in FOUNDABLE if kind in KINDS[host_kind].hosts), "")


def require_none(*, name: str, is_preparing: bool) -> None:
    """Refuse a second association in one unit (EST-02b)."""
    state = "正在筹备" if is_preparing else "已经有"
    raise ValidationError(f"本单位{state}“{name}”，不能再发起设立。")


# Whose consent (EST-02, EST-04, EST-05)


def consenting(kind: str, *, has_party: bool) -> str:
    """Return who has to consent (G12; H45 for parks).

    >>> consenting("enterprise_association", has_party=False), consenting("park_association", has_party=True)
    ('企业管理层', '园区党工委')
    """
    if kind == PARK:
        return "园区党工委"
    return "企业党组织" if has_party else "企业管理层"


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
) -> list[str]:
    """Return what a case still lacks before it can be submitted, each in a sentence with its article.

    `materials` are label, whether there is a version, and whether it was returned and not replaced since.
    """
    found = []
    if not is_consented:
        found.append(f"还没有登记{consenting(kind, has_party=has_party)}同意的日期（{_G[12]}）。")
    if in_group and not is_superior_consented:
        found.append(f"还没有登记上级企业党组织同意的日期（{_G[15]}）。")
    if not has_workers:
        found.append(f"还没有填写科技工作者人数（{_G[12]}）。")
    if regime == Regime.FILING and not has_congress:
        found.append("还没有登记成立大会：备案制先召开成立大会，再提交备案。")
    for label, is_given, is_faulty in materials:
        if not is_given:
            found.append(f"缺少材料：{label}（{_G[13]}）。")
        elif is_faulty:
            found.append(f"材料“{label}”被退回，还没有更换。")
    return found


def require_complete(missing: Sequence[str]) -> None:
    """Refuse to submit what is not complete, and say everything that is missing (EST-02, EST-07)."""
    if missing:
        raise ValidationError(["还不能提交，请先补齐：", *missing])


# Stages


def require_opening(stage: str) -> None:
    """Refuse to change a case that is being reviewed or has ended."""
    if stage in WAITING:
        raise ValidationError("正在审核，不能修改内容或更换材料；要改的请先“撤回修改”。")
    if stage not in OPENING:
        raise ValidationError(cases.now(stage, STAGE_LABELS, "不能再修改"))


def require_waiting(stage: str) -> None:
    """Refuse to decide what does not wait for a decision."""
    cases.require_stage(stage, WAITING, labels=STAGE_LABELS, refused="不能再审核")


def require_unended(stage: str) -> None:
    """Refuse to give up what has ended."""
    cases.require_stage(stage, OPEN, labels=STAGE_LABELS, refused="不能终止")


def require_reason(reason: str, field: str = "reason") -> str:
    """Return why something is refused; refuse none."""
    given = reason.strip()
    if not given or len(given) > MAX_REASON:
        raise ValidationError({field: f"请写明原因，最多 {MAX_REASON} 个字。"})
    return given


def require_faults(*, remarks: Collection[str], reason: str) -> None:
    """Refuse to return a case without saying what is wrong with which item (EST-02)."""
    if not remarks and not reason.strip():
        raise ValidationError({"reason": "请在有问题的材料下写明原因，或者写明总的退回原因。"})


def require_number(number: str) -> str:
    """Return the number of a reply in one form; refuse none.

    >>> require_number(" 云科协〔2026〕 3号 ")
    '云科协〔2026〕3号'
    """
    given = "".join(number.split())
    if not given:
        raise ValidationError({"number": "请填写文号。"})
    return given


def numbers(first: str, count: int) -> list[str]:
    """Return the numbers of several replies from the first on; refuse a form that cannot be counted.

    >>> numbers("云科协〔2026〕9号", 2)
    ['云科协〔2026〕9号', '云科协〔2026〕10号']
    """
    given = require_number(first)
    found = re.fullmatch(r"(.*?)(\d+)(\D*)", given)
    if count > 1 and not found:
        raise ValidationError({"number": "几件一起批复的，文号里要有编号，如“云科协〔2026〕3号”。"})
    if not found:
        return [given]
    return [f"{found[1]}{int(found[2]) + step}{found[3]}" for step in range(count)]


def require_some(chosen: Sequence[object]) -> None:
    """Refuse to decide nothing, or more than one looks through."""
    if not chosen:
        raise ValidationError("请至少选择一件。")
    if len(chosen) > MAX_BATCH:
        raise ValidationError(f"一次最多办理 {MAX_BATCH} 件。")


def next_number(last: str, *, name: str, year: int) -> str:
    """Return the number to suggest after the last one of an association; a new year begins with 1.

    >>> next_number("云科协〔2026〕9号", name="", year=2026), next_number("", name="云溪区科协", year=2026)
    ('云科协〔2026〕10号', '云溪区科协〔2026〕1号')
    """
    found = re.fullmatch(r"(.*)〔(\d{4})〕(\d+)号", last)
    if not found:
        return f"{name}〔{year}〕1号"
    same = int(found[2]) == year
    return f"{found[1]}〔{year}〕{int(found[3]) + 1 if same else 1}号"


def reply_words(*, name: str, host: str, is_filing: bool, congress_on: date | None) -> list[str]:
    """Return the paragraphs of a reply.

    >>> reply_words(name="甲科协", host="甲公司", is_filing=False, congress_on=None)[1]
    '一、同意设立甲科协，隶属关系按《企业科学技术协会组织通则》执行。'
    """
    if is_filing and congress_on:
        held = f"{congress_on.year}年{congress_on.month}月{congress_on.day}日"
        return [
            f"你单位报送的{name}备案材料收悉。经审核，现批复如下：",
            f"一、{name}于{held}召开成立大会，选举产生第一届委员会，材料齐全，准予备案。",
            f"二、请{name}依照{_RULES}和本组织章程开展工作，按期换届，并接受本会指导。",
            "特此批复。",
        ]
    return [
        f"你单位关于设立{name}的申请收悉。经研究，现批复如下：",
        f"一、同意设立{name}，隶属关系按{_RULES}执行。",
        "二、请筹备组按章程草案召开成立大会，选举产生第一届委员会，并在会后一个月内报送选举结果和通过的章程。",
        f"三、请{host}为科协开展工作提供必要的条件。",
        "特此批复。",
    ]


def certificate_number(region: str, *, year: int, place: int) -> str:
    """Return the number of a certificate: division, year and a number that no other one has.

    >>> certificate_number("430603", year=2026, place=17)
    '430603-2026-000017'
    """
    return f"{region}-{year}-{place:06d}"


# The founding congress


def require_congress(*, regime: str, stage: str, is_held: bool) -> None:
    """Refuse a congress before the reply, or where the place files one under review (EST-02, EST-03)."""
    if is_held:
        raise ValidationError("成立大会已经登记。")
    if regime == Regime.APPROVAL and stage != Stage.APPROVED:
        raise ValidationError("审批制先取得批复，再召开成立大会。")
    if regime == Regime.FILING and stage not in OPENING:
        raise ValidationError(cases.now(stage, STAGE_LABELS, "不能登记成立大会"))


def require_congress_day(*, congress_on: date, today: date, replied_on: date | None) -> None:
    """Refuse a congress that is still to come, or that was held before the reply (H9)."""
    if congress_on > today:
        raise ValidationError({"congress_on": "成立大会还没有召开，请在会后登记。"})
    if replied_on is not None and congress_on < replied_on:
        raise ValidationError({"congress_on": f"成立大会应在批复（{replied_on:%Y-%m-%d}）之后召开。"})


def require_assembly(*, assembly: str, workers: int) -> None:
    """Refuse a plenary assembly with a hundred workers or more (G25)."""
    if assembly == Assembly.PLENARY and workers >= PLENARY_BELOW:
        raise ValidationError(
            {
                "assembly": f"科技工作者少于 {PLENARY_BELOW} 人的才能直接召开全体会员大会，"
                f"现在是 {workers} 人，应召开会员代表大会（{_G[25]}）。"
            }
        )


def require_term(years: int) -> None:
    """Refuse a term that is shorter than three years or longer than five (G25)."""
    if years not in TERM_YEARS:
        raise ValidationError({"term_years": f"每届任期为三至五年（{_G[25]}）。"})


def require_unreported(*, stage: str, is_reported: bool) -> None:
    """Refuse to report what was reported, or where nothing was founded."""
    if stage != Stage.ESTABLISHED:
        raise ValidationError(cases.now(stage, STAGE_LABELS, "不能报送"))
    if is_reported:
        raise ValidationError("成立大会的结果已经报送。")


# What is done about a body that fails its duties (EST-12)


class Measure(StrEnum):
    """What the association that approved a body may do about it, each on its own ground."""

    RECTIFY = "rectify"
    WARN = "warn"
    REVOKE = "revoke"


class Ground(StrEnum):
    """Why."""

    SLACK = "slack"
    UNIMPROVED = "unimproved"
    LAW = "law"
    CONSTITUTION = "constitution"


MEASURE_LABELS = {Measure.RECTIFY: "责令限期整改", Measure.WARN: "警告", Measure.REVOKE: "撤销"}
GROUND_LABELS = {
    Ground.SLACK: "履职不力、组织涣散",
    Ground.UNIMPROVED: "限期整改后仍没有明显改进",
    Ground.LAW: "违反国家法律法规",
    Ground.CONSTITUTION: "严重违反中国科协章程",
}
GROUNDS_OF = {
    Measure.RECTIFY: (Ground.SLACK,),
    Measure.WARN: (Ground.UNIMPROVED,),
    Measure.REVOKE: (Ground.LAW, Ground.CONSTITUTION),
}
OUTCOME_LABELS = {"improved": "已有明显改进", "unimproved": "没有明显改进"}
MAX_FACTS = 1000


def require_ground(*, measure: Measure, ground: Ground, is_grave: bool) -> None:
    """Refuse a measure on the ground of another one, and a revocation without grave bad results (G18).

    A warning alone never leads to a revocation.
    """
    if ground not in GROUNDS_OF[measure]:
        fits = "、".join(GROUND_LABELS[one] for one in GROUNDS_OF[measure])
        raise ValidationError({"ground": f"“{MEASURE_LABELS[measure]}”适用于：{fits}（{_G[18]}）。"})
    if measure == Measure.REVOKE and not is_grave:
        raise ValidationError(
            {"is_grave": f"造成严重不良后果的才能撤销；整改没有改进的给予警告，不能因此撤销（{_G[18]}）。"}
        )


def require_ladder(
    *, measure: Measure, rectify_until: date | None, is_assessed: bool, is_warned: bool, today: date
) -> None:
    """Refuse a step of the ladder before the one below it (G18).

    `rectify_until` is the time of the last rectification, None where there is none or where it led to improvement;
    `is_assessed` whether it was found that nothing improved.
    """
    if measure == Measure.RECTIFY and rectify_until is not None and not is_assessed:
        raise ValidationError({"measure": f"已经责令在 {rectify_until:%Y-%m-%d} 前整改，请先评定整改结果。"})
    if measure != Measure.WARN:
        return
    if rectify_until is None:
        raise ValidationError({"measure": f"先责令限期整改，期满仍没有明显改进的才能警告（{_G[18]}）。"})
    if today <= rectify_until:
        raise ValidationError({"measure": f"整改期限到 {rectify_until:%Y-%m-%d}，期满以后才能警告（{_G[18]}）。"})
    if not is_assessed:
        raise ValidationError({"measure": "请先评定整改结果：没有明显改进的才能警告。"})
    if is_warned:
        raise ValidationError({"measure": "这次整改已经给过警告。"})


def require_rectify_day(*, measure: Measure, due: date | None, today: date) -> None:
    """Refuse a rectification without a time, or with one that has passed."""
    if measure == Measure.RECTIFY and (due is None or due <= today):
        raise ValidationError({"due": "请填写整改期限，应在今天以后。"})


def require_assessable(*, measure: str, is_assessed: bool, due: date | None, today: date, is_improved: bool) -> None:
    """Refuse to assess what was assessed, what asks for no improvement, and to find none before the time is over."""
    if measure != Measure.RECTIFY or due is None:
        raise ValidationError("只有限期整改要评定结果。")
    if is_assessed:
        raise ValidationError("整改结果已经评定。")
    if not is_improved and today <= due:
        raise ValidationError({"outcome": f"整改期限到 {due:%Y-%m-%d}，期满以后才能评定为没有明显改进。"})


def decision_words(
    *, name: str, measure: Measure, ground: Ground, facts: str, due: date | None, appeal: str
) -> list[str]:
    """Return the paragraphs of a decision.

    >>> step, ground = Measure.WARN, Ground.UNIMPROVED
    >>> decision_words(name="甲科协", measure=step, ground=ground, facts="事实。", due=None, appeal="申诉。")[1]
    '二、处理决定：给予甲科协警告。'
    """
    until = f"，期限至{due.year}年{due.month}月{due.day}日" if due else ""
    decided = {
        Measure.RECTIFY: f"责令{name}限期整改{until}",
        Measure.WARN: f"给予{name}警告",
        Measure.REVOKE: f"撤销{name}",
    }
    return [
        f"一、事实和依据：{facts}属于{_G[18]}所列“{GROUND_LABELS[ground]}”的情形。",
        f"二、处理决定：{decided[measure]}。",
        f"三、{appeal}",
    ]

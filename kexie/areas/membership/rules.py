"""Who may be a member, what a member may do, how an application is decided. No tables, no clock.

MEM is a requirement of membership; 《通则》 is 《企业科学技术协会组织通则》: its chapter on members.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as NumberError

from kexie.areas.charters.rules.choices import Confirms
from kexie.core import cases
from kexie.core.applications import STAGE_LABELS, Stage
from kexie.core.days import working_days_after, years_after
from kexie.core.trail import Words
from kexie.engines.indicators.rules import Indicator
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant
from kexie.foundation.organisations.rules import KINDS, WITH_MEMBERS, Family
from kexie.foundation.people.rules import Counted, Limit

GENERAL = "《企业科学技术协会组织通则》"
GRASSROOTS = frozenset({Family.GRASSROOTS})

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
REVIEWERS = (*STAFF, Role.REVIEWER)
READERS = (*REVIEWERS, Role.LEADER)
COUNTERS = (*READERS, Role.STATISTICIAN)

OBLIGATIONS = {
    "membership.accept": Many("{number} 件入会申请等待审核", "membership:applications"),
    "membership.confirm_leaving": Many("{number} 件退会申请等待确认", "membership:browse"),
    "membership.confirm_claim": Many("{number} 件会员认领等待核实", "membership:claims"),
}
MEMBERS = Indicator(
    "members",
    "会员人数",
    "人",
    "辖区内各组织名册上的会员（含退休保留的），按性别、出生年份、学历、职称、人员类别和入会年份；在几个组织入会的各计一次",
    "本平台登记，最多迟一分钟",
)
MEMBER_CHANGES = Indicator(
    "member_changes",
    "会员增减",
    "人次",
    "一年内入会和终止会员资格的人次；组织后来改变隶属的，仍计入当时所在的科协",
    "本平台登记，最多迟一分钟",
)
COUNTED = (MEMBERS, MEMBER_CHANGES)
NOTICES = Kind("会员", "入会申请提交、退回、通过和不予接收，会员登记有变化", icon="users", is_important=True)
GRANTS = (
    # Who is a member is known to the body alone; those above it see numbers, not people.
    grant("membership.browse", Within.OWN, roles=READERS, families=GRASSROOTS),
    grant("membership.manage", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("membership.reveal", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("membership.export", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("membership.review", Within.OWN, roles=REVIEWERS, families=GRASSROOTS),
    grant("membership.numbers", Within.OWN, roles=COUNTERS, families=GRASSROOTS),
    grant("membership.numbers", Within.SUBTREE, roles=COUNTERS, families=ASSOCIATIONS),
    grant("membership.detail", Within.OWN, roles=COUNTERS, families=GRASSROOTS),
)

REVIEW_DAYS = 15  # working days within which an application should be answered
MAX_OPEN = 5  # applications of one person that are not decided
MAX_A_DAY = 10  # that one person sends in 24 hours, withdrawn ones counted
MAX_REASON = cases.MAX_REASON
MAX_CLAIMED = 100  # entries that one claim is about
MAX_NUMBER = 9_999_999
MAX_ROWS = 20_000  # members of one table
MAX_TAG, MAX_TAGS = 20, 60  # characters of one; how many a body has
OLDEST = 1900
YOUNGEST = 14  # years


DEEDS = {
    Stage.SUBMITTED: "提交入会申请",
    Stage.RETURNED: "退回修改",
    Stage.RESUBMITTED: "修改后再次提交",
    Stage.ACCEPTED: "审核通过，成为会员",
    Stage.REFUSED: "不予接收",
    Stage.WITHDRAWN: "撤回申请",
}
BY_BODY = frozenset({Stage.RETURNED, Stage.ACCEPTED, Stage.REFUSED})


class Status(StrEnum):
    """How a member stands; those who are on the roll have the rights of members."""

    ACTIVE = "active"
    RETIRED = "retired"
    LEFT = "left"
    DEPARTED = "departed"
    LAPSED = "lapsed"
    EXPELLED = "expelled"
    DIED = "died"
    DISSOLVED = "dissolved"


STATUS_LABELS = {
    Status.ACTIVE: "在册",
    Status.RETIRED: "退休保留",
    Status.LEFT: "已退会",
    Status.DEPARTED: "离职终止",
    Status.LAPSED: "保留期满",
    Status.EXPELLED: "取消资格",
    Status.DIED: "已故",
    Status.DISSOLVED: "组织注销",
}
ON_ROLL = (Status.ACTIVE, Status.RETIRED)
GONE = tuple(status for status in Status if status not in ON_ROLL)


class Cause(StrEnum):
    """Why somebody's membership changed (MEM-07)."""

    ENTERED = "entered"
    APPLIED = "applied"
    IMPORTED = "imported"
    CLAIMED = "claimed"
    UNCLAIMED = "unclaimed"
    RETIRED = "retired"
    LEFT = "left"
    DEPARTED = "departed"
    LAPSED = "lapsed"
    EXPELLED = "expelled"
    DIED = "died"
    DISSOLVED = "dissolved"


CAUSE_LABELS = {
    Cause.ENTERED: "直接登记入会",
    Cause.APPLIED: "申请入会，审核通过",
    Cause.IMPORTED: "批量导入名册",
    Cause.CLAIMED: "本人认领会员身份",
    Cause.UNCLAIMED: "认领有误，秘书处已撤销",
    Cause.RETIRED: "退休，会员资格按章程保留",
    Cause.LEFT: "本人申请退会，已确认",
    Cause.DEPARTED: "离开本单位，会员资格终止",
    Cause.LAPSED: "退休后保留期满",
    Cause.EXPELLED: "委员会决定取消会员资格",
    Cause.DIED: "去世",
    Cause.DISSOLVED: "所属科协注销，会员资格终止",
}


class ClaimStage(StrEnum):
    """Where a claim stands that the body has to confirm."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


CLAIM_LABELS = {ClaimStage.WAITING: "待核实", ClaimStage.CONFIRMED: "已确认", ClaimStage.REFUSED: "未通过"}


class Way(StrEnum):
    """By what somebody says that an entry is the own one.

    Who knows name and identity number has proved it. An account's mobile number is only what its owner typed, nobody
    has sent a code to it yet: it leads to entries, and their bodies confirm (MEM-01b).
    """

    MOBILE = "mobile"
    IDENTITY = "identity"


WAY_LABELS = {Way.MOBILE: "账号的手机号与名册相同", Way.IDENTITY: "姓名和身份证号与名册相同"}
# How often somebody may look for entries: one account, and all accounts from one address.
CLAIM_LIMITS = {
    Counted.ACCOUNT: Limit(free=5, most=5, minutes=24 * 60),
    Counted.ADDRESS: Limit(free=30, most=30, minutes=60),
}


class Category(StrEnum):
    """The three sorts of staff who may join an enterprise's association."""

    TECHNICAL = "technical"
    MANAGERIAL = "managerial"
    SKILLED = "skilled"


CATEGORY_LABELS = {
    Category.TECHNICAL: "科技人员",
    Category.MANAGERIAL: "管理人员",
    Category.SKILLED: "高技能人员",
}


class Sex(StrEnum):
    """As it stands in identity papers."""

    MALE = "m"
    FEMALE = "f"


SEX_LABELS = {Sex.MALE: "男", Sex.FEMALE: "女"}


class Rank(StrEnum):
    """Professional titles and grades of skill, the highest first."""

    SENIOR = "senior"
    ASSOCIATE = "associate"
    MIDDLE = "middle"
    JUNIOR = "junior"
    CHIEF_SKILLED = "chief_skilled"
    SENIOR_SKILLED = "senior_skilled"
    SKILLED = "skilled"
    WORKER = "worker"


RANK_LABELS = {
    Rank.SENIOR: "正高级职称",
    Rank.ASSOCIATE: "副高级职称",
    Rank.MIDDLE: "中级职称",
    Rank.JUNIOR: "初级职称",
    Rank.CHIEF_SKILLED: "特级或首席技师",
    Rank.SENIOR_SKILLED: "高级技师",
    Rank.SKILLED: "技师",
    Rank.WORKER: "高级工",
}


class Education(StrEnum):
    """The highest degree of schooling."""

    DOCTOR = "doctor"
    MASTER = "master"
    BACHELOR = "bachelor"
    COLLEGE = "college"
    SCHOOL = "school"


EDUCATION_LABELS = {
    Education.DOCTOR: "博士研究生",
    Education.MASTER: "硕士研究生",
    Education.BACHELOR: "本科",
    Education.COLLEGE: "大专",
    Education.SCHOOL: "中专、高中及以下",
}


# Bands of age by the last year in each; the last band has no end.
AGE_BANDS = ((35, "35 岁及以下"), (45, "36—45 岁"), (55, "46—55 岁"), (60, "56—60 岁"), (None, "61 岁及以上"))
UNKNOWN = "未填"
FEW = 5  # of another body's members fewer than these are not told apart (SEC-06)


class Right(StrEnum):
    """What a member may do (《通则》第二十条); the areas in which it is done ask for it by this name (MEM-03)."""

    VOTE = "vote"
    STAND = "stand"
    KNOW = "know"
    SUGGEST = "suggest"
    CRITICISE = "criticise"
    SUPERVISE = "supervise"
    PRIORITY = "priority"
    LEAVE = "leave"


@dataclass(frozen=True)
class Meaning:
    """A right in words: what it is called, and what it lets one do here."""

    label: str
    lets: str


RIGHTS = {
    Right.VOTE: Meaning("选举权和表决权", "本科协召开会员大会或选举代表时，收到通知并投票。"),
    Right.STAND: Meaning("被选举权", "可以被提名为代表、委员和负责人的候选人。"),
    Right.KNOW: Meaning("知情权", "查看本科协向会员公开的工作报告、账目和会议纪要。"),
    Right.SUGGEST: Meaning("建议权", "向本科协提出建议，并得到答复。"),
    Right.CRITICISE: Meaning("批评权", "对本科协的工作提出批评。"),
    Right.SUPERVISE: Meaning("监督权", "对决议的执行和会费的使用进行监督。"),
    Right.PRIORITY: Meaning("优先参加活动", "科协活动开放报名时，会员可以先报名。"),
    Right.LEAVE: Meaning("自愿退会", "随时可以申请退会；本科协只作确认，不能拒绝。"),
}


class Ground(StrEnum):
    """For what a member may be expelled, and for nothing else (《通则》第二十二条)."""

    ENTERPRISE = "enterprise"
    CHARTER = "charter"
    CRIME = "crime"


GROUND_LABELS = {
    Ground.ENTERPRISE: "严重违反企业规章制度",
    Ground.CHARTER: "严重违反科协章程",
    Ground.CRIME: "因违法犯罪受到刑事处罚",
}


ROLL_FILE = "xlsx"
ROLL_FILES = {ROLL_FILE: "Excel 表格", "pdf": "PDF 名册（打印）", "docx": "Word 名册（打印）"}
FIELD_LABELS = {
    "name": "姓名",
    "sex": "性别",
    "identity": "身份证号",
    "mobile": "手机号",
    "email": "邮箱",
    "department": "部门",
    "post": "岗位",
    "category": "人员类别",
    "rank": "职称或技能等级",
    "education": "学历",
    "discipline": "专业领域",
    "statement": "申请说明",
}
TRAIL = Words(
    "会员",
    deeds={
        "membership.apply": "提交入会申请",
        "membership.amend": "修改后再次提交入会申请",
        "membership.withdraw": "撤回入会申请",
        "membership.return_": "退回入会申请",
        "membership.refuse": "不予接收入会申请",
        "membership.accept": "通过入会申请",
        "membership.add": "登记会员",
        "membership.change": "修改会员资料",
        "membership.add_many": "批量登记会员",
        "membership.export": "导出会员名册",
        "membership.leave": "申请退会",
        "membership.stay": "撤回退会申请",
        "membership.confirm_leaving": "确认退会",
        "membership.depart": "登记离职",
        "membership.bury": "登记去世",
        "membership.retire": "登记退休",
        "membership.lapse": "退休保留期满",
        "membership.expel": "登记取消会员资格",
        "membership.dissolve": "随组织注销终止会员资格",
        "membership.claim": "认领会员身份",
        "membership.ask": "请科协核实会员身份",
        "membership.confirm_claim": "确认会员认领",
        "membership.refuse_claim": "不通过会员认领",
        "membership.unclaim": "撤销会员认领",
        "membership.reveal": "查看会员的完整证件号和联系方式",
        "membership.add_tag": "新建会员分组",
        "membership.change_tag": "修改会员分组的名称",
        "membership.remove_tag": "删除会员分组",
        "membership.tag": "调整会员的分组",
        "membership.tag_many": "批量调整会员的分组",
    },
    # What a group is called and who is in it stays out of the records: those above a body read them (SCP-04).
    things={
        "membership.member": "会员",
        "membership.application": "入会申请",
        "membership.claim": "会员认领",
        "membership.tag": "会员分组",
    },
    facts={
        "number": "会员号",
        "fields": "修改的栏目",
        "reason": "用途或原因",
        "member": "会员",
        "file": "文件",
        "count": "人数",
    },
    values={
        "fields": FIELD_LABELS,
        "file": ROLL_FILES,
        "status": {status.value: label for status, label in STATUS_LABELS.items()},
        "stage": {stage.value: label for stage, label in STAGE_LABELS.items()},
    },
    refers={"member": "membership.member"},
)


def takes(kind: str) -> bool:
    """Tell whether a kind of body has members of its own.

    >>> takes("enterprise_association"), takes("workstation")
    (True, False)
    """
    return kind in WITH_MEMBERS


def rights(status: str) -> tuple[Right, ...]:
    """Return the rights of a member who stands so (《通则》第二十条); who is off the roll has none (MEM-03).

    >>> len(rights("active")), rights("left")
    (8, ())
    """
    return tuple(Right) if status in ON_ROLL else ()


def printed(number: int) -> str:
    """Return a member's number as it is written.

    >>> printed(27)
    '000027'
    """
    return f"{number:06}"


def mark(body: str, value: str) -> str:
    """Return a property's value as it stands among a member's terms: with the body, so that an index meets no others.

    >>> mark("17", "doctor"), mark("17", "")
    ('17.doctor', '')
    """
    return f"{body}.{value}" if value else ""


def due(since: date) -> date:
    """Return the day by which an application should be answered; weekends do not count, holidays are not known.

    >>> due(date(2026, 11, 20))
    datetime.date(2026, 12, 11)
    """
    return working_days_after(since, REVIEW_DAYS)


def clean_identity(identity: str) -> str:
    """Return the number of an identity card as it is kept; raises ValidationError for a wrong check digit or birthday.

    >>> clean_identity(" 11010119900307002x ")
    '11010119900307002X'
    """
    number = re.sub(r"[\s-]", "", identity).upper()
    if not number:
        return ""
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number, re.ASCII):
        raise ValidationError({"identity": "身份证号应为 18 位，最后一位可以是 X。"})
    try:
        ric.get_birth_date(number)
    except NumberError as wrong:
        raise ValidationError({"identity": "身份证号里的出生日期不对，请对照证件核对。"}) from wrong
    if ric.calc_check_digit(number) != number[-1]:
        raise ValidationError({"identity": "身份证号的校验位不对，请对照证件核对。"})
    return number


def masked_identity(number: str) -> str:
    """Show the number of an identity card to those who need not know it.

    >>> masked_identity("11010119900307002X"), masked_identity("")
    ('110101********002X', '')
    """
    return f"{number[:6]}********{number[-4:]}" if number else ""


def birth_year(identity: str) -> int | None:
    """Return the year of birth that stands in an identity card's number."""
    return int(identity[6:10]) if identity else None


def sex_of(identity: str) -> str:
    """Return the sex that stands in an identity card's number.

    >>> sex_of("11010119900307002X")
    'f'
    """
    if not identity:
        return ""
    return Sex.MALE.value if int(identity[16]) % 2 else Sex.FEMALE.value


def age_band(born: int | None, *, year: int) -> str:
    """Return the band of age that somebody born in a year is in.

    >>> age_band(1991, year=2026), age_band(1990, year=2026), age_band(None, year=2026)
    ('35 岁及以下', '36—45 岁', '未填')
    """
    if born is None:
        return UNKNOWN
    return next(label for last, label in AGE_BANDS if last is None or year - born <= last)


def hidden(numbers: Sequence[int]) -> set[int]:
    """Return the places of numbers that are not told: small ones, and one more where that one alone could be reckoned.

    None is told where all would have to be hidden but one. Zeros tell of nobody (SEC-06).

    >>> hidden([40, 3, 12, 0]), hidden([40, 3, 2]), hidden([40, 12]), hidden([3])
    ({1, 2}, {1, 2}, set(), {0})
    """
    few = {place for place, number in enumerate(numbers) if 0 < number < FEW}
    told = [place for place, number in enumerate(numbers) if number and place not in few]
    if len(few) == 1 and told:
        few.add(min(told, key=lambda place: (numbers[place], place)))
    return few


def masked_name(name: str) -> str:
    """Show a name on the public page that verifies a card: enough to compare it with the card, not to learn it.

    >>> masked_name("王敏"), masked_name("示例·欧阳远航"), masked_name("敏")
    ('王*', '示例·欧阳*航', '*')
    """
    lead, dot, own = name.rpartition("·")
    if len(own) < 2:
        return f"{lead}{dot}*"
    if len(own) == 2:
        return f"{lead}{dot}{own[0]}*"
    shown = 2 if len(own) > 3 else 1
    return f"{lead}{dot}{own[:shown]}*{own[-1]}"


def require_taking(*, kind: str, is_closed: bool) -> None:
    """Refuse members to a body that has none, or that has been closed (《通则》第十九条)."""
    if not takes(kind):
        raise ValidationError(f"{KINDS[kind].label}不发展个人会员（{GENERAL}第十九条）。")
    if is_closed:
        raise ValidationError("这个组织已经注销，不能再发展会员。")


def require_name(name: str) -> str:
    """Return a member's name; refuse none."""
    given = " ".join(name.split())
    if not given:
        raise ValidationError({"name": "请填写姓名。"})
    return given


def require_reachable(*, mobile: str, identity: str) -> None:
    """Refuse a member whom nothing tells from a namesake, and who could never claim the entry (MEM-01b)."""
    if not mobile and not identity:
        raise ValidationError({"mobile": "手机号和身份证号至少填写一项，本人以后凭它认领会员身份。"})


def require_born(*, year: int | None, today: date) -> None:
    """Refuse a year of birth that nobody at work can have."""
    if year is not None and not OLDEST <= year <= today.year - YOUNGEST:
        raise ValidationError({"identity": f"出生年份应在 {OLDEST} 到 {today.year - YOUNGEST} 之间，请核对。"})


def require_sex(*, sex: str, identity: str) -> None:
    """Refuse a sex that is not the one of the identity card."""
    if sex and identity and sex != sex_of(identity):
        raise ValidationError({"sex": "性别与身份证号不一致，请核对。"})


def require_joined(joined_on: date, *, today: date) -> None:
    """Refuse a day of joining that has not come."""
    if joined_on > today:
        raise ValidationError({"joined_on": "入会日期不能晚于今天。"})


def require_accepted_charter(*, accepts: bool) -> None:
    """Refuse an applicant who does not accept the charter (《通则》第十九条, MEM-04)."""
    if not accepts:
        raise ValidationError({"accepts": f"承认并遵守章程才能申请入会（{GENERAL}第十九条）。请阅读后勾选。"})


def require_room(*, is_open: int, of_late: int) -> None:
    """Refuse to send more applications than anybody needs: each keeps a reviewer busy."""
    if is_open >= MAX_OPEN:
        raise ValidationError(f"您已有 {MAX_OPEN} 件没有办结的申请，请等审核后再提交新的申请。")
    if of_late >= MAX_A_DAY:
        raise ValidationError("您今天提交的申请太多，请明天再试。")


def require_new(*, is_member: bool, is_waiting: bool) -> None:
    """Refuse an application of somebody who is a member here already, or whose application is not decided."""
    if is_member:
        raise ValidationError("您已经是这个科协的会员，不用再申请。")
    if is_waiting:
        raise ValidationError("您向这个科协提交的申请还没有办结，请在“我的会员”里查看。")


def require_reason(reason: str) -> str:
    """Return why an application goes back or is refused; refuse none."""
    return cases.require_reason(reason, read_by="申请人")


def require_faults(faults: Collection[str]) -> list[str]:
    """Return the fields that must be mended, in the form's order; refuse others."""
    if unknown := set(faults) - set(FIELD_LABELS):
        raise ValidationError({"faults": f"没有这个项目：{'、'.join(sorted(unknown))}。"})
    return [name for name in FIELD_LABELS if name in faults]


def require_purpose(reason: str) -> str:
    """Return what somebody needs a member's data for; refuse none (PIPL 6, SEC-06)."""
    given = reason.strip()
    if not given:
        raise ValidationError({"reason": "请写明查看的用途。"})
    return given


def require_on_roll(status: str) -> None:
    """Refuse to change who is a member no longer: history stays as it was (MEM-07)."""
    if status not in ON_ROLL:
        raise ValidationError(f"这位会员的状态是“{STATUS_LABELS[Status(status)]}”，资料不能再改。")


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same but for spaces, dots and the size of letters.

    >>> same_name("示例·王 敏", "示例•王敏"), same_name("王敏", "王民")
    (True, False)
    """
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return re.sub(r"[\s·•・‧.]", "", name).casefold()


def require_identity(identity: str) -> str:
    """Return the identity number by which somebody claims entries; refuse none."""
    if not (number := clean_identity(identity)):
        raise ValidationError({"identity": "请填写身份证号。"})
    return number


def require_found(is_found: bool) -> None:
    """Refuse in one sentence who is on no roll, and who knows the number but not the name (SEC-05)."""
    if not is_found:
        raise ValidationError(
            "没有找到姓名和身份证号都相符的会员登记。请核对后再试；名册里没有登记身份证号的，可以请科协核实。"
        )


def require_more(is_more: bool) -> None:
    """Refuse to claim what is in the account already."""
    if not is_more:
        raise ValidationError("相符的会员身份已经都在您的账号里。")


def require_own_mobile(mobile: str) -> None:
    """Refuse to look for entries by a number that the account does not have."""
    if not mobile:
        raise ValidationError("您的账号还没有手机号，请先在“我的账号”里填写。")


def require_claim_waiting(stage: str) -> None:
    """Refuse to decide a claim twice: the second of two secretaries is told."""
    cases.require_stage(stage, (ClaimStage.WAITING,), labels=CLAIM_LABELS, refused="不能再办理")


def require_open_account(is_closed: bool) -> None:
    """Refuse to join an entry to an account that was closed meanwhile."""
    if is_closed:
        raise ValidationError("这个账号已经注销，不能再认领。")


def require_claimed(is_claimed: bool) -> None:
    """Refuse to undo a claim that nobody made."""
    if not is_claimed:
        raise ValidationError("这条会员登记还没有人认领；请刷新页面查看。")


def require_why(reason: str) -> str:
    """Return why a claim is refused or undone; refuse none: it stays in the history."""
    given = reason.strip()
    if not given or len(given) > MAX_REASON:
        raise ValidationError({"reason": f"请写明原因，最多 {MAX_REASON} 个字。"})
    return given


def require_unclaimed(*, is_claimed: bool, is_own: bool) -> None:
    """Refuse to join an entry to a second account: it is one person's (MEM-01b)."""
    if is_own:
        raise ValidationError("这个会员身份已经在您的账号里。")
    if is_claimed:
        raise ValidationError("这个会员身份已经由另一个账号认领。如有疑问，请联系本科协秘书处核实。")


def require_active(status: str) -> None:
    """Refuse to let somebody retire who has retired, or who is a member no longer."""
    if status != Status.ACTIVE:
        raise ValidationError(f"这位会员的状态是“{STATUS_LABELS[Status(status)]}”，不能登记退休。")


def require_not_leaving(*, is_leaving: bool) -> None:
    """Refuse to ask twice."""
    if is_leaving:
        raise ValidationError("您已经申请退会，正在等待确认。")


def require_leaving(*, is_leaving: bool) -> None:
    """Refuse to confirm what nobody asked for: leaving is the member's own will (《通则》第二十三条)."""
    if not is_leaving:
        raise ValidationError(f"本人没有申请退会，不能代为办理（{GENERAL}第二十三条）。请刷新页面查看。")


def require_confirmed_by(who: str, *, decision: str) -> None:
    """Refuse a confirmation without the committee's decision where the charter leaves it to the committee (T9)."""
    if who == Confirms.COMMITTEE and not decision.strip():
        raise ValidationError({"decision": "本科协章程规定退会由委员会确认，请写明委员会的决定。"})


def require_end(day: date, *, joined_on: date, today: date, field: str) -> None:
    """Refuse a day that has not come, or before the membership began."""
    if day > today:
        raise ValidationError({field: "日期不能晚于今天。"})
    if day < joined_on:
        raise ValidationError({field: "日期不能早于入会日期。"})


def require_ground(ground: str) -> None:
    """Refuse to expel for anything but one of the three grounds (《通则》第二十二条)."""
    if ground not in set(Ground):
        raise ValidationError({"ground": f"取消会员资格只限三种情形（{GENERAL}第二十二条），请选择一种。"})


def require_decision(decision: str) -> str:
    """Return the committee's decision that expels; refuse none: nobody else may (《通则》第二十二条, G22)."""
    given = decision.strip()
    if not given:
        raise ValidationError({"decision": f"取消会员资格须经委员会决定（{GENERAL}第二十二条），请写明会议和文号。"})
    return given


def last_day(retired_on: date, *, years: int) -> date:
    """Return the last day of a membership that is kept for some years: the same day of that year, or its month's last.

    The day of retiring itself is not counted (《民法典》第二百零一条、第二百零二条).

    >>> last_day(date(2024, 2, 29), years=3), last_day(date(2026, 11, 21), years=0)
    (datetime.date(2027, 2, 28), datetime.date(2026, 11, 21))
    """
    return years_after(retired_on, years)


def require_tag(name: str) -> str:
    """Return the name of a group of members; refuse none."""
    given = " ".join(name.split())
    if not given or len(given) > MAX_TAG:
        raise ValidationError({"name": f"请填写分组名称，最多 {MAX_TAG} 个字。"})
    return given


def require_tag_room(number: int) -> None:
    """Refuse more groups than anybody finds his way in."""
    if number >= MAX_TAGS:
        raise ValidationError({"name": f"最多 {MAX_TAGS} 个分组，请先删除不用的。"})


def require_one_tag(*, is_chosen: bool, is_named: bool) -> None:
    """Refuse neither and both: an existing group, or the name of a new one."""
    if is_chosen == is_named:
        raise ValidationError({"into": "请选择一个分组，或者填写新分组的名称，只填其中一项。"})


def require_some(number: int) -> None:
    """Refuse to put nobody into a group."""
    if not number:
        raise ValidationError("没有选中在册的会员，请返回名册重新选择。")

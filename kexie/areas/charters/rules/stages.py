"""Who may do what to a charter, its stages, and what a resolution of the congress must carry. No tables, no clock."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from django.core.exceptions import ValidationError

from kexie.areas.charters.rules.choices import Choices, share
from kexie.core import cases
from kexie.core.days import months_after
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, EVERYBODY, Role, Within, grant
from kexie.foundation.organisations.rules import Family

STAFF = (Role.ADMINISTRATOR, Role.SECRETARY)
RECEIVERS = (*STAFF, Role.REVIEWER)
GRASSROOTS = frozenset({Family.GRASSROOTS})
# Bodies that have a congress and so a charter; a consortium has an agreement, a workstation neither.
CHARTERED = frozenset({"enterprise_association", "park_association", "joint_association", "federation"})

OBLIGATIONS = {"charters.report": Many("{number} 份章程等待报送", "charters:browse")}
NOTICES = Kind("章程", "章程通过后报送，施行", icon="book")
GRANTS = (
    # What the congress adopted is read by the associations above; drafts are the body's own (SCP-02).
    grant("charters.browse", Within.SUBTREE, roles=EVERYBODY),
    grant("charters.open", Within.OWN, roles=EVERYBODY, families=GRASSROOTS),
    grant("charters.draft", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("charters.change", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("charters.remove", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("charters.adopt", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("charters.undo", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("charters.enforce", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("charters.report", Within.OWN, roles=STAFF, families=GRASSROOTS),
    grant("charters.receive", Within.OWN, roles=RECEIVERS, families=ASSOCIATIONS),
)
MAX_CONGRESS = 60


class Stage(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


STAGE_LABELS = {
    Stage.DRAFT: "草案",
    Stage.ADOPTED: "已通过，待施行",
    Stage.IN_FORCE: "现行",
    Stage.SUPERSEDED: "已被新版取代",
}
STAGE_COLOURS = {Stage.DRAFT: "secondary", Stage.ADOPTED: "orange", Stage.IN_FORCE: "green", Stage.SUPERSEDED: "blue"}
SETTLED = (Stage.ADOPTED, Stage.IN_FORCE, Stage.SUPERSEDED)
TRAIL = Words(
    "章程",
    deeds={
        "charters.draft": "起草章程",
        "charters.change": "修改章程草案",
        "charters.remove": "删除章程草案",
        "charters.adopt": "登记大会通过章程",
        "charters.undo": "撤销章程的通过登记",
        "charters.enforce": "施行章程",
        "charters.report": "报送章程",
    },
    things={"charters.charter": "章程"},
    facts={
        "fields": "修改的项目",
        "reason": "原因",
        "base": "依据的版本",
        "replaced": "取代的版本",
        "restored": "恢复的版本",
        "late": "超过一个月",
    },
    named=frozenset({"charters.charter"}),
)


def report_due(adopted_on: date) -> date:
    """Return the last day on which a charter is to be reported: one month after the congress (G25).

    >>> report_due(date(2026, 1, 31)), report_due(date(2026, 11, 21)), report_due(date(2027, 12, 31))
    (datetime.date(2026, 2, 28), datetime.date(2026, 12, 21), datetime.date(2028, 1, 31))
    """
    return months_after(adopted_on, 1)


def require_chartered(kind: str) -> None:
    """Refuse a charter to a body that has no congress (H10, GOV-17)."""
    if kind not in CHARTERED:
        raise ValidationError("企业科协、园区科协、企业联合科协和联合会才制定章程。")


def require_no_draft(*, has_draft: bool) -> None:
    """Refuse a second draft beside the one that is being written."""
    if has_draft:
        raise ValidationError("已经有一份章程在起草或者等待施行，请先办完那一份。")


def require_draft(stage: str) -> None:
    """Refuse to change what the congress has adopted: a change is a new version (G27)."""
    if stage != Stage.DRAFT:
        raise ValidationError(
            "大会通过的章程不能直接修改；请另起草一版，提交会员（代表）大会表决（《企业科学技术协会组织通则》第二十七条）。"
        )


def require_adopted(stage: str) -> None:
    """Refuse to bring into force what no congress resolved on (G27, T25)."""
    if stage == Stage.DRAFT:
        raise ValidationError("章程要由会员（代表）大会通过后才能施行（《企业科学技术协会组织通则》第二十七条）。")
    if stage != Stage.ADOPTED:
        raise ValidationError(f"这一版章程现在是“{STAGE_LABELS[Stage(stage)]}”，不用再办理施行。")


def require_undoable(stage: str, *, is_reported: bool) -> None:
    """Refuse to take back an adoption that has been reported, or that a later version has replaced (G27)."""
    if is_reported:
        raise ValidationError(
            "这一版章程已经报送，不能撤销登记；要改的请另起草一版，提交会员（代表）大会表决（《企业科学技术协会组织通则》第二十七条）。"
        )
    if stage not in {Stage.ADOPTED, Stage.IN_FORCE}:
        raise ValidationError(cases.now(stage, STAGE_LABELS, "没有可以撤销的登记"))


def require_reason(reason: str) -> str:
    """Return why an adoption is taken back; refuse none."""
    return cases.require_reason(reason)


def require_settled(stage: str) -> None:
    """Refuse to report a draft (G25)."""
    if stage == Stage.DRAFT:
        raise ValidationError("大会通过后再报送（《企业科学技术协会组织通则》第二十五条）。")


def require_unreported(*, is_reported: bool) -> None:
    """Refuse to report a version twice."""
    if is_reported:
        raise ValidationError("这一版章程已经报送过。")


def require_congress(name: str) -> str:
    """Return which congress resolved; refuse none (G27)."""
    given = name.strip()
    if not given or len(given) > MAX_CONGRESS:
        raise ValidationError({"congress": f"请写明是哪一次大会通过的，最多 {MAX_CONGRESS} 个字。"})
    return given


def require_day_of_congress(adopted_on: date, *, today: date, since: date | None) -> None:
    """Refuse a congress that is still to come, or one before the version that it changes came into force."""
    if adopted_on > today:
        raise ValidationError({"adopted_on": "大会还没有举行，请在通过之后登记。"})
    if since and adopted_on < since:
        raise ValidationError({"adopted_on": f"不能早于现行章程的施行日期 {since}。"})


def require_carried(choices: Choices, *, due: int, present: int, in_favour: int) -> None:
    """Refuse to mark as adopted what the figures do not carry, by the charter that binds the congress (GOV-05c).

    The General Rules leave the congress's quorum to the charter: a change goes by the one in force, a first by itself.
    """
    if present > due:
        raise ValidationError({"present": "到会人数不能多于应到人数。"})
    if in_favour > present:
        raise ValidationError({"in_favour": "赞成票不能多于到会人数。"})
    if present < Fraction(choices.congress_quorum) * due:
        words = share(choices.congress_quorum)
        raise ValidationError({"present": f"到会人数没有达到应到人数的{words}，大会不能举行（章程规定）。"})
    if in_favour < Fraction(choices.amendment) * present:
        words = share(choices.amendment)
        raise ValidationError({"in_favour": f"赞成票没有达到到会人数的{words}，章程没有通过（章程规定）。"})


def require_day_in_force(effective_on: date, *, adopted_on: date, today: date) -> None:
    """Refuse a day of coming into force before the resolution, or one that is still to come (G27, T25)."""
    if effective_on < adopted_on:
        raise ValidationError({"effective_on": f"施行日期不能早于大会通过的日期 {adopted_on}。"})
    if effective_on > today:
        raise ValidationError({"effective_on": "施行日期还没有到，请到那一天再办理。"})

"""What the platform reads of bodies for automatic items; every app's `MEASURES` are found here (EST-15)."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from kexie.areas.charters.models import Charter
from kexie.areas.establishment.models import Case
from kexie.areas.establishment.rules import month_after
from kexie.areas.membership.models import Member
from kexie.core import clock
from kexie.core.measures import Measure, Reading, Span
from kexie.engines.worklist.models import Obligation
from kexie.foundation.organisations.models import OrganisationQuerySet, Post, PublicPage
from kexie.foundation.organisations.rules import TITLE_LABELS, Title

HERE = "kexie."
HUNDRED = Decimal(100)
LEADERS = (Title.CHAIR, Title.SECRETARY_GENERAL)
PAGE = {"introduction": "简介", "highlights": "工作亮点", "address": "地址", "phone": "电话"}


@cache
def measures() -> Mapping[str, Measure]:
    """Return the figures that all apps declare, by name."""
    found: dict[str, Measure] = {}
    for config in apps.get_app_configs():
        if config.name.startswith(HERE) and find_spec(f"{config.name}.queries"):
            found |= getattr(import_module(f"{config.name}.queries"), "MEASURES", {})
    return found


def members(bodies: OrganisationQuerySet, span: Span) -> dict[int, Reading]:
    """Read how many members are on the roll."""
    rows = Member.objects.filter(organisation__in=bodies, joined_on__lte=span.ends_on)
    there = rows.filter(Q(ended_on=None) | Q(ended_on__gte=span.ends_on))
    counted = there.order_by().values_list("organisation").annotate(number=Count("pk"))
    return {body: Reading(Decimal(number), f"在册会员 {number:,} 人") for body, number in counted}


def growth(bodies: OrganisationQuerySet, span: Span) -> dict[int, Reading]:
    """Read how many more members there are than at the beginning."""
    days = (span.starts_on, span.ends_on)
    rows = Member.objects.filter(organisation__in=bodies).order_by().values_list("organisation")
    came = dict(rows.filter(joined_on__range=days).annotate(number=Count("pk")))
    went = dict(rows.filter(ended_on__range=days).annotate(number=Count("pk")))
    found = {}
    for body in came.keys() | went.keys():
        new, gone = came.get(body, 0), went.get(body, 0)
        found[body] = Reading(Decimal(new - gone), f"新入会 {new:,} 人，终止 {gone:,} 人，净增 {new - gone:,} 人")
    return found


def in_force(bodies: OrganisationQuerySet, span: Span) -> dict[int, Reading]:
    """Read whether there is a charter in force."""
    rows = Charter.objects.in_force().filter(organisation__in=bodies, effective_on__lte=span.ends_on)
    return {
        body: Reading(Decimal(1), f"现行章程自 {day:%Y-%m-%d} 起施行")
        for body, day in rows.values_list("organisation", "effective_on")
    }


def reports(bodies: OrganisationQuerySet, span: Span) -> dict[int, Reading]:
    """Read which share of what was to be reported was reported in time; nothing to report is all in time."""
    foundings = Case.objects.filter(body__in=bodies, report_due__isnull=False)
    rows = list(foundings.values_list("body", "report_due", "reported_on"))
    adopted = Charter.objects.settled().filter(organisation__in=bodies, adopted_on__isnull=False)
    rows += [
        (body, month_after(on), reported)
        for body, on, reported in adopted.values_list("organisation", "adopted_on", "reported_on")
        if on is not None
    ]
    told: dict[int, list[bool]] = {body: [] for body in bodies.values_list("pk", flat=True)}
    for body, due, reported in rows:
        if due is not None and span.starts_on <= due <= span.ends_on and (reported or due < span.ends_on):
            told[body].append(reported is not None and reported <= due)
    return {body: _share(answers, "应报送") for body, answers in told.items()}


def in_time(bodies: OrganisationQuerySet, span: Span) -> dict[int, Reading]:
    """Read which share of what waited was done in time; nothing that was due is all in time."""
    due = Obligation.objects.filter(organisation__in=bodies, due__range=(span.starts_on, span.ends_on))
    over = due.filter(Q(closed_at__isnull=False) | Q(due__lt=span.ends_on))
    day = TruncDate("closed_at", tzinfo=clock.PLACE)
    counted = over.order_by().annotate(day=day).values("organisation")
    rows = counted.annotate(all=Count("pk"), timely=Count("pk", filter=Q(day__lte=F("due"))))
    found = {body: _share([], "到期") for body in bodies.values_list("pk", flat=True)}
    for row in rows:
        answers = [True] * row["timely"] + [False] * (row["all"] - row["timely"])
        found[row["organisation"]] = _share(answers, "到期")
    return found


def _share(answers: list[bool], what: str) -> Reading:
    """Return a share in per cent with two places.

    >>> _share([True, True, False], "应报送").value, _share([], "应报送").words
    (Decimal('66.67'), '没有应报送的事项')
    """
    if not answers:
        return Reading(HUNDRED, f"没有{what}的事项")
    value = (HUNDRED * sum(answers) / len(answers)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Reading(value, f"{what} {len(answers)} 项，按时 {sum(answers)} 项")


def page(bodies: OrganisationQuerySet, span: Span) -> dict[int, Reading]:
    """Read how complete the public page is: that it is public, and four things on it, each a fifth."""
    public = set(bodies.filter(is_public=True).values_list("pk", flat=True))
    found = {}
    for row in PublicPage.objects.filter(organisation__in=bodies):
        lacking = [label for name, label in PAGE.items() if not getattr(row, name)]
        lacking += [] if row.organisation_id in public else ["公开"]
        words = f"缺：{'、'.join(lacking)}" if lacking else "已公开，内容齐全"
        found[row.organisation_id] = Reading(Decimal(100 - 20 * len(lacking)), words)
    return found


def leaders(bodies: OrganisationQuerySet, span: Span) -> dict[int, Reading]:
    """Read which of chair and secretary general hold office."""
    rows = Post.objects.current().filter(organisation__in=bodies, branch=None, title__in=LEADERS)
    held: dict[int, set[int]] = {}
    for body, title in rows.values_list("organisation", "title"):
        held.setdefault(body, set()).add(title)
    return {
        body: Reading(Decimal(len(titles)), f"在任：{'、'.join(TITLE_LABELS[Title(one)] for one in sorted(titles))}")
        for body, titles in held.items()
    }


# The first of them stand here; later areas declare their own in their `queries`.
MEASURES = {
    "membership.members": Measure("在册会员人数", "人", "会员名册上取数当天在册的会员人数。", members),
    "membership.growth": Measure(
        "会员净增人数", "人", "考核年度内（到取数当天）新入会的人数减去终止会籍的人数。", growth
    ),
    "charters.in_force": Measure("章程施行", "", "平台上有现行章程记 1，没有记 0。", in_force),
    "establishment.reports": Measure(
        "按时报送率",
        "%",
        "考核年度内到期的报送事项（成立大会结果、章程）中按时报送的比例；没有到期的按 100 计。",
        reports,
    ),
    "organisations.leaders": Measure("在任负责人", "人", "主席、秘书长中取数当天在任的人数。", leaders),
    "directory.page": Measure(
        "主页完整度", "%", "公开、简介、工作亮点、地址、电话五项各占 20，取数当天有几项算几项。", page
    ),
    "worklist.in_time": Measure(
        "待办按时办结率", "%", "考核年度内到期的平台待办中在期限内办结的比例；没有到期的按 100 计。", in_time
    ),
}

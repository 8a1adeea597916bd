"""A body's members as its list shows them, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.membership import rules
from kexie.areas.membership.models import Member, MemberQuerySet
from kexie.core.lists import CAP, Listing, Sort, by_bitmap, counted, in_order, listing
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people import rules as people

NAME = Sort("name", "按姓名排列", ("name_key",))
NUMBER = Sort("number", "按会员号排列", ("number",))
LAST = Sort("last", "最近终止的在前", ("ended_on",), descending=True)
SIZE = 50
FEW = 10 * CAP  # found by words: in the order of names those of one surname stand together, maybe all at its end
PROPERTIES = ("category", "rank", "education")
READ = (
    "id",
    "code",
    "number",
    "name",
    "name_key",
    "department",
    "post",
    "category",
    "rank",
    "status",
    "joined_on",
    "ended_on",
    "person",
)
COLOURS = {
    rules.Status.ACTIVE: "green",
    rules.Status.RETIRED: "blue",
    rules.Status.EXPELLED: "red",
}


@dataclass(frozen=True)
class Found:
    """A page of a body's members."""

    listing: Listing[Any]
    rows: list[dict[str, Any]]
    tabs: list[dict[str, Any]]
    pages: dict[str, str]
    clear: str
    query: str
    is_narrowed: bool


def browse(rows: MemberQuerySet, body: Organisation, filters: Mapping[str, str]) -> Found:
    """Return a page of a body's members, of those on the roll or of the former ones.

    `filters` has view, q, sort, tag, after, before and the properties; an empty one does not filter.
    """
    of_body = rows.filter(organisation=body)
    numbers = {"": counted(of_body.on_roll()), "gone": counted(of_body.gone())}
    chosen, is_narrowed = matched(rows, body, filters), any(filters[name] for name in ("q", "tag", *PROPERTIES))
    given: dict[str, Any] = {"sort": order(filters), "after": filters["after"], "before": filters["before"]}
    given |= {"size": SIZE}
    shown = chosen.values_list(*READ, named=True)
    if is_narrowed:
        few = FEW if filters["q"].strip() else CAP
        with by_bitmap(rows.db):  # each term's list bears the body: it is short beside the table
            total = counted(chosen, cap=few)
            found = listing(shown, **given, total=total) if total <= few else None
        if found is None:
            with in_order(rows.db):
                found = listing(shown, **given, total=total)
    else:
        found = listing(shown, **given, total=numbers[filters["view"]])
    return Found(
        listing=found,
        rows=[_row(row) for row in found.rows],
        tabs=[
            {
                "label": label,
                "count": f"{CAP:,}+" if numbers[view] > CAP else f"{numbers[view]:,}",
                "url": address(body, {"view": view}),
                "current": view == filters["view"],
            }
            for view, label in (("", "在册会员"), ("gone", "已终止"))
        ],
        pages=_pages(body, found, filters),
        query=urlencode({name: value for name, value in filters.items() if value and name not in {"after", "before"}}),
        clear=address(body, {"view": filters["view"]}),
        is_narrowed=is_narrowed,
    )


def matched(rows: MemberQuerySet, body: Organisation, filters: Mapping[str, str]) -> MemberQuerySet:
    """Return all members of a body that the filters leave."""
    own = rows.filter(organisation=body)
    own = own.gone() if filters["view"] == "gone" else own.on_roll()
    properties = {name: rules.mark(str(body.pk), filters[name]) for name in PROPERTIES if filters[name]}
    if properties or filters["q"].strip():
        own = own.having(body=str(body.pk), **properties).matching(filters["q"], within=str(body.pk))
    return own.filter(tagged__tag__code=filters["tag"]) if filters["tag"] else own


def order(filters: Mapping[str, str]) -> Sort:
    """Return the order that was chosen; those who left come with the last one first."""
    if filters["view"] == "gone":
        return LAST
    return NUMBER if filters["sort"] == NUMBER.name else NAME


def address(body: Organisation, filters: Mapping[str, str], **changed: str) -> str:
    """Return the address of the list with some filters changed, from its first page."""
    chosen = {name: value for name, value in {**filters, "after": "", "before": "", **changed}.items() if value}
    url = reverse("membership:browse", args=[body.code])
    return f"{url}?{urlencode(chosen)}" if chosen else url


def _pages(body: Organisation, found: Listing[Any], filters: Mapping[str, str]) -> dict[str, str]:
    return {
        "previous": address(body, filters, before=found.previous) if found.previous else "",
        "next": address(body, filters, after=found.next) if found.next else "",
    }


def _row(row: Any) -> dict[str, Any]:  # noqa: ANN401 - named values
    status = rules.Status(row.status)
    return {
        "code": row.code,
        "name": row.name,
        "url": reverse("membership:show", args=[row.code]),
        "number": rules.printed(row.number),
        "department": row.department,
        "post": row.post,
        "category": rules.CATEGORY_LABELS[rules.Category(row.category)],
        "rank": rules.RANK_LABELS[rules.Rank(row.rank)] if row.rank else "",
        "status": rules.STATUS_LABELS[status],
        "colour": COLOURS.get(status, "secondary"),
        "joined_on": row.joined_on,
        "ended_on": row.ended_on,
        "is_claimed": row.person is not None,
    }


def facts(member: Any, *, in_full: bool = False) -> list[tuple[str, str]]:  # noqa: ANN401 - a member or an application
    """Return what is known of a member or an applicant; numbers and addresses masked unless `in_full` (SEC-06)."""
    rows = [
        ("性别", member.get_sex_display()),
        ("出生年份", str(member.birth_year or "")),
        ("身份证号", member.identity if in_full else rules.masked_identity(member.identity)),
        ("手机号", member.mobile if in_full else people.masked_mobile(member.mobile)),
        ("邮箱", member.email if in_full else people.masked_email(member.email)),
        ("部门", member.department),
        ("岗位", member.post),
        ("人员类别", member.get_category_display()),
        ("职称或技能等级", member.get_rank_display()),
        ("学历", member.get_education_display()),
        ("专业领域", member.discipline),
    ]
    return [(label, value) for label, value in rows if value]


def standing(member: Member) -> tuple[str, str]:
    """Return a member's status in words, and its colour; where the body has ended no membership holds."""
    has_ended = member.is_on_roll and member.organisation.closed_on is not None
    status = rules.Status.DISSOLVED if has_ended else rules.Status(member.status)
    return rules.STATUS_LABELS[status], COLOURS.get(status, "secondary")


def labels(rights: Sequence[rules.Right]) -> list[rules.Meaning]:
    """Return rights in words."""
    return [rules.RIGHTS[right] for right in rights]

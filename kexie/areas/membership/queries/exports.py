"""A body's members as a table to take away; numbers stay masked (SEC-06)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kexie.areas.membership import rules
from kexie.areas.membership.models import Member, MemberQuerySet
from kexie.areas.membership.queries.members import matched, order
from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.rules import masked_mobile

PAGES = ("after", "before")
COLUMNS = (
    Column("number", "会员号", width=12),
    Column("name", "姓名", width=16),
    Column("sex", "性别", width=8),
    Column("birth_year", "出生年份", width=10),
    Column("mobile", "手机号（部分）", width=18),
    Column("department", "部门", width=24),
    Column("post", "岗位", width=20),
    Column("category", "人员类别", width=14),
    Column("rank", "职称或技能等级", width=18),
    Column("education", "学历", width=16),
    Column("discipline", "专业领域", width=24),
    Column("tags", "分组", width=24),
    Column("joined_on", "入会日期", width=14),
    Column("status", "状态", width=12),
    Column("ended_on", "终止或保留到", width=14),
)
PRINTED = tuple(
    column for column in COLUMNS if column.name in {"number", "name", "sex", "department", "post", "rank", "joined_on"}
)


def meant(filters: Mapping[str, Any]) -> dict[str, str]:
    """Return the filters that choose something; the mark of a page does not."""
    return {name: str(value) for name, value in filters.items() if value and name not in PAGES}


def table(rows: MemberQuerySet, body: Organisation, filters: Mapping[str, str], *, is_printed: bool = False) -> Table:
    """Return a body's members as its list shows them, all pages of it; on paper with fewer columns."""
    names = ("view", "q", "sort", "category", "rank", "education", "tag")
    given = dict.fromkeys(names, "") | dict(filters)
    sort = order(given)
    fields = [f"-{name}" if sort.descending else name for name in sort.key]
    return Table(
        title=f"{body.called}会员名册",
        notes=[
            as_of(),
            "范围：已终止的会员" if given["view"] == "gone" else "范围：在册会员",
            said(given, dict(body.member_tags.values_list("code", "name"))),
        ],
        columns=PRINTED if is_printed else COLUMNS,
        chosen=matched(rows, body, given).defer("identity", "email").prefetch_related("tagged__tag").order_by(*fields),
        rows=_written,
        is_personal=True,
    )


def said(filters: Mapping[str, str], tags: Mapping[str, str]) -> str:
    """Write the filters in words."""
    labels: tuple[tuple[str, str, Mapping[Any, str]], ...] = (
        ("category", "人员类别", rules.CATEGORY_LABELS),
        ("rank", "职称或技能等级", rules.RANK_LABELS),
        ("education", "学历", rules.EDUCATION_LABELS),
        ("tag", "分组", tags),
        ("q", "含", {}),
    )
    words = [f"{label}“{known.get(filters[name], filters[name])}”" for name, label, known in labels if filters[name]]
    return f"筛选：{'，'.join(words)}" if words else "筛选：无"


def _written(members: Iterable[Member]) -> Iterator[dict[str, Any]]:
    for row in members:
        yield {
            "number": row.printed_number,
            "name": row.name,
            "sex": row.get_sex_display(),
            "birth_year": row.birth_year,
            "mobile": masked_mobile(row.mobile),
            "department": row.department,
            "post": row.post,
            "category": row.get_category_display(),
            "rank": row.get_rank_display(),
            "education": row.get_education_display(),
            "discipline": row.discipline,
            "tags": "、".join(sorted(one.tag.name for one in row.tagged.all())),
            "joined_on": row.joined_on,
            "status": row.get_status_display(),
            "ended_on": row.ended_on,
        }

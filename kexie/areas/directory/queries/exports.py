"""Lists of organisations as tables that people take away (ORG-09)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from kexie.areas.directory.queries import bodies, managing
from kexie.areas.directory.queries import contacts as book
from kexie.areas.directory.queries.bodies import founded, region_names
from kexie.core.actors import Actor
from kexie.core.lists import CAP
from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.people.rules import masked_mobile

PAGES = ("after", "before")
ONLINE = (
    Column("name", "名称", width=40),
    Column("short_name", "简称", width=18),
    Column("kind", "类型", width=18),
    Column("place", "所在地区", width=22),
    Column("founded", "成立时间", width=14),
    Column("status", "状态", width=10),
    Column("page", "主页", width=34),
)
SUBORDINATES = (
    Column("name", "名称", width=40),
    Column("short_name", "简称", width=18),
    Column("kind", "类型", width=18),
    Column("code", "编码", width=14),
    Column("uscc", "统一社会信用代码", width=22),
    Column("place", "所在地区", width=22),
    Column("superior", "上级科协", width=30),
    Column("founded", "成立时间", width=14),
    Column("status", "状态", width=10),
    Column("online", "主页", width=10),
    Column("registered", "登记时间", width=18),
)
CONTACTS = (
    Column("name", "姓名", width=14),
    Column("post", "职务", width=20),
    Column("body", "单位", width=40),
    Column("place", "所在地区", width=22),
    Column("phone", "办公电话", width=22),
    Column("mobile", "手机号（部分）", width=16),
)
READ = ("code", "name", "short_name", "kind", "level", "region", "status", "founded_on", "founded_as")
SUBORDINATE = (*READ, "uscc", "superior__name", "is_public", "offline_at", "created_at")
ONLINE_LABELS = {"online": "已公开", "hidden": "未公开", "offline": "已下线"}
WORDS: tuple[tuple[str, str, Mapping[Any, str]], ...] = (
    ("listing", "类别", rules.LISTING_LABELS),
    ("section", "行业", rules.INDUSTRIES),
    ("ownership", "所有制", rules.OWNERSHIP_LABELS),
    ("status", "状态", rules.STATUS_LABELS),
    ("online", "主页", ONLINE_LABELS),
    ("q", "名称含", {}),
)


def meant(filters: Mapping[str, Any]) -> dict[str, str]:
    """Return the filters that choose something; the mark of a page does not."""
    return {name: str(value) for name, value in filters.items() if value and name not in PAGES}


def subordinates(reached: OrganisationQuerySet, body: Organisation, filters: Mapping[str, str]) -> Table:
    """Return the bodies below an association as its list shows them, all pages of it."""
    return Table(
        title=f"{body.called}下级组织名单",
        notes=[_as_of(), f"范围：{body.name}以下", _chosen(filters)],
        columns=SUBORDINATES,
        chosen=managing.chosen(reached, body, filters)
        .order_by(*managing.NAME.key)
        .values_list(*SUBORDINATE, named=True),
        rows=partial(map, _subordinate(region_names())),
    )


def online(published: OrganisationQuerySet, filters: Mapping[str, str], base: str) -> Table:
    """Return the bodies online as their list shows them, all pages of it; `base` is the full address of that list."""
    chosen, listed, region = bodies.chosen(published, filters)
    notes = [f"地区：{region.name}"] if region else []
    return Table(
        title=f"组织在线-{rules.LISTING_LABELS[rules.Listing(listed)]}",
        notes=[_as_of(), *notes, _chosen({**filters, "listing": listed, "region": ""})],
        columns=ONLINE,
        chosen=chosen.values_list(*READ, named=True),
        rows=partial(map, _online(region_names(), base)),
    )


def contacts(body: Organisation, actor: Actor, filters: Mapping[str, str]) -> Table:
    """Return an address book as its list of people shows it, all pages of it; mobile numbers stay masked (ORG-11)."""
    given = dict.fromkeys(book.FILTERS, "") | dict(filters)
    return Table(
        title=f"{body.called}通讯录",
        notes=[_as_of(), book.said(given)],
        columns=CONTACTS,
        chosen=book.matched(body, actor, given).order_by("holder_key", "id").values_list(*book.PEOPLE, named=True),
        rows=partial(map, _contact(region_names())),
        is_personal=True,
    )


def is_short(table: Table) -> bool:
    """Tell whether a list is short enough to be given at once, also to a visitor."""
    return len(table.chosen.order_by().values("pk")[: CAP + 1]) <= CAP


def address(listed: str, filters: Mapping[str, Any]) -> str:
    """Return where the list that is shown is given as a table."""
    return f"{reverse('directory:export')}?{urlencode(meant({**filters, 'listing': listed}))}"


def browse_address(filters: Mapping[str, Any]) -> str:
    """Return the address of the list of organisations online, filtered."""
    return f"{reverse('directory:browse')}?{urlencode(meant(filters))}"


def _as_of() -> str:
    return f"{as_of()}，平台登记数"


def _chosen(filters: Mapping[str, str]) -> str:
    """Write the filters in words."""
    words = [
        f"{label}“{labels.get(filters[name], filters[name])}”" for name, label, labels in WORDS if filters.get(name)
    ]
    return f"筛选：{'，'.join(words)}" if words else "筛选：无"


def _plain(places: Mapping[str, str]) -> Callable[[Any], dict[str, Any]]:
    def write(body: Any) -> dict[str, Any]:  # noqa: ANN401 - named values
        return {
            "name": body.name,
            "short_name": body.short_name,
            "kind": rules.label(body.kind, body.level),
            "place": places.get(body.region, ""),
            "founded": founded(body),
            "status": rules.STATUS_LABELS[rules.Status(body.status)],
        }

    return write


def _contact(places: Mapping[str, str]) -> Callable[[Any], dict[str, Any]]:
    def write(row: Any) -> dict[str, Any]:  # noqa: ANN401 - named values
        return {
            "name": row.holder,
            "post": book.post_label(row.title, row.branch__name),
            "body": row.organisation__name,
            "place": places.get(row.organisation__region, ""),
            "phone": row.phone,
            "mobile": masked_mobile(row.mobile),
        }

    return write


def _online(places: Mapping[str, str], base: str) -> Callable[[Any], dict[str, Any]]:
    plain = _plain(places)

    def write(body: Any) -> dict[str, Any]:  # noqa: ANN401 - named values
        return plain(body) | {"page": f"{base}{body.code}/"}

    return write


def _subordinate(places: Mapping[str, str]) -> Callable[[Any], dict[str, Any]]:
    plain = _plain(places)

    def write(body: Any) -> dict[str, Any]:  # noqa: ANN401 - named values
        return plain(body) | {
            "code": body.code,
            "uscc": body.uscc,
            "superior": body.superior__name,
            "online": "已公开" if body.is_public else "已下线" if body.offline_at else "未公开",
            "registered": body.created_at,
        }

    return write

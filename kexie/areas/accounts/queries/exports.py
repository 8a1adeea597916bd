"""The list of who works where, as a table to take away."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column
from kexie.foundation.appointments.models import Appointment, AppointmentQuerySet
from kexie.foundation.organisations.models import Organisation

ORDER = ("organisation__tier", "organisation__name_key", "organisation", "person", "id")
COLUMNS = (
    Column("organisation", "组织", width=36),
    Column("name", "姓名", width=12),
    Column("username", "用户名", width=16),
    Column("mobile", "手机号", width=14),
    Column("roles", "角色", width=36),
    Column("since", "任职时间", width=14),
    Column("seen", "最近登录", width=18),
    Column("state", "账号", width=10),
)


def staff(held: AppointmentQuerySet, body: Organisation, *, below: bool) -> Table:
    """Return who holds roles in a body today, and if wanted in those below it."""
    rows = held.current().filter(organisation__isnull=False)
    rows = (
        rows.filter(organisation__in=Organisation.objects.all().under(body))
        if below
        else rows.filter(organisation=body)
    )
    return Table(
        title=f"{body.called}人员名单",
        notes=[as_of(), f"范围：{body.name}{'和下级组织' if below else ''}的在岗人员"],
        columns=COLUMNS,
        chosen=rows.select_related("organisation", "person", "branch").order_by(*ORDER),
        rows=_rows,
        is_personal=True,
    )


def _rows(appointments: Iterable[Appointment]) -> Iterator[dict[str, Any]]:
    """Give a row for each person in each body; the mobile number is shortened, as on every page."""
    for _, group in groupby(appointments, key=lambda one: (one.organisation_id, one.person_id)):
        held = list(group)
        person, body = held[0].person, held[0].organisation
        yield {
            "organisation": body.name if body else "",
            "name": person.name,
            "username": person.username,
            "mobile": person.masked_mobile,
            "roles": "、".join(_role(one) for one in held),
            "since": min(one.since for one in held).date(),
            "seen": person.last_login,
            "state": "已锁定" if person.locked_at else "正常",
        }


def _role(one: Appointment) -> str:
    return f"{one.get_role_display()}（{one.branch.name}）" if one.branch else one.get_role_display()

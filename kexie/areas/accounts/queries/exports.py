"""The list of who works where, as a table to take away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.sheets.rules import Column
from kexie.foundation.appointments.models import Appointment, AppointmentQuerySet
from kexie.foundation.organisations.models import Organisation

CHUNK = 2_000
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


@dataclass(frozen=True)
class Found:
    """Which appointments the table is made of."""

    body: Organisation
    below: bool
    held: AppointmentQuerySet

    @property
    def title(self) -> str:
        """What stands above the table."""
        return f"{self.body.called}人员名单"

    @property
    def name(self) -> str:
        """What the file is called."""
        return f"{self.title}-{clock.today():%Y-%m-%d}.xlsx"

    @property
    def notes(self) -> list[str]:
        """As of when, and of whom."""
        scope = f"范围：{self.body.name}{'和下级组织' if self.below else ''}的在岗人员"
        return [f"截至 {clock.now():%Y-%m-%d %H:%M}", scope]

    def count(self) -> int:
        """Return how many appointments there are."""
        return self.held.order_by().count()

    def appointments(self) -> Iterator[Appointment]:
        """Give them by organisation and person, out of the database's own cursor."""
        return self.held.iterator(chunk_size=CHUNK)


def staff(held: AppointmentQuerySet, body: Organisation, *, below: bool) -> Found:
    """Return who holds roles in a body today, and if wanted in those below it."""
    rows = held.current().filter(organisation__isnull=False)
    rows = (
        rows.filter(organisation__in=Organisation.objects.all().under(body))
        if below
        else rows.filter(organisation=body)
    )
    rows = rows.select_related("organisation", "person", "branch")
    return Found(
        body, below, rows.order_by("organisation__tier", "organisation__name_key", "organisation", "person", "id")
    )


def rows(appointments: Iterable[Appointment]) -> Iterator[dict[str, Any]]:
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


def mark(by: Actor) -> str:
    """Return who took the table away and when, as it stands on every page of it."""
    return f"{by.name} 于 {clock.now():%Y-%m-%d %H:%M} 导出，仅限工作使用，请勿外传"

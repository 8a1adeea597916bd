"""Who holds which roles in a body, and which invitations wait."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kexie.core import clock
from kexie.engines.papers.rules import Letter, Slip
from kexie.engines.sheets import queries as sheets
from kexie.engines.sheets.rules import Column, Row, require_none
from kexie.foundation.appointments import rules
from kexie.foundation.appointments.models import Appointment, AppointmentQuerySet, Invitation, InvitationQuerySet
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.people.models import Person
from kexie.foundation.people.rules import email

SHOWN = 200
OWN_LINKS = 2000
LABELS = {rules.ROLE_LABELS[role]: role.value for role in rules.ROLES}
SEPARATORS = re.compile(r"[、，,;；/\s]+")


COLUMNS = (
    Column("code", "组织编码", help="模板里已经填好，不要改；没有编码时按名称查找。", max_length=12),
    Column("organisation", "组织名称", required=True, width=36, max_length=120),
    Column("name", "姓名", example="王敏", required=True, max_length=60),
    Column(
        "roles",
        "角色",
        example="管理员、秘书",
        help=f"可以填：{'、'.join(LABELS)}。几个角色用顿号隔开。",
        required=True,
    ),
    Column("email", "邮箱", example="wangmin@example.com", help="可以不填。", width=28, max_length=254),
)


@dataclass(frozen=True)
class Invited:
    """One line of a list of people to be invited; `number` is its row in the sheet."""

    number: int
    organisation: Organisation
    name: str
    roles: Sequence[str]
    email: str = ""


@dataclass(frozen=True)
class Member:
    """One person with the roles held in one body."""

    person: Person
    appointments: Sequence[Appointment]

    @property
    def is_administrator(self) -> bool:
        """Whether the person administers the body."""
        return any(appointment.role == rules.Role.ADMINISTRATOR for appointment in self.appointments)


def staff(appointments: AppointmentQuerySet, body: Organisation) -> list[Member]:
    """Return who holds roles in a body today, administrators first."""
    held = appointments.current().filter(organisation=body).select_related("person", "branch").order_by("id")
    by_person: dict[int, list[Appointment]] = {}
    for appointment in held[:SHOWN]:
        by_person.setdefault(appointment.person_id, []).append(appointment)
    members = [Member(rows[0].person, rows) for rows in by_person.values()]
    return sorted(members, key=lambda member: not member.is_administrator)


def waiting(invitations: InvitationQuerySet, body: Organisation) -> list[Invitation]:
    """Return the invitations of a body that can still be taken up."""
    return list(invitations.waiting().filter(organisation=body).select_related("made_by")[:SHOWN])


def slips(invitations: InvitationQuerySet, body: Organisation) -> list[Invitation]:
    """Return what waits in a body and directly below it, by organisation, to be printed."""
    found = invitations.waiting().filter(organisation__in=[body.pk, *body.subordinates.values_list("pk", flat=True)])
    return list(found.select_related("organisation").order_by("organisation__name_key", "id")[:5000])


def without_administrator(bodies: OrganisationQuerySet, body: Organisation) -> list[Organisation]:
    """Return the bodies directly below that nobody administers yet and nobody was invited to."""
    below = bodies.live().filter(superior=body)
    administered = Appointment.objects.current().filter(role=rules.Role.ADMINISTRATOR).values("organisation")
    invited = Invitation.objects.waiting().filter(roles__contains=[rules.Role.ADMINISTRATOR]).values("organisation")
    found = below.exclude(pk__in=administered).exclude(pk__in=invited)
    return list(found.order_by("tier", "name_key", "id").only("code", "name", "kind", "level")[:SHOWN])


def printed(invitations: Sequence[Invitation], address: str) -> list[Slip]:
    """Return what is printed of invitations; `address` is where codes are typed.

    The QR code holds the activation code too; where there are very many, it only opens the page, for drawing thousands
    of different ones takes many seconds.
    """
    has_own_links = len(invitations) <= OWN_LINKS
    return [
        Slip(
            organisation=one.organisation.name,
            name=one.name,
            roles=one.role_labels,
            code=one.printed_code,
            address=address,
            valid_until=f"{timezone.localtime(one.expires_at):%Y-%m-%d}",
            link=f"{address}?code={one.printed_code}" if has_own_links else "",
        )
        for one in invitations
    ]


def letters(invitations: Sequence[Invitation], issuer: Organisation, address: str) -> list[Letter]:
    """Return the letters that an organisation hands out with the codes; see `printed`."""
    today = clock.today()
    return [
        Letter(
            organisation=one.organisation.name,
            name=one.name,
            roles=one.role_labels,
            code=one.printed_code,
            address=address,
            valid_until=f"{timezone.localtime(one.expires_at):%Y-%m-%d}",
            link=f"{address}?code={one.printed_code}",
            issuer=issuer.name,
            date=f"{today.year} 年 {today.month} 月 {today.day} 日",
        )
        for one in invitations
    ]


def drawn(invitations: Sequence[Invitation], issuer: Organisation) -> list[str]:
    """Return all that a PDF is to show of these invitations, to see whether its fonts have it."""
    return [issuer.name, *(text for one in invitations for text in (one.name, one.organisation.name))]


def sheet(bare: Iterable[Organisation]) -> bytes:
    """Return the table to fill in, with the bodies that still have no administrator."""
    rows = [
        {"code": body.code, "organisation": body.name, "roles": rules.ROLE_LABELS[rules.Role.ADMINISTRATOR]}
        for body in bare
    ]
    return sheets.template(COLUMNS, title="批量开通账号", rows=rows)


def invited(rows: Sequence[Row], bodies: OrganisationQuerySet) -> list[Invited]:
    """Return whom a filled-in table invites where; `bodies` are those that the asker may invite people to.

    Raises ValidationError with one sentence for each row that names no such body, an unknown role or a wrong address.
    """
    known = _named(rows, bodies)
    lines: list[Invited] = []
    complaints: list[str] = []
    for row in rows:
        try:
            lines.append(_line(row, known))
        except ValidationError as wrong:
            complaints += [f"第 {row.number} 行：{words}" for words in wrong.messages]
    require_none(complaints)
    return lines


def _named(rows: Sequence[Row], bodies: OrganisationQuerySet) -> dict[str, list[Organisation]]:
    """Return the bodies that a table names, by code and by name."""
    found: dict[str, list[Organisation]] = {}
    codes, names = {row["code"] for row in rows}, {row["organisation"] for row in rows if not row["code"]}
    for body in bodies.live().filter(Q(code__in=codes) | Q(name__in=names)):
        found.setdefault(body.code, []).append(body)
        found.setdefault(body.name, []).append(body)
    return found


def _line(row: Row, known: Mapping[str, Sequence[Organisation]]) -> Invited:
    bodies = known.get(row["code"] or row["organisation"], ())
    if not bodies:
        raise ValidationError(f"下级组织里没有“{row['organisation']}”，请核对名称，或从模板里复制。")
    if len(bodies) > 1:
        raise ValidationError(f"有 {len(bodies)} 个组织叫“{row['organisation']}”，请填写组织编码。")
    labels = [label for label in SEPARATORS.split(row["roles"]) if label]
    if unknown := [label for label in labels if label not in LABELS]:
        raise ValidationError(f"没有“{unknown[0]}”这个角色，可以填：{'、'.join(LABELS)}。")
    return Invited(row.number, bodies[0], row["name"], [LABELS[label] for label in labels], email(row["email"]))


def way_back(appointments: AppointmentQuerySet) -> str:
    """Return the page of the first body in which somebody holds these roles, or that of all accounts."""
    first = appointments.filter(organisation__isnull=False).select_related("organisation").first()
    if first is None or first.organisation is None:
        return reverse("accounts:find_account")
    return reverse("accounts:staff", args=[first.organisation.code])

"""Birthdays of those who agreed, a body's letters, and what waits for its secretariat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from kexie.areas.care import rules
from kexie.areas.care.models import (
    Agreement,
    AgreementQuerySet,
    Consent,
    ConsentQuerySet,
    LetterQuerySet,
    Visit,
    VisitQuerySet,
)
from kexie.areas.care.rules import Purpose
from kexie.areas.membership.models import Member, MemberQuerySet, Tag
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.labels import choices
from kexie.core.lists import Listing, Sort, listing
from kexie.core.todo import Todo
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import WITH_MEMBERS
from kexie.foundation.people.models import Person

NEWEST = Sort("newest", "最新的在前", (), descending=True)
MOST = 100


@dataclass(frozen=True)
class Occasion:
    """Whose birthday or anniversary is when; the year of birth is nobody's business."""

    day: date
    member: Member
    what: str


def occasions(rows: ConsentQuerySet, body: Organisation, *, first: date, last: date, tag: str = "") -> list[Occasion]:
    """Return the birthdays and every fifth year in the body between two days, of those who agreed to greetings.

    Birthdays stand encrypted and so are looked through one by one: as many as agreed, not as many as there are members.
    """
    agreed = rows.holding().to(Purpose.BIRTHDAY).filter(member__organisation=body).select_related("member")
    agreed = agreed.filter(member__tagged__tag__code=tag) if tag else agreed
    found = []
    for consent in agreed.defer("member__identity", "member__mobile", "member__email", "member__terms").iterator():
        member = consent.member
        if day := rules.falls(consent.birthday, first, last):
            found.append(Occasion(day, member, "生日"))
        day = rules.falls(f"{member.joined_on:%m-%d}", first, last)
        if day and (years := rules.round_years(day.year - member.joined_on.year)):
            found.append(Occasion(day, member, f"入会 {years} 年"))
    return sorted(found, key=lambda one: (one.day, one.member.number))


def readers(rows: ConsentQuerySet, body: Organisation, *, category: str = "", tag: Tag | None = None) -> list[int]:
    """Return the accounts of those who agreed to letters: of all, of one sort of members, of a group."""
    agreed = rows.holding().to(Purpose.LETTERS).filter(member__organisation=body, member__person__isnull=False)
    if category:
        agreed = agreed.filter(member__category=category)
    if tag is not None:
        agreed = agreed.filter(member__tagged__tag=tag)
    return sorted(agreed.values_list("member__person", flat=True))


def letters(rows: LetterQuerySet, body: Organisation, *, after: str, before: str) -> Listing[Any]:
    """Return a page of a body's letters, the last first."""
    return listing(rows.filter(organisation=body), sort=NEWEST, after=after, before=before)


def visits(rows: VisitQuerySet, body: Organisation, *, after: str, before: str) -> Listing[Any]:
    """Return a page of the visits to a body's members, the last first, without what was written of them."""
    joined = rows.filter(member__organisation=body).select_related("member")
    shown = joined.defer("note", "member__identity", "member__mobile", "member__email", "member__terms")
    return listing(shown, sort=NEWEST, after=after, before=before)


def agreements(rows: AgreementQuerySet, body: Organisation, *, after: str, before: str) -> Listing[Any]:
    """Return a page of the sheets on which a body's members agreed, the last first, with what holds of each."""
    joined = rows.filter(member__organisation=body).select_related("member").prefetch_related("consents")
    shown = joined.defer("member__identity", "member__mobile", "member__email", "member__terms")
    return listing(shown, sort=NEWEST, after=after, before=before)


def holding(agreement: Agreement) -> list[tuple[str, str]]:
    """Return what still holds of a sheet, as fields offer it."""
    rows = agreement.consents.filter(withdrawn_at=None)
    return [(row.purpose, rules.PURPOSE_LABELS[Purpose(row.purpose)]) for row in rows]


def own(members: MemberQuerySet, consents: ConsentQuerySet) -> list[dict[str, Any]]:
    """Return a person's memberships with what was agreed to in each, each body apart; rows are the person's own."""
    held: dict[int, dict[str, Any]] = {}
    for consent in consents.holding().select_related("agreement"):
        held.setdefault(consent.member_id, {})[consent.purpose] = consent
    rows = members.on_roll().select_related("organisation").defer("identity", "mobile", "email", "terms")
    labels = choices(rules.PURPOSE_LABELS)
    return [
        {
            "member": member,
            "items": [(label, held.get(member.pk, {}).get(purpose)) for purpose, label in labels],
            "has_letters": Purpose.LETTERS in held.get(member.pk, {}),
        }
        for member in rows.order_by("joined_on", "id")[:MOST]
    ]


def todo(actor: Actor, bodies: Sequence[Organisation]) -> Iterator[Todo]:
    """Suggest greetings to the secretariat in the fortnight before Science and Technology Workers' Day (MEM-08)."""
    today = clock.today()
    if not rules.is_near_workers_day(today):
        return
    due = date(today.year, *rules.WORKERS_DAY)
    able = [body for body in bodies if body.kind in WITH_MEMBERS and actor.may("care.manage", body)]
    for body in able:
        sent = body.letters.filter(sent_at__date__gte=due - rules.AHEAD).exists()
        if not sent:
            url = f"{reverse('care:write', args=[body.code])}?for=workers_day"
            yield Todo("给会员写全国科技工作者日的问候信（建议）", url, body.pk, due=due, icon="mail", area="care")


def own_copy(person: Person) -> dict[str, Any]:
    """Return what a person agreed to in each body, and what is written of visits (ACC-06, PIPL 45)."""
    me = Actor(person=person.pk, name=person.name)
    agreed = Consent.objects.of(me).select_related("member__organisation").order_by("id")
    visits = Visit.objects.of(me).select_related("member__organisation").order_by("id")
    return {
        "会员关怀的同意": [
            {
                "科协": row.member.organisation.name,
                "事项": row.get_purpose_display(),
                "同意的内容": row.text,
                "出生月日": row.birthday,
                "同意时间": row.given_at,
                "撤回时间": row.withdrawn_at,
                "方式": "纸面同意书" if row.agreement_id else "本人账号",
            }
            for row in agreed
        ],
        "走访和帮扶": [
            {
                "科协": row.member.organisation.name,
                "日期": row.on,
                "种类": row.get_sort_display(),
                "情况": row.note,
            }
            for row in visits
        ],
    }

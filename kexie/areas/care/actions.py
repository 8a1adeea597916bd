"""What happens out of care: members agree and withdraw, birthdays are looked at, letters go out."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from kexie.areas.care import queries, rules
from kexie.areas.care.models import Consent, Letter, Visit
from kexie.areas.care.rules import Purpose
from kexie.areas.membership.models import Member
from kexie.areas.membership.rules import require_on_roll
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock, lock_name
from kexie.engines.notices.actions import announce
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

DAY = timedelta(days=1)


@transaction.atomic
def change(
    member: Member,
    *,
    by: Actor,
    letters: bool = False,
    birthday: bool = False,
    visits: bool = False,
    month: int | None = None,
    day: int | None = None,
) -> Member:
    """Let a member agree to letters and greetings, or withdraw; each by itself, and with the words kept (PIPL 14, 15).

    A birthday is month and day alone, kept encrypted as long as the consent holds.
    """
    member = lock(member)
    require_on_roll(member.status)
    kept = rules.require_birthday(agrees=birthday, birthday=rules.born(month, day) if birthday else "")
    wanted = {Purpose.LETTERS: letters, Purpose.BIRTHDAY: birthday, Purpose.VISITS: visits}
    _agree(member, wanted, birthday=kept, by=by)
    return member


@transaction.atomic
def opt_out(member: Member, *, by: Actor) -> Member:
    """Withdraw from letters in one click; a second one changes nothing."""
    member = lock(member)
    _agree(member, {Purpose.LETTERS: False}, by=by)
    return member


def _agree(member: Member, wanted: Mapping[Purpose, bool], *, by: Actor, birthday: str = "") -> None:
    now, agreed = clock.now(), []
    for purpose, is_wanted in wanted.items():
        former = member.consents.filter(purpose=purpose, withdrawn_at=None).first()
        kept = birthday if purpose == Purpose.BIRTHDAY else ""
        if former is not None and (not is_wanted or former.birthday != kept):
            former.withdrawn_at, former.birthday = max(now, former.given_at), ""
            former.save(update_fields=["withdrawn_at", "birthday"])
            former = None
            if purpose == Purpose.VISITS:
                member.visits.exclude(note="").update(note="")
        if is_wanted and former is None:
            Consent.objects.create(
                member=member, purpose=purpose, text=rules.TEXTS[purpose], birthday=kept, given_at=now
            )
        agreed += [purpose.value] if is_wanted else []
    record("care.change" if len(wanted) > 1 else "care.opt_out", member, by=by, after={"agreed": agreed})


@transaction.atomic
def birthdays(body: Organisation, *, span: str, by: Actor) -> None:
    """Write down that somebody looked at the birthdays of a body's members (SEC-06)."""
    record("care.birthdays", body, by=by, organisation=body, after={"span": span})


@transaction.atomic
def write(body: Organisation, *, title: str, text: str, by: Actor, category: str = "") -> Letter:
    """Send a letter to those who agreed to letters, all of them or one sort of members (MEM-08)."""
    lock_name(f"care letters {body.pk}")
    title, text = rules.require_letter(title, text)
    late = Letter.objects.filter(organisation=body, sent_at__gt=clock.now() - DAY)
    rules.require_room(of_late=late.count())
    people = queries.readers(Consent.objects.all(), body, category)
    rules.require_readers(len(people))
    letter = Letter(organisation=body, code=codes.fresh(), title=title, text=text, category=category, readers=people)
    letter.by_id, letter.sent_at = by.person, clock.now()
    letter.save(force_insert=True)
    link = reverse("care:read", args=[letter.code])
    announce("care.write", title=f"{body.called}：{title}", link=link, organisation=body, people=people, by=by)
    record("care.write", letter, by=by, organisation=body, after={"count": len(people)})
    return letter


@transaction.atomic
def add_visit(body: Organisation, *, number: int, sort: str, on: date, note: str, by: Actor) -> Visit:
    """Write down that a member was visited or helped, of those who agreed to that; the note stands encrypted."""
    found = Member.objects.on_roll().filter(organisation=body, number=number).first()
    member = lock(found) if found else None
    agreed = member is not None and member.consents.filter(purpose=Purpose.VISITS, withdrawn_at=None).exists()
    rules.require_agreed(is_agreed=agreed)
    rules.require_visited(on, today=clock.today())
    visit = Visit(member=member, code=codes.fresh(), sort=sort, on=on, note=rules.require_note(note))
    visit.name = by.name[:60]
    visit.save(force_insert=True)
    record("care.add_visit", visit, by=by, organisation=body)
    return visit


@transaction.atomic
def show_visit(visit: Visit, *, by: Actor) -> Visit:
    """Write down who reads what was written of a visit (SEC-06)."""
    record("care.show_visit", visit, by=by, organisation=visit.member.organisation)
    return visit

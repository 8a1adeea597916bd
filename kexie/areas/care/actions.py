"""What happens out of care: members agree and withdraw, birthdays are looked at, letters go out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse

from kexie.areas.care import queries, rules
from kexie.areas.care.models import Agreement, Consent, Letter, Visit
from kexie.areas.care.rules import Purpose
from kexie.areas.membership.actions.members import is_taken
from kexie.areas.membership.models import Member, Tag
from kexie.areas.membership.rules import require_on_roll
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock, lock_name
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
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
    record("care.change", member, by=by, after={"agreed": _agree(member, wanted, birthday=kept)})
    return member


@transaction.atomic
def opt_out(member: Member, *, by: Actor) -> Member:
    """Withdraw from letters in one click; a second one changes nothing."""
    member = lock(member)
    record("care.opt_out", member, by=by, after={"agreed": _agree(member, {Purpose.LETTERS: False})})
    return member


def _agree(
    member: Member, wanted: Mapping[Purpose, bool], *, birthday: str = "", agreement: Agreement | None = None
) -> list[str]:
    """Give and withdraw consents, and return to what was agreed; what was agreed to before and still is stays."""
    now, agreed = clock.now(), []
    given_at = datetime.combine(agreement.signed_on, time(), tzinfo=clock.PLACE) if agreement else now
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
            given = {"text": rules.TEXTS[purpose], "birthday": kept, "given_at": given_at, "agreement": agreement}
            Consent.objects.create(member=member, purpose=purpose, **given)
        agreed += [purpose.value] if is_wanted else []
    return agreed


@transaction.atomic
def birthdays(body: Organisation, *, span: str, by: Actor) -> None:
    """Write down that somebody looked at the birthdays of a body's members (SEC-06)."""
    record("care.birthdays", body, by=by, organisation=body, after={"span": span})


@transaction.atomic
def write(
    body: Organisation, *, title: str, text: str, by: Actor, category: str = "", tag: Tag | None = None
) -> Letter:
    """Send a letter to those who agreed to letters: all of them, one sort of members, a group of them (MEM-08)."""
    lock_name(f"care letters {body.pk}")
    title, text = rules.require_letter(title, text)
    late = Letter.objects.filter(organisation=body, sent_at__gt=clock.now() - DAY)
    rules.require_room(of_late=late.count())
    people = queries.readers(Consent.objects.all(), body, category=category, tag=tag)
    rules.require_readers(len(people))
    letter = Letter(organisation=body, code=codes.fresh(), title=title, text=text, category=category, readers=people)
    letter.tag = tag.name if tag else ""
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


@transaction.atomic
def add_agreement(
    body: Organisation,
    *,
    number: int,
    on: date,
    scan: Upload,
    by: Actor,
    birthday: bool = False,
    month: int | None = None,
    day: int | None = None,
    visits: bool = False,
) -> Agreement:
    """Record on what sheet of paper a member without an account agreed, with its scan (MEM-08, PIPL 14).

    Raises ValidationError for who has an account: that person decides there.
    """
    found = Member.objects.on_roll().filter(organisation=body, number=number).first()
    member = lock(rules.require_listed(found))
    rules.require_no_account(has_account=is_taken(member))
    rules.require_signed(on, joined_on=member.joined_on, today=clock.today())
    kept = rules.require_birthday(agrees=birthday, birthday=rules.born(month, day) if birthday else "")
    wanted = {purpose: True for purpose, is_ticked in zip(rules.ON_PAPER, (birthday, visits), strict=True) if is_ticked}
    agreement = Agreement(member=member, code=codes.fresh(), signed_on=on, name=by.name[:60])
    agreement.scan = files.keep(scan, by=by)
    agreement.save(force_insert=True)
    agreed = _agree(member, wanted, birthday=kept, agreement=agreement)
    rules.require_agreement(is_any=bool(wanted), is_new=agreement.consents.exists())
    record("care.add_agreement", agreement, by=by, organisation=body, after={"agreed": agreed})
    return agreement


@transaction.atomic
def withdraw_agreement(agreement: Agreement, *, purposes: Collection[str], reason: str, by: Actor) -> Agreement:
    """Withdraw what a member agreed to on paper, as that member asked; what was kept for it goes (PIPL 15, 47)."""
    member = lock(agreement.member)
    held = agreement.consents.filter(withdrawn_at=None, purpose__in=purposes)
    wanted = dict.fromkeys(map(Purpose, held.values_list("purpose", flat=True)), False)
    rules.require_holding(is_holding=bool(wanted))
    why = rules.require_reason(reason)
    _agree(member, wanted)
    after = {"agreed": [purpose.value for purpose in wanted], "reason": why}
    record("care.withdraw_agreement", agreement, by=by, organisation=member.organisation, after=after)
    return agreement

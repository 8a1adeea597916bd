"""A body applies for a change or its end, mends what was returned, or takes it back (EST-11, EST-13)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from kexie.areas.establishment.queries import approver
from kexie.areas.standing import queries, rules
from kexie.areas.standing.actions.carrying import carry_out
from kexie.areas.standing.actions.steps import TURNED, close, place_at, step, tell, title_of, to_the_desk, turn_to
from kexie.areas.standing.models import Attachment, Petition, Policy
from kexie.areas.standing.rules import Deed, Stage, What
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import (
    Edge,
    require_alive,
    require_founded,
    require_place,
    require_relocatable,
)
from kexie.foundation.people.models import Person
from kexie.foundation.records.actions import record
from kexie.foundation.regions.models import Region

ENDING = ("cause", "resolved_on", "congress", "settlement")
MEANT = ("old", "new", "former", "given")


@dataclass(frozen=True)
class Wish:
    """What somebody typed: the new value, or the body and region chosen; and of an end why and how it is settled."""

    value: str = ""
    object: Organisation | None = None
    region: Region | None = None
    cause: str = ""
    resolved_on: date | None = None
    congress: str = ""
    settlement: str = ""


@dataclass(frozen=True)
class Meant:
    """A change as it is kept: how old and new are read, and what the deed needs of both."""

    old: str = ""
    new: str = ""
    former: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def apply(
    body: Organisation, what: str, *, grounds: str, by: Actor, proof: Upload | None = None, **wish: Any
) -> Petition:
    """Apply for a change, or for the end; what the place does not review takes effect at once and is recorded.

    `wish` is what `Wish` takes. A charter is not changed so: the congress resolves on it (G27), and it is reported from
    its own page. Raises ValidationError beside the field.
    """
    body, about, wished = lock(body), What(what), Wish(**wish)
    require_alive(status=body.status)
    require_founded(status=body.status)
    terms = queries.terms(Policy.objects.of(body))
    meant = _meant(body, about, wished)
    is_reviewed = terms.asks(about)
    rules.require_proof(is_asked=is_reviewed, is_given=proof is not None)
    petition = Petition(
        code=codes.fresh(),
        body=body,
        applicant=Person.objects.get(pk=by.person or 0),
        what=about,
        days=terms.days,
        grounds=rules.require_grounds(grounds),
        **{name: getattr(meant, name) for name in MEANT},
        **{name: getattr(wished, name) for name in ENDING},
    )
    place_at(petition, approver(body))
    turn_to(petition, Stage.SUBMITTED if is_reviewed else Stage.RECORDED)
    petition.save(force_insert=True)
    _prove(petition, proof, by=by)
    after = {"what": about, "old": meant.old, "new": meant.new, "stage": petition.stage}
    record("standing.apply", petition, by=by, organisation=body, after=after)
    if is_reviewed:
        step(petition, Deed.APPLY, by=by, note=petition.grounds)
        to_the_desk(petition, "standing.apply", by=by)
    else:
        carry_out(petition, by=by)
        step(petition, Deed.RECORD, by=by, note=petition.grounds)
        text = f"由“{meant.old or '未填'}”变更为“{meant.new or '未填'}”，按本地规定不需审核。"
        tell(petition, "standing.apply", petition.organisation, f"{title_of(petition)}已经登记", text=text, by=by)
    return petition


def _prove(petition: Petition, proof: Upload | None, *, by: Actor) -> None:
    if proof is not None:
        Attachment.objects.create(petition=petition, file=files.keep(proof, by=by), name=by.name[:60], at=clock.now())


def _meant(body: Organisation, what: What, wish: Wish) -> Meant:
    """Return what a wish comes to for this body today; raises ValidationError where it makes no sense."""
    if what == What.END:
        rules.require_ending(
            cause=wish.cause,
            resolved_on=wish.resolved_on,
            congress=wish.congress,
            settlement=wish.settlement,
            today=clock.today(),
        )
        return Meant()
    if what == What.HOST:
        return _meant_host(body, wish)
    if what == What.SUPERIOR:
        return _meant_superior(body, wish)
    old, new = queries.value_of(body, what), rules.require_value(wish.value, what=what)
    rules.require_different(old=old, new=new, field="value")
    return Meant(old, new, {"value": old}, {"value": new})


def _meant_host(body: Organisation, wish: Wish) -> Meant:
    """Let the body be in another unit, which has none of its kind (G12)."""
    former, host = queries.host_of(body), rules.require_chosen(wish.object)
    rules.require_different(old=str(former.pk) if former else "", new=str(host.pk), field="object")
    require_alive(status=host.status)
    rules.require_hosting(kind=body.kind, host_kind=host.kind)
    taken = Organisation.objects.live().filter(kind=body.kind).of(host, Edge.HOSTED_BY).first()
    rules.require_free_host(taken=taken.name if taken else "")
    old = former.name if former else ""
    return Meant(old, host.name, {"host": former.pk if former else None}, {"host": host.pk})


def _meant_superior(body: Organisation, wish: Wish) -> Meant:
    """Let the body belong to another association, in whose place it lies then."""
    former, superior, region = body.superior, rules.require_chosen(wish.object), wish.region
    rules.require_two(old=str(body.superior_id), new=str(superior.pk))
    require_alive(status=superior.status)
    if region is not None:
        require_relocatable(kind=body.kind)
    place = region.pk if region else body.region_id or ""
    require_place(
        kind=body.kind,
        level=body.level,
        territory=place,
        superior_kind=superior.kind,
        superior_tier=superior.tier,
        superior_territory=superior.territory,
    )
    given = {"superior": superior.pk, "region": region.pk if region else None}
    return Meant(former.name if former else "", superior.name, {"superior": body.superior_id}, given)


@transaction.atomic
def amend(
    petition: Petition, *, grounds: str, seen: int, by: Actor, proof: Upload | None = None, **wish: Any
) -> Petition:
    """Mend a petition that was returned, and hand it in again; the earlier proof is kept."""
    petition = lock(petition, seen=seen)
    rules.require_returned(petition.stage)
    body, wished = lock(petition.body), Wish(**wish)
    require_alive(status=body.status)
    meant = _meant(body, What(petition.what), wished)
    for name in MEANT:
        setattr(petition, name, getattr(meant, name))
    for name in ENDING:
        setattr(petition, name, getattr(wished, name))
    petition.grounds, petition.reason, petition.former_desk = rules.require_grounds(grounds), "", None
    place_at(petition, approver(body))
    turn_to(petition, Stage.RESUBMITTED)
    petition.save()
    _prove(petition, proof, by=by)
    step(petition, Deed.AMEND, by=by, note=petition.grounds)
    record("standing.amend", petition, by=by, organisation=body, after={"old": meant.old, "new": meant.new})
    to_the_desk(petition, "standing.amend", by=by)
    return petition


@transaction.atomic
def withdraw(petition: Petition, *, seen: int, by: Actor) -> Petition:
    """Take a petition back before it is decided; whoever was to review it is told."""
    petition = lock(petition, seen=seen)
    rules.require_open(petition.stage)
    was_waiting = petition.is_waiting
    turn_to(petition, Stage.WITHDRAWN)
    petition.save(update_fields=TURNED)
    step(petition, Deed.WITHDRAW, by=by)
    record("standing.withdraw", petition, by=by, organisation=petition.body)
    close(petition, by=by)
    if was_waiting:
        tell(petition, "standing.withdraw", petition.organisation, f"{title_of(petition)}申请已经撤回", by=by)
    return petition

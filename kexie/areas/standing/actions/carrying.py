"""What was approved is done by the foundation's own actions, in the same transaction (EST-11, EST-13)."""

from kexie.areas.directory import actions as directory
from kexie.areas.establishment import actions as establishment
from kexie.areas.membership import actions as membership
from kexie.areas.standing import queries, rules
from kexie.areas.standing.models import Petition
from kexie.areas.standing.rules import What
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.regions.models import Region


def carry_out(petition: Petition, *, by: Actor) -> None:
    """Do what a petition asks for; raises ValidationError where the body has changed in this since it was made."""
    body, what = Organisation.objects.get(pk=petition.body_id), What(petition.what)
    if what == What.END:
        membership.dissolve(body, closed_on=clock.today(), by=by)
        return
    rules.require_same(what=what, applied=petition.old, now=_now(body, petition))
    match what:
        case What.NAME | What.SHORT_NAME:
            value = {what.value: petition.given["value"]}
            organisations.change(body, seen=body.revision, by=by, **value)
            if what == What.NAME:
                establishment.reissue(body, by=by)
        case What.ADDRESS:
            released = body.public_page.released
            organisations.present(body, released=released, address=petition.given["value"], by=by)
        case What.HOST:
            _rehouse(body, Organisation.objects.get(pk=petition.given["host"]), by=by)
            establishment.reissue(body, by=by)
        case What.SUPERIOR:
            superior = Organisation.objects.get(pk=petition.given["superior"])
            region = Region.objects.filter(pk=petition.given["region"]).first() if petition.given["region"] else None
            directory.move(body, superior=superior, region=region, seen=body.revision, by=by)


def _now(body: Organisation, petition: Petition) -> str:
    """Return how it stands today what a petition wants to change; a body by its key, for names change."""
    what = What(petition.what)
    if what == What.HOST:
        host = queries.host_of(body)
        is_same = (host.pk if host else None) == petition.former["host"]
        return petition.old if is_same else host.name if host else ""
    if what == What.SUPERIOR:
        is_same = body.superior_id == petition.former["superior"]
        return petition.old if is_same else body.superior.name if body.superior else ""
    return queries.value_of(body, what)


def _rehouse(body: Organisation, host: Organisation, *, by: Actor) -> None:
    """End where the body was, and let it be in another unit from today on."""
    taken = Organisation.objects.live().filter(kind=body.kind).of(host, Edge.HOSTED_BY).first()
    rules.require_free_host(taken=taken.name if taken else "")
    today = clock.today()
    for relation in body.relations.current().filter(edge=Edge.HOSTED_BY):
        organisations.unrelate(relation, until=today, by=by)
    organisations.relate(body, host, edge=Edge.HOSTED_BY, since=today, by=by)

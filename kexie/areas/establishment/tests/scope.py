"""Who reaches the pages of foundings; see tests/scope.py.

Asked about a county, the case waits at the county's own desk; asked about an enterprise association, the case is the
body's own, and its superior's desk reviews it.
"""

from typing import Any

from kexie.areas.establishment import actions as establishment
from kexie.areas.establishment.models import Case, Certificate, Partner, Seal, Version
from kexie.areas.establishment.tests import factories, liaisons, sanctions, stations, uniting
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests import hostile
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from tests.scope import ABOVE, Row

STAFF = "own.administrator own.leader own.secretary"
DESK = f"{STAFF} own.reviewer"
OF_SUPERIOR = "parent.administrator parent.leader parent.secretary parent.reviewer"
READING = f"{DESK} {OF_SUPERIOR} {ABOVE}"
READING_OF_BODY = f"{STAFF} {OF_SUPERIOR} {ABOVE}"
COUNTY = 3


def things(body: Organisation) -> dict[str, Any]:
    """A case that waits at a county's desk, or one of the body's own, with a material."""
    if body.kind != "association":
        return _things(_own(body)) | {**NOTHING, "sanction": sanctions.decided(body).pk, **_partner(body)}
    if body.region is None or body.region.level != COUNTY:
        return {"case": "2222222222", "material": 0, "version": 0, "certificate": "2222222222", **NOTHING}
    if not Seal.objects.filter(organisation=body).exists():
        establishment.change_seal(body, seal=Upload("印章.png", "png", hostile.picture()), seen=0, by=bodies.BY)
    liaison = liaisons.named(factories.enterprise(body.region_id or ""))
    return (
        _things(_founded(body))
        | NOTHING
        | {"liaison": liaison.pk, "voice": stations.voice(stations.station(body.region_id or "")).pk}
    )


NOTHING = {"sanction": 0, "partner": 0, "other": 0, "liaison": 0, "voice": 0}


def _partner(body: Organisation) -> dict[str, int]:
    """The body as a unit that is asked to found a federation, and one with a paper that is asked by the body's case."""
    asked = uniting.invited(uniting.united("federation", basis="region"), body)
    case, other = Case.objects.get(body=body), factories.enterprise()
    if body.kind != "joint_association":
        return {"partner": asked.pk, "other": 0}
    if not case.is_united:
        Case.objects.filter(pk=case.pk).update(kind=body.kind)
        Partner.objects.create(case=case, organisation=other, file=files.keep(factories.upload(), by=bodies.BY))
    return {"partner": asked.pk, "other": case.partners.all()[0].pk}


def _founded(body: Organisation) -> Case:
    host = factories.enterprise(body.region_id or "")
    return factories.held(factories.approved(factories.submitted(factories.founded(host))))


def _things(case: Case) -> dict[str, Any]:
    version = Version.objects.filter(material__case=case)[0]
    certificate = Certificate.objects.get(number__endswith=f"-{case.pk:06d}")
    return {
        "case": case.code,
        "material": version.material_id,
        "version": version.pk,
        "certificate": certificate.code,
    }


def _own(body: Organisation) -> Case:
    """A case about a body that is there already, as if it had been founded here."""
    if known := Case.objects.filter(body=body).first():
        return known
    case = _founded(body)
    Certificate.objects.filter(body=case.body).update(body=body)
    case.body, case.organisation = body, body.superior or body
    desk = case.organisation
    case.path, case.tier, case.territory = desk.path, desk.tier, desk.territory
    case.save()
    return case


def mark(body: Organisation, word: str) -> None:
    """A case that waits at the body's desk, where it has one."""
    if body.kind == "association" and body.region and body.region.level == COUNTY:
        host = factories.enterprise(body.region_id or "", name=f"{word}公司")
        case = factories.founded(host, name=f"{word}公司科协", leader=f"{word}组长")
        factories.submitted(case, consent_by=f"{word}党委", leader=f"{word}组长")


CASE = "/establishment/{case}/"


def _of_group(address: str) -> Row:
    return Row(address, body=STAFF, park=STAFF, joint=STAFF, get=(200, 303))


def _of_desk(address: str) -> Row:
    return Row(address, county=DESK, body=OF_SUPERIOR, park=OF_SUPERIOR, joint=OF_SUPERIOR)


def _of_both(address: str) -> Row:
    return Row(address, county=READING, body=READING_OF_BODY, park=READING_OF_BODY, joint=READING_OF_BODY)


def _of_body(address: str) -> Row:
    return Row(address, body=READING_OF_BODY, park=READING_OF_BODY, joint=READING_OF_BODY)


def _by_superior(address: str) -> Row:
    return Row(address, body=OF_SUPERIOR, park=OF_SUPERIOR, joint=OF_SUPERIOR)


def _of_unit(address: str) -> Row:
    return Row(address, body=STAFF, park=STAFF, joint=STAFF)


def _of_united(address: str) -> Row:
    """Only where several units found together: asked of a joint association."""
    return Row(address, joint=STAFF)


ROWS = {
    "establishment:united": _of_unit("/organisations/{code}/united/"),
    "establishment:unite": _of_unit("/organisations/{code}/unite/federation/"),
    "establishment:consent": _of_unit("/organisations/{code}/consent/{partner}/"),
    "establishment:invite": _of_united(f"{CASE}invite/"),
    "establishment:assign": _of_united(f"{CASE}assign/"),
    "establishment:dismiss": _of_united(f"{CASE}dismiss/{{other}}/"),
    "establishment:vouch": _of_united(f"{CASE}vouch/{{other}}/"),
    "establishment:letter": Row(f"{CASE}letter/{{other}}/", joint=READING_OF_BODY),
    "establishment:browse": Row("/organisations/{code}/establishment/", county=READING),
    "establishment:overdue": Row("/organisations/{code}/establishment/overdue/", county=READING),
    "establishment:numbers": Row("/organisations/{code}/establishment/numbers/", county=READING),
    "establishment:approve_many": Row("/organisations/{code}/establishment/approve_many/", county=DESK),
    "establishment:urge": Row("/organisations/{code}/establishment/urge/", county=DESK),
    "establishment:procedures": Row("/organisations/{code}/procedures/", county=STAFF),
    "establishment:change_procedure": Row(
        "/organisations/{code}/change_procedure/enterprise_association/", county=STAFF
    ),
    "establishment:change_seal": Row("/organisations/{code}/change_seal/", county=STAFF),
    "establishment:seal": Row("/organisations/{code}/seal/", county=STAFF),
    "establishment:found": Row("/organisations/{code}/found/"),
    # Only a workstation has these pages, and none of the targets is one.
    "establishment:duties": Row("/organisations/{code}/duties/"),
    "establishment:forward": Row("/organisations/{code}/forward/"),
    "establishment:voices": Row("/organisations/{code}/voices/", county=DESK),
    "establishment:answer": Row("/organisations/{code}/answer/{voice}/", county=DESK),
    "establishment:readiness": Row("/organisations/{code}/readiness/", joint=STAFF),
    "establishment:liaison": Row("/organisations/{code}/liaison/"),
    "establishment:liaise": Row("/organisations/{code}/liaise/"),
    "establishment:liaisons": Row("/organisations/{code}/liaisons/", county=STAFF, park=STAFF),
    "establishment:confirm": Row("/organisations/{code}/confirm/{liaison}/", county=STAFF),
    "establishment:release": Row("/organisations/{code}/release/{liaison}/", county=STAFF),
    "establishment:station": Row("/organisations/{code}/station/"),
    "establishment:founding": _of_group("/organisations/{code}/founding/"),
    "establishment:show": _of_both(CASE),
    "establishment:version": _of_both(f"{CASE}version/{{version}}/"),
    "establishment:reply": _of_both(f"{CASE}reply/"),
    "establishment:certificate": _of_both(f"{CASE}certificate/"),
    "establishment:plaque": _of_both(f"{CASE}plaque/?as=picture"),
    "establishment:replies": Row("/organisations/{code}/replies/", county=READING),
    "establishment:certificates": Row("/certificates/{certificate}/", public=True),
    "establishment:sanctions": _of_body("/organisations/{code}/sanctions/"),
    "establishment:evidence": _of_body("/organisations/{code}/evidence/{sanction}/"),
    "establishment:decision": _of_body("/organisations/{code}/decision/{sanction}/?as=word"),
    "establishment:recognise": _by_superior("/organisations/{code}/recognise/"),
    "establishment:sanction": _by_superior("/organisations/{code}/sanction/"),
    "establishment:assess": _by_superior("/organisations/{code}/assess/{sanction}/"),
    "establishment:prepare": _of_group(f"{CASE}prepare/"),
    "establishment:upload": _of_group(f"{CASE}upload/{{material}}/"),
    "establishment:submit": _of_group(f"{CASE}submit/"),
    "establishment:recall": _of_group(f"{CASE}recall/"),
    "establishment:withdraw": _of_group(f"{CASE}withdraw/"),
    "establishment:hold": _of_group(f"{CASE}hold/"),
    "establishment:report": _of_group(f"{CASE}report/"),
    "establishment:return_": _of_desk(f"{CASE}return_/"),
    "establishment:approve": _of_desk(f"{CASE}approve/"),
    "establishment:admit": _of_desk(f"{CASE}admit/"),
    "establishment:reject": _of_desk(f"{CASE}reject/"),
}

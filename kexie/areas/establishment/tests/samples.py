"""The forms of foundings, filled in; see tests/samples.py."""

from datetime import timedelta
from itertools import count
from typing import Any

from kexie.areas.establishment.models import Case
from kexie.areas.establishment.tests import factories, liaisons, light, sanctions, stations, uniting
from kexie.core import clock
from kexie.engines.files.tests import hostile
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person
from kexie.foundation.regions.models import Region
from kexie.foundation.regions.rules import Level
from tests.samples import Make, Sample, by


def _of(case: Case, person: Person, page: str, **typed: Any) -> Sample:
    case.refresh_from_db()
    return by(person, f"/establishment/{case.code}/{page}/", seen=case.revision, **typed)


_turns = count()


def _county() -> str:
    """Another county each time: what an association sets and whom it urges is there only once."""
    counties = Region.objects.current().filter(level=Level.COUNTY, pk__startswith="43").order_by("pk")
    return counties[next(_turns) % counties.count()].pk


def _number() -> str:
    return f"云科协〔2026〕{next(_turns) + 1}号"


def _change_procedure() -> Sample:
    body = bodies.association(_county())
    address = f"/organisations/{body.code}/change_procedure/enterprise_association/"
    return by(appointed(body), address, seen=0, regime="filing", days="10", is_own="on", asked=["plan"], extra="证明")


def _found() -> Sample:
    host = factories.enterprise()
    typed = factories.typed(host) | {"has_party": "True"}
    return by(appointed(host), f"/organisations/{host.code}/found/", **typed)


def _prepare() -> Sample:
    case = factories.founded()
    said = factories.said(consented_on=f"{clock.today():%Y-%m-%d}")
    return _of(case, case.applicant, "prepare", **said)


def _upload() -> Sample:
    case = factories.founded()
    material = case.materials.all()[0]
    return _of(case, case.applicant, f"upload/{material.pk}", file=factories.file())


def _submit() -> Sample:
    case = factories.prepared()
    return _of(case, case.applicant, "submit")


def _recall() -> Sample:
    case = factories.submitted()
    return _of(case, case.applicant, "recall")


def _withdraw() -> Sample:
    case = factories.founded()
    return _of(case, case.applicant, "withdraw", reason="企业合并，不再筹备")


def _hold() -> Sample:
    case = factories.approved()
    elected = {"assembly": "delegates", "term_years": "5", "chair": "罗溪", "seats": "9"}
    return _of(case, case.applicant, "hold", congress_on=f"{clock.today():%Y-%m-%d}", **elected)


def _report() -> Sample:
    case = factories.established()
    return _of(case, case.applicant, "report", result=factories.file("结果.pdf"), charter=factories.file("章程.pdf"))


def _return() -> Sample:
    case = factories.submitted()
    charter = case.materials.get(key="charter")
    return _of(case, factories.reviewer(case), "return_", **{f"remark_{charter.pk}": "缺少经费一章"}, reason="")


def _approve() -> Sample:
    case = factories.submitted()
    issued_on = f"{clock.today():%Y-%m-%d}"
    return _of(case, factories.reviewer(case), "approve", number=_number(), issued_on=issued_on)


def _approve_many() -> Sample:
    case = factories.submitted()
    typed = {"number": _number(), "issued_on": f"{clock.today():%Y-%m-%d}"}
    address = f"/organisations/{case.organisation.code}/establishment/approve_many/"
    return by(factories.reviewer(case), address, cases=[f"{case.code}.{case.revision}"], **typed)


def _urge() -> Sample:
    with clock.held(clock.now() - timedelta(days=60)):
        case = factories.submitted(factories.founded(factories.enterprise(_county())))
    city = factories.over(case)
    return by(appointed(city), f"/organisations/{city.code}/establishment/urge/", nothing="")


def _sanction() -> Sample:
    body = bodies.body("430603")
    days = {"issued_on": f"{clock.today():%Y-%m-%d}", "due": f"{clock.today() + timedelta(days=30):%Y-%m-%d}"}
    typed = sanctions.typed() | {"evidence": factories.file(), **days}
    typed.pop("is_grave")
    return by(appointed(bodies.association("430603")), f"/organisations/{body.code}/sanction/", **typed)


def _recognise() -> Sample:
    body = bodies.body("430603")
    address = f"/organisations/{body.code}/recognise/"
    typed = {"old_number": _number(), "founded_on": "2019-05-06", "chair": "罗溪"}
    return by(appointed(bodies.association("430603")), address, seen=body.revision, **typed)


def _assess() -> Sample:
    row = sanctions.decided()
    address = f"/organisations/{row.body.code}/assess/{row.pk}/"
    return by(appointed(row.organisation), address, seen=row.revision, outcome="improved", note="")


def _reject() -> Sample:
    case = factories.submitted()
    return _of(case, factories.reviewer(case), "reject", reason="不符合设立条件")


def _unite() -> Sample:
    lead = factories.enterprise()
    return by(appointed(lead), f"/organisations/{lead.code}/unite/joint_association/", **uniting.typed(lead))


def _invite() -> Sample:
    case = uniting.united()
    unit = bodies.body("430603", kind="enterprise", name=f"受邀{next(_turns)}号公司", published=True)
    return _of(case, case.applicant, "invite", partner=unit.name, duty="场地")


def _assign() -> Sample:
    case = uniting.united()
    lead, other = case.partners.get(), uniting.invited(case)
    typed = {f"turn_{lead.pk}": 1, f"turn_{other.pk}": 2, f"duty_{lead.pk}": "会务", f"duty_{other.pk}": "场地"}
    return _of(case, case.applicant, "assign", turn_months="12", **typed)


def _dismiss() -> Sample:
    case = uniting.united()
    partner = uniting.invited(case)
    return by(case.applicant, f"/establishment/{case.code}/dismiss/{partner.pk}/", seen=partner.revision)


def _vouch() -> Sample:
    case = uniting.united()
    partner = uniting.invited(case)
    typed = {"consent_by": "中共参加公司支部", "answered_on": f"{clock.today():%Y-%m-%d}", "file": factories.file()}
    return by(case.applicant, f"/establishment/{case.code}/vouch/{partner.pk}/", seen=partner.revision, **typed)


def _consent() -> Sample:
    partner = uniting.invited(uniting.united())
    unit = partner.organisation
    typed = {"answer": "consented", "consent_by": "中共参加公司支部", "reason": ""}
    address = f"/organisations/{unit.code}/consent/{partner.pk}/"
    return by(appointed(unit), address, seen=partner.revision, **typed)


def _station() -> Sample:
    host = factories.enterprise()
    return by(appointed(host), f"/organisations/{host.code}/station/", **light.station(host))


def _admit() -> Sample:
    case = light.stationed()
    return _of(case, factories.reviewer(case), "admit")


def _liaise() -> Sample:
    unit = factories.enterprise()
    return by(appointed(unit), f"/organisations/{unit.code}/liaise/", **liaisons.TYPED)


def _confirm() -> Sample:
    row = liaisons.named()
    desk = row.organisation
    return by(appointed(desk), f"/organisations/{desk.code}/confirm/{row.pk}/", seen=row.revision)


def _release() -> Sample:
    row = liaisons.named()
    address = f"/organisations/{row.unit.code}/release/{row.pk}/"
    return by(appointed(row.unit), address, seen=row.revision, reason="调离")


def _change_seal() -> Sample:
    body = bodies.association(_county())
    address = f"/organisations/{body.code}/change_seal/"
    return by(appointed(body), address, seen=0, seal=factories.file("印章.png", hostile.picture()))


def _forward() -> Sample:
    body = stations.station()
    return by(appointed(body), f"/organisations/{body.code}/forward/", **stations.TYPED)


def _answer() -> Sample:
    row = stations.voice()
    desk = row.organisation
    return by(appointed(desk), f"/organisations/{desk.code}/answer/{row.pk}/", seen=row.revision, answer="已办")


SAMPLES: dict[str, Make] = {
    "establishment:forward": _forward,
    "establishment:answer": _answer,
    "establishment:change_seal": _change_seal,
    "establishment:liaise": _liaise,
    "establishment:confirm": _confirm,
    "establishment:release": _release,
    "establishment:station": _station,
    "establishment:admit": _admit,
    "establishment:unite": _unite,
    "establishment:invite": _invite,
    "establishment:assign": _assign,
    "establishment:dismiss": _dismiss,
    "establishment:vouch": _vouch,
    "establishment:consent": _consent,
    "establishment:change_procedure": _change_procedure,
    "establishment:found": _found,
    "establishment:prepare": _prepare,
    "establishment:upload": _upload,
    "establishment:submit": _submit,
    "establishment:recall": _recall,
    "establishment:withdraw": _withdraw,
    "establishment:hold": _hold,
    "establishment:report": _report,
    "establishment:return_": _return,
    "establishment:approve": _approve,
    "establishment:approve_many": _approve_many,
    "establishment:urge": _urge,
    "establishment:sanction": _sanction,
    "establishment:recognise": _recognise,
    "establishment:assess": _assess,
    "establishment:reject": _reject,
}
EXEMPT: dict[str, str] = {}

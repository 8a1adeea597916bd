"""Bodies that several units found together, brought as far as in life by the actions that do it."""

from typing import Any

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Case, Partner
from kexie.areas.establishment.rules import CONSENTED, JOINT
from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.factories import by
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation


def typed(lead: Organisation, **given: Any) -> dict[str, Any]:
    """What the unit that leads says when it begins."""
    assert lead.superior is not None
    return {
        "name": f"{lead.name}等联合科学技术协会",
        "desk": lead.superior.code,
        "consent_by": "中共牵头公司支部委员会",
        "leader": "罗溪",
        "leader_post": "总工程师",
        "members": "王敏 技术中心主任",
        **given,
    }


def united(kind: str = JOINT, lead: Organisation | None = None, **given: Any) -> Case:
    """A founding by one unit, which has asked nobody yet."""
    lead = lead or factories.enterprise()
    return actions.unite(lead, kind, **typed(lead, **given), by=by(appointed(lead)))


def invited(case: Case, unit: Organisation | None = None, **given: Any) -> Partner:
    """A unit that was asked."""
    case.refresh_from_db()
    unit = unit or factories.enterprise()
    return actions.invite(case, partner=unit, duty="", **given, seen=case.revision, by=by(case.applicant))


def answered(partner: Partner, answer: str = CONSENTED, **given: Any) -> Partner:
    """A unit that answered on its own page."""
    person = appointed(partner.organisation, Role.SECRETARY)
    said = {"answer": answer, "consent_by": "中共参加公司支部委员会", "reason": "", **given}
    return actions.consent(partner, **said, seen=partner.revision, by=by(person))


def assigned(case: Case, **given: Any) -> Case:
    """A founding whose units agreed on duties and turns."""
    case.refresh_from_db()
    rows = list(case.partners.all())
    said = {
        "duties": {row.pk: f"第{place}项工作" for place, row in enumerate(rows, 1)},
        "order": {row.pk: place for place, row in enumerate(rows, 1)},
        "turn_months": 12 if case.has_turns else None,
        **given,
    }
    return actions.assign(case, **said, seen=case.revision, by=by(case.applicant))


def prepared(kind: str = JOINT, **given: Any) -> Case:
    """A founding of three units that has everything it needs."""
    case = united(kind, **given)
    partners = [invited(case), invited(case)]
    assigned(case)
    for partner in partners:
        partner.refresh_from_db()
        answered(partner)
    case.refresh_from_db()
    group: dict[str, Any] = {
        "leader": "罗溪",
        "leader_post": "",
        "members": "",
        "workers": 60 if case.has_turns else None,
    }
    case = actions.prepare(case, **group, seen=case.revision, by=by(case.applicant))
    for material in case.materials.filter(versions=None):
        case.refresh_from_db()
        actions.upload(material, file=factories.upload(), seen=case.revision, by=by(case.applicant))
    case.refresh_from_db()
    return case


def submitted(case: Case) -> Case:
    """A founding that waits for the association."""
    return actions.submit(case, seen=case.revision, by=by(case.applicant))

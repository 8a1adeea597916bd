"""Who reaches the pages of a body's standing; see tests/scope.py."""

from datetime import date
from typing import Any

from kexie.areas.standing import actions
from kexie.areas.standing.models import Petition, Renewal
from kexie.areas.standing.tests import factories
from kexie.core import codes
from kexie.foundation.appointments.tests.factories import BY
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from tests.scope import ABOVE, Row

STAFF = "own.administrator own.leader own.secretary"
OF_SUPERIOR = "parent.administrator parent.leader parent.secretary parent.reviewer"
DESK = f"{STAFF} own.reviewer {OF_SUPERIOR} {ABOVE}"
BOTH = f"{STAFF} {OF_SUPERIOR} {ABOVE}"


def things(body: Organisation) -> dict[str, Any]:
    """A renewal that was reported, and the next one that was not."""
    if body.kind == "association":
        return {"renewal": "2222222222", "reported": "2222222222", "petition": "2222222222", "paper": 0}
    reported = _renewal(body, 901)
    petition = _petition(body)
    return {
        "reported": reported.code,
        "renewal": _renewal(body, 902).code,
        "petition": petition.code,
        "paper": petition.proofs.all()[0].pk,
    }


def _petition(body: Organisation, grounds: str = "") -> Petition:
    """The body's one petition, which went back to it, so that both sides have something to do with it."""
    if known := body.own_petitions.first():
        known.grounds = grounds or known.grounds
        known.save(update_fields=["grounds"])
        return known
    body.refresh_from_db()
    petition = factories.applied(body=body, grounds=grounds or "公司更名。")
    return actions.return_(petition, reason="请补上决议。", seen=petition.revision, by=BY)


def _renewal(body: Organisation, number: int, chair: str = "罗溪") -> Renewal:
    """A renewal of long ago: other areas let bodies be in their first term now. The first of them was reported."""
    if known := body.renewals.filter(term__number=number).first():
        return known
    begun = date(1000 + number, 1, 1)
    ends_on = date(1001 + number, 1, 1)
    term = organisations.add_term(body, number=number, starts_on=begun, ends_on=ends_on, by=BY)
    elected = factories.elected(chair=chair, term_years=3, congress_on=begun)
    elected.pop("number")
    renewal = Renewal.objects.create(organisation=body, code=codes.fresh(), term=term, report_due=ends_on, **elected)
    if number == 901:
        actions.report(renewal, result=factories.upload(), seen=renewal.revision, by=BY)
    return renewal


def mark(body: Organisation, word: str) -> None:
    """A chair whose name, and a petition whose grounds are the body's own word."""
    if body.kind == "enterprise_association":
        _renewal(body, 901, chair=f"{word}主席")
        _petition(body, grounds=f"{word}理由")


def _of_body(address: str) -> Row:
    return Row(address, body=STAFF, park=STAFF, joint=STAFF)


def _of_desk(address: str) -> Row:
    return Row(address, body=OF_SUPERIOR, park=OF_SUPERIOR, joint=OF_SUPERIOR)


def _of_both(address: str) -> Row:
    return Row(address, body=BOTH, park=BOTH, joint=BOTH)


ROWS = {
    "standing:standing": _of_both("/organisations/{code}/standing/"),
    "standing:owed": Row("/organisations/{code}/owed/", county=DESK),
    "standing:renew": _of_body("/organisations/{code}/renew/"),
    "standing:report": _of_body("/renewals/{renewal}/report/"),
    "standing:result": _of_both("/renewals/{reported}/result/"),
    "standing:browse": Row("/organisations/{code}/petitions/", county=DESK),
    "standing:change_policy": Row("/organisations/{code}/change_policy/", county=STAFF),
    "standing:apply": _of_body("/organisations/{code}/apply/name/"),
    "standing:show": _of_both("/petitions/{petition}/"),
    "standing:proof": _of_both("/petitions/{petition}/proof/{paper}/"),
    "standing:amend": _of_body("/petitions/{petition}/amend/"),
    "standing:withdraw": _of_body("/petitions/{petition}/withdraw/"),
    "standing:approve": _of_desk("/petitions/{petition}/approve/"),
    "standing:return_": _of_desk("/petitions/{petition}/return_/"),
    "standing:reject": _of_desk("/petitions/{petition}/reject/"),
}

"""Who reaches the pages of accounts; see tests/scope.py."""

from typing import Any

from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.models import Record
from tests.scope import ABOVE, Row

OWN = "own.administrator"
LOOKING = f"{OWN} own.leader own.secretary {ABOVE}"
GIVING = f"{OWN} {ABOVE}"
SECURITY = "security_administrator"
AUDITOR = "audit_administrator"
ANSWERING = f"{OWN} own.leader parent.leader {ABOVE}"
LED = (200, 302, 303)


def things(body: Organisation) -> dict[str, Any]:
    """An editor of the body, who can be dismissed or locked, one who is locked, and an invitation that waits."""
    editor = Appointment.objects.current().filter(organisation=body, role=Role.EDITOR).earliest("pk")
    return {
        "appointment": editor.pk,
        "person": editor.person_id,
        "record": Record.objects.filter(organisation=body.pk).latest("pk").pk,
        "invitation": Invitation.objects.filter(organisation=body).latest("pk").pk,
    }


ROWS = {
    "accounts:activate": Row("/activate/", public=True),
    "accounts:staff": Row("/organisations/{code}/staff/", county=LOOKING, body=LOOKING),
    "accounts:invite": Row("/organisations/{code}/staff/invite/", county=GIVING, body=GIVING),
    "accounts:slips": Row("/organisations/{code}/staff/slips/", county=GIVING, body=GIVING),
    "accounts:invite_many": Row("/organisations/{code}/staff/invite_many/", county=GIVING, body=ABOVE),
    "accounts:sheet": Row("/organisations/{code}/staff/sheet/", county=GIVING, body=ABOVE),
    "accounts:export_staff": Row("/organisations/{code}/staff/export_staff/", county=GIVING, body=GIVING),
    "accounts:hand_over": Row("/organisations/{code}/staff/hand_over/", county=ABOVE, body=ABOVE),
    "accounts:invitation": Row("/invitation/{invitation}/", county=GIVING, body=GIVING),
    "accounts:revoke": Row("/invitation/{invitation}/revoke/", county=GIVING, body=GIVING),
    "accounts:dismiss": Row("/appointments/{appointment}/dismiss/", county=GIVING, body=GIVING),
    "accounts:lock_account": Row(
        "/people/{person}/lock_account/",
        county=f"{ABOVE} security_administrator",
        body=f"{ABOVE} security_administrator",
    ),
    "accounts:unlock_account": Row(
        "/people/{person}/unlock_account/",
        county=f"{ABOVE} security_administrator",
        body=f"{ABOVE} security_administrator",
    ),
    "accounts:find_account": Row("/platform/find_account/", county=SECURITY, body=SECURITY),
    "accounts:read_records": Row("/platform/read_records/", county=AUDITOR, body=AUDITOR),
    "accounts:read_record": Row("/platform/read_record/{record}/", county=AUDITOR, body=AUDITOR),
    "accounts:export_records": Row("/platform/export_records/", county=AUDITOR, body=AUDITOR),
    "accounts:verify_records": Row("/platform/verify_records/", county=AUDITOR, body=AUDITOR),
    "accounts:records": Row("/organisations/{code}/records/", county=ANSWERING, body=ANSWERING),
    "accounts:export": Row("/organisations/{code}/records/export/", county=ANSWERING, body=ANSWERING),
    "accounts:record": Row("/organisations/{code}/record/{record}/", county=ANSWERING, body=ANSWERING),
    "accounts:watch_platform": Row(
        "/platform/watch_platform/", county="system_administrator", body="system_administrator"
    ),
    "accounts:signin": Row("/signin/", public=True, get=LED),
    "accounts:send_code": Row("/signin/send_code/", public=True, get=LED),
    "accounts:enter_code": Row("/signin/enter_code/", public=True, get=LED),
    "accounts:forgot_password": Row("/signin/forgot_password/", public=True, get=LED),
    "accounts:reset_password": Row("/signin/reset_password/", public=True, get=LED),
    "accounts:register": Row("/register/", public=True, get=LED),
    "accounts:complete": Row("/register/complete/", public=True, get=LED),
    "accounts:set_mobile": Row("/account/set_mobile/", personal=True),
    "accounts:set_email": Row("/account/set_email/", personal=True),
    "accounts:reveal": Row("/account/reveal/", personal=True),
    "accounts:copy": Row("/account/copy/", personal=True),
    "accounts:close_account": Row("/account/close_account/", personal=True),
    "accounts:signout": Row("/signout/", public=True),
    "accounts:show": Row("/account/", personal=True),
    "accounts:change_password": Row("/account/change_password/", personal=True),
}

"""The demonstration's accounts with their roles; the password is shown on the sign-in page in demo mode only."""

from kexie.core.actors import Actor
from kexie.core.demo import ACCOUNTS, PASSWORD
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.models import Appointment, Invitation
from kexie.foundation.appointments.rules import ROLES, Role
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Level
from kexie.foundation.people.actions import open_account
from kexie.foundation.people.models import Person

PLACES = {"hunan": "430000", "yueyang": "430600", "yunxi": "430603", "jiangsu": "320000", "nanjing": "320100"} | {
    "qixia": "320113"
}
PLATFORM = {
    "sysadmin": Role.SYSTEM_ADMINISTRATOR,
    "secadmin": Role.SECURITY_ADMINISTRATOR,
    "auditadmin": Role.AUDIT_ADMINISTRATOR,
}
ENTERPRISE = "中国石化长岭炼化公司科学技术协会"
# Colleagues who never sign in here, so that the pages of accounts show more than one line; fictitious names.
COLLEAGUES = (
    ("yueyang", "yueyang.secretary", "示例·陈岳", (Role.SECRETARY, Role.REVIEWER)),
    ("yueyang", "yueyang.statistics", "示例·李湖", (Role.STATISTICIAN,)),
    ("yunxi", "yunxi.editor", "示例·周云", (Role.EDITOR,)),
    ("changling", "changling.secretary", "示例·吴岭", (Role.SECRETARY,)),
    ("nanjing", "nanjing.secretary", "示例·徐宁", (Role.SECRETARY,)),
)
INVITED = (("430611", "示例·刘君"), ("430602", "示例·彭楼"), ("320115", "示例·沈江"))


def open_accounts(*, by: Actor) -> int:
    """Open the accounts that are missing and give them their roles; return how many were opened."""
    opened = [open_account(username, name=name, password=PASSWORD, by=by) for username, name in ACCOUNTS.items()]
    for person in Person.objects.filter(username__in=ACCOUNTS, appointments=None):
        _appoint(person, by=by)
    _add_colleagues(by=by)
    _invite(by=by)
    return sum(person is not None for person in opened)


def _appoint(person: Person, *, by: Actor) -> None:
    if role := PLATFORM.get(person.username):
        appointments.appoint(person, role=role, by=by)
    elif body := workplace(person.username):
        for role in ROLES:
            appointments.appoint(person, role=role, organisation=body, by=by)


def workplace(username: str) -> Organisation | None:
    """Return the body that a demonstration account works in."""
    bodies = Organisation.objects.live()
    if username == "national":
        return bodies.get(level=Level.NATIONAL)
    if username == "changling":  # by now perhaps renamed or closed by whoever tries the product
        held = Appointment.objects.filter(person__username=username).select_related("organisation").first()
        return held.organisation if held else bodies.get(name=ENTERPRISE)
    region = PLACES.get(username)
    return bodies.associations().get(region=region) if region else None


def _add_colleagues(*, by: Actor) -> None:
    for place, username, name, roles in COLLEAGUES:
        colleague = open_account(username, name=name, password=None, by=by)
        if colleague is not None:
            for role in roles:
                appointments.appoint(colleague, role=role, organisation=workplace(place), by=by)


def _invite(*, by: Actor) -> None:
    """Let some activation codes wait to be printed."""
    for region, name in INVITED:
        body = Organisation.objects.live().associations().get(region=region)
        if not Invitation.objects.filter(organisation=body).exists():
            appointments.invite(body, name=name, roles=[Role.ADMINISTRATOR], by=by)

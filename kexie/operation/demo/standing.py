"""How some bodies of Yunxi stand in the demonstration: terms that end, a change of name, an end; all made up."""

from datetime import date, timedelta

from django.db import transaction

from kexie.areas.standing import actions
from kexie.areas.standing.models import Petition
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.demo import PASSWORD
from kexie.engines.files.rules import Upload
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import Role
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.actions import open_account
from kexie.foundation.people.models import Person
from kexie.operation.demo.establishment import picture

PLACE, REVIEWER = "430603", "yunxi"
# Who keeps which body, and in how many days its term ends or ended; what it applied for, how many days ago.
ENTRIES = (
    ("standing.ending", "示例·江云", 60, ""),
    ("standing.overdue", "示例·汪岭", -40, ""),
    ("standing.renaming", "示例·田溪", 700, "name"),
    ("standing.ended", "示例·余松", 900, "end"),
)
SINCE = timedelta(days=4)


@transaction.atomic
def load(*, by: Actor) -> int:
    """Let the bodies stand so, once; return how many."""
    free = Organisation.objects.live().filter(kind="enterprise_association", region=PLACE, founding=None)
    named = free.filter(name__startswith="示例", status="active", terms_of_office=None, appointments=None).order_by(
        "-id"
    )
    bodies = list(named[: len(ENTRIES)])
    if Petition.objects.exists() or len(bodies) < len(ENTRIES):
        return 0
    for body, (username, name, days, what) in zip(bodies, ENTRIES, strict=True):
        keeper = _keeper(body, username, name, by=by)
        ends_on = clock.today() + timedelta(days=days)
        begun = date(ends_on.year - 5, ends_on.month, min(ends_on.day, 28))
        organisations.add_term(body, number=3, starts_on=begun, ends_on=ends_on, by=by)
        if what:
            _apply(Organisation.objects.get(pk=body.pk), what, keeper)
    actions.remind(by=by)
    return len(bodies)


def _keeper(body: Organisation, username: str, name: str, *, by: Actor) -> Actor:
    person = open_account(username, name=name, password=PASSWORD, by=by) or Person.objects.get(username=username)
    appointments.appoint(person, role=Role.ADMINISTRATOR, organisation=body, by=by)
    return Actor(person=person.pk, name=person.name)


def _apply(body: Organisation, what: str, keeper: Actor) -> None:
    wishes: dict[str, dict[str, object]] = {
        "name": {"value": f"示例更名·{body.name.removeprefix('示例')}"},
        "end": {
            "cause": "host",
            "settlement": "经费结余交回企业，档案移交云溪区科协保存（演示内容，纯属虚构）。",
        },
    }
    grounds = {"name": "企业更名，科协名称一并变更（虚构）。", "end": "所在企业已经解散（虚构）。"}
    proof = Upload("证明材料（示例）.png", "png", picture("证明材料"))
    with clock.held(clock.now() - SINCE):
        petition = actions.apply(body, what, grounds=grounds[what], proof=proof, by=keeper, **wishes[what])
    if what == "end":
        reviewer = Person.objects.get(username=REVIEWER)
        actions.approve(petition, seen=petition.revision, by=Actor(person=reviewer.pk, name=reviewer.name))

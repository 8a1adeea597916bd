"""Members and applications for tests, made as in life."""

from datetime import date
from itertools import count
from typing import Any

from stdnum.cn import ric

from kexie.areas.membership import actions
from kexie.areas.membership.models import Application, Claim, Member, Tag
from kexie.core.actors import Actor
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as accounts
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons

BY = Actor.platform("tests")
JOINED = date(2024, 3, 1)
_numbers = count(1)


def identity(born: str = "19850412", *, is_male: bool = True) -> str:
    """The number of an identity card that is right in form and new each time."""
    number = next(_numbers) * 2 + is_male
    stem = f"430603{born}{number % 1000:03}"
    return f"{stem}{ric.calc_check_digit(f'{stem}0')}"


def mobile() -> str:
    """A mobile number, new each time."""
    return f"199{next(_numbers):08}"


def by(person: Person) -> Actor:
    """The person as an actor."""
    return Actor(person=person.pk, name=person.name)


def typed(**given: Any) -> dict[str, Any]:
    """What is typed about somebody."""
    return {"name": "王敏", "mobile": mobile(), "category": "technical", **given}


def body(**given: Any) -> Organisation:
    """A body that people may join, with a public page."""
    return bodies.body("430603", **{"published": True, **given})


def member(organisation: Organisation | None = None, **given: Any) -> Member:
    """A member of a body."""
    joined_on = given.pop("joined_on", JOINED)
    return actions.add(organisation or body(), joined_on=joined_on, **typed(**given), by=BY)


def application(organisation: Organisation | None = None, applicant: Person | None = None, **given: Any) -> Application:
    """An application that waits."""
    person = applicant or persons.person(name="罗溪")
    return actions.apply(organisation or body(), **typed(**{"name": "罗溪", "accepts": True, **given}), by=by(person))


def returned(**given: Any) -> Application:
    """An application that was returned."""
    made = application(**given)
    reviewer = persons.person(name="审核人")
    return actions.return_(made, seen=made.revision, reason="部门没有填", faults=["department"], by=by(reviewer))


def own(person: Person, organisation: Organisation | None = None, **given: Any) -> Member:
    """A member who applied with an account."""
    made = application(organisation, person, **given)
    return actions.accept(made, seen=made.revision, by=by(persons.person(name="审核人")))


def leaving(person: Person) -> Member:
    """A member who has asked to leave."""
    member = own(person)
    return actions.leave(member, seen=member.revision, reason="调动工作", by=by(person))


def owner(number: str = "", **given: Any) -> Person:
    """Somebody in whose account a mobile number stands."""
    return accounts.set_mobile(persons.person(**given), mobile=number or mobile(), by=BY)


def claim(organisation: Organisation | None = None, **given: Any) -> Claim:
    """A claim that waits for the body: an account with the number of a member."""
    number = mobile()
    joined = member(organisation, mobile=number, **given)
    person = owner(number)
    actions.ask(person, by=by(person))
    return Claim.objects.get(member=joined)


def tag(organisation: Organisation | None = None, name: str = "炼油学组") -> Tag:
    """A group of a body's members, nobody in it."""
    return actions.add_tag(organisation or body(), name=name, by=BY)


def tagged(member: Member, name: str = "炼油学组") -> Tag:
    """A group with one member in it."""
    own = Member.objects.filter(pk=member.pk)
    return actions.tag_many(member.organisation, own, name=name, by=BY)


def row(**cells: str) -> dict[str, str]:
    """A row of a table of members."""
    return {"name": "李工", "mobile": mobile(), "category": "科技人员", **cells}

"""Members who agreed to something, and letters, for tests."""

from typing import Any

from kexie.areas.care import actions
from kexie.areas.care.models import Agreement, Letter, Visit
from kexie.areas.membership.models import Member
from kexie.areas.membership.tests import factories as members
from kexie.areas.registrations.tests.factories import PDF
from kexie.core import clock
from kexie.engines.files.rules import Upload
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons

BY = members.BY


def agreeing(organisation: Organisation | None = None, person: Person | None = None, **given: Any) -> Member:
    """A member with an account who agreed to letters, and to what else is said."""
    person = person or persons.person()
    agreed = {name: given.pop(name) for name in ("letters", "birthday", "month", "day", "visits") if name in given}
    member = members.own(person, organisation, **given)
    return actions.change(member, **{"letters": True} | agreed, by=members.by(person))


def letter(organisation: Organisation | None = None, **given: Any) -> Letter:
    """A letter to a body's members, one of whom agreed."""
    body = organisation or agreeing().organisation
    return actions.write(body, **{"title": "节日问候", "text": "祝节日快乐。"} | given, by=BY)


def scan() -> Upload:
    """A scanned sheet."""
    return Upload("同意书.pdf", "pdf", PDF)


def agreement(member: Member | None = None, **given: Any) -> Agreement:
    """A sheet on which a member without an account agreed to visits, unless said otherwise."""
    member = member or members.member()
    typed: dict[str, Any] = {"number": member.number, "on": clock.today(), "visits": True} | given
    return actions.add_agreement(member.organisation, scan=scan(), **typed, by=BY)


def visit(member: Member | None = None, **given: Any) -> Visit:
    """A visit to a member who agreed to such records."""
    member = member or agreeing(visits=True)
    typed: dict[str, Any] = {"number": member.number, "sort": "help", "on": clock.today(), "note": "家中失火"} | given
    return actions.add_visit(member.organisation, **typed, by=BY)

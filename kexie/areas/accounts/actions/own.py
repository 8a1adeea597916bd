"""What people do with their own accounts: register, change contacts, close."""

import json

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction

from kexie.areas.accounts.actions import codes
from kexie.areas.accounts.models import Code, Purpose
from kexie.core import cipher
from kexie.core import codes as words
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people
from kexie.foundation.people import queries, rules
from kexie.foundation.people.models import Person

PENDING = "registration"  # what a registration under way is encrypted for, in the session


def register(*, name: str, contact: str) -> tuple[str, str | None]:
    """Begin a registration: return it as the session keeps it, and a ticket where a code was sent to the address.

    Where the address has an account already, its owner is told so by mail and nobody else is (SEC-05).
    """
    mobile, email = rules.contact(contact)
    pending = cipher.encrypt(json.dumps({"name": name, "mobile": mobile, "email": email}), purpose=PENDING)
    if not email:
        return pending, None
    return pending, codes.send_code(queries.known_as(email), purpose=Purpose.REGISTER, address=email)


@transaction.atomic
def complete(pending: str, *, new: str, by: Actor) -> Person:
    """Open the account; raises ValidationError where the number or address was taken meanwhile."""
    given = json.loads(cipher.decrypt(pending, purpose=PENDING))
    person = None
    while person is None:  # until the random name is free
        person = people.open_account(f"u{words.fresh()}", password=new, by=by, **given)
    return people.consent(person, version=rules.CONSENT, by=by)


def registered(pending: str) -> Person:
    """Return the person whose registration was completed."""
    given = json.loads(cipher.decrypt(pending, purpose=PENDING))
    person = queries.known_as(given["mobile"] or given["email"])
    if person is None:
        raise LookupError(PENDING)
    return person


def set_mobile(person: Person, *, mobile: str, present: str, by: Actor) -> Person:
    """Change one's own number after giving the password."""
    _require_password(person, present)
    return people.set_mobile(person, mobile=mobile, by=by)


def set_email(person: Person, ticket: str, *, email: str, present: str, by: Actor) -> None:
    """Change one's own address after giving the password; with a ticket a code has to confirm it first."""
    _require_password(person, present)
    if ticket:
        codes.send_code(person, purpose=Purpose.EMAIL, address=rules.email(email), ticket=ticket)
    else:
        people.set_email(person, email=email, by=by)


def confirm_email(code: Code, *, by: Actor) -> None:
    """Set the address that a code confirmed; raises ValidationError where it is another account's."""
    if code.person is not None:
        people.set_email(code.person, email=code.address, by=by)


@transaction.atomic
def close_account(person: Person, *, present: str, by: Actor) -> Person:
    """Close one's own account; raises ValidationError beside a wrong password, and while one holds a role."""
    _require_password(person, present)
    if person.appointments.current().exists():
        raise ValidationError("您还在组织中任职，请先办理交接或请管理员解除任职，再注销账号。")
    for table in (Authenticator, SocialAccount, UserSession):
        table.objects.filter(user=person).delete()
    return people.close_account(person, by=by)


def _require_password(person: Person, present: str) -> None:
    if not person.check_password(present):
        raise ValidationError({"present": "现在的密码不对。"})

"""The forms of accounts, filled in; see tests/samples.py."""

import time
from dataclasses import replace
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.accounts.actions import own
from kexie.areas.accounts.queries.staff import COLUMNS
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.models import Invitation
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed, appointment_of
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests import pages
from tests.samples import Make, Sample, by

NEW = "another-good-secret"
_numbers = count(1)


def _at(body: Organisation, page: str, **typed: Any) -> Sample:
    return by(appointed(body), f"/organisations/{body.code}/staff/{page}/", **typed)


def _invite() -> Sample:
    return _at(bodies.body(), "invite", name="王敏", roles=["editor", "viewer"])


def _invite_many() -> Sample:
    body = bodies.body()
    row = {"organisation": body.name, "code": body.code, "name": "王敏", "roles": "管理员、秘书"}
    filled = dict.fromkeys((column.name for column in COLUMNS), "") | row
    lines = SimpleUploadedFile("账号.xlsx", sheets.write(COLUMNS, [filled]))
    return _at(bodies.association("430603"), "invite_many", lines=lines)


def _hand_over() -> Sample:
    body = bodies.body()
    appointed(body)
    return by(_superior(), f"/organisations/{body.code}/staff/hand_over/", name="新管理员")


def _superior() -> Person:
    return appointed(bodies.association("430600"))


def _invitation(body: Organisation) -> Invitation:
    return appointments.invite(body, name="王敏", roles=[Role.EDITOR], by=BY)


def _revoke() -> Sample:
    return by(_superior(), f"/invitation/{_invitation(bodies.body()).pk}/revoke/", sure="1")


def _dismiss() -> Sample:
    editor = appointed(bodies.body(), Role.EDITOR)
    return by(_superior(), f"/appointments/{appointment_of(editor).pk}/dismiss/", sure="1")


def _lock_account() -> Sample:
    return by(_superior(), f"/people/{appointed(bodies.body()).pk}/lock_account/", reason="离岗未交接")


def _unlock_account() -> Sample:
    person = appointed(bodies.body())
    people.lock_account(person, reason="离岗", by=BY)
    return by(_superior(), f"/people/{person.pk}/unlock_account/", sure="1")


def _activate() -> Sample:
    code = _invitation(bodies.body()).printed_code
    given = {"username": f"activated{next(_numbers)}", "new": NEW, "again": NEW, "consent": "on"}
    return by(None, "/activate/", code=code, name="王敏", **given)


def _complete() -> Sample:
    browser = pages.browser()
    pending, _ = own.register(name="李华", contact=f"138{next(_numbers):08d}")
    session = browser.session
    session.update({"registration": pending, "confirmed": True})
    session.save()
    return Sample(browser, "/register/complete/", {"new": NEW, "again": NEW}, leaves=True)


def _reset_password() -> Sample:
    browser = pages.browser()
    session = browser.session
    session["reset"] = [persons.person().pk, int(time.time()) + 600]
    session.save()
    return Sample(browser, "/signin/reset_password/", {"new": NEW, "again": NEW}, leaves=True)


def _own(page: str, **typed: Any) -> Make:
    return lambda: by(persons.person(), f"/account/{page}/", present=persons.PASSWORD, **typed)


def _leaving(page: str, **typed: Any) -> Make:
    return lambda: replace(_own(page, **typed)(), leaves=True)


def _set_mobile() -> Sample:
    return _own("set_mobile", mobile=f"139{next(_numbers):08d}")()


def _set_email() -> Sample:
    return _own("set_email", email=f"new{next(_numbers)}@example.com")()


def _export_staff() -> Sample:
    body = bodies.body()
    return by(appointed(body), f"/organisations/{body.code}/staff/export_staff/", below="on")


def _export() -> Sample:
    body = bodies.body()
    return by(appointed(body), f"/organisations/{body.code}/records/export/", order="oldest")


def _audit(page: str) -> Make:
    return lambda: by(appointed(None, Role.AUDIT_ADMINISTRATOR), f"/platform/{page}/")


SAMPLES: dict[str, Make] = {
    "accounts:export": _export,
    "accounts:export_records": _audit("export_records"),
    "accounts:verify_records": _audit("verify_records"),
    "accounts:activate": _activate,
    "accounts:invite": _invite,
    "accounts:invite_many": _invite_many,
    "accounts:export_staff": _export_staff,
    "accounts:hand_over": _hand_over,
    "accounts:revoke": _revoke,
    "accounts:dismiss": _dismiss,
    "accounts:lock_account": _lock_account,
    "accounts:unlock_account": _unlock_account,
    "accounts:complete": _complete,
    "accounts:reset_password": _reset_password,
    "accounts:set_mobile": _set_mobile,
    "accounts:set_email": _set_email,
    "accounts:change_password": _leaving("change_password", new=NEW, again=NEW),
    "accounts:close_account": _leaving("close_account"),
}
EXEMPT = {
    "accounts:signin": "signing in again is signing in; what is tried is counted",
    "accounts:signout": "who is out is out",
    "accounts:send_code": "each asks for a code; they are counted, and the last one is good",
    "accounts:forgot_password": "each asks for a code; they are counted, and the last one is good",
    "accounts:enter_code": "a code is good once",
    "accounts:register": "nothing is kept but in the session until it is completed",
    "accounts:reveal": "shows one's own number again each time it is asked for, and each showing is recorded",
}

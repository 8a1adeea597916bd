"""Bodies with terms and renewals for tests, brought as far as in life by the actions that do it."""

from datetime import date, timedelta
from typing import Any

from kexie.areas.establishment.rules import Assembly
from kexie.areas.establishment.tests.factories import by, file, upload
from kexie.areas.standing import actions
from kexie.areas.standing.models import Petition, Renewal
from kexie.core import clock
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation, Term
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person

__all__ = [
    "applied",
    "approved",
    "by",
    "elected",
    "file",
    "in_term",
    "renewed",
    "returned",
    "reviewer",
    "term_of",
    "typed",
    "upload",
    "wish",
]


def in_term(ends_on: date | None = None, body: Organisation | None = None, number: int = 1, **fields: Any) -> Term:
    """A body's term that ends on a day, in a year unless said."""
    ends_on = ends_on or clock.today() + timedelta(days=365)
    body = body or bodies.body("430603", **fields)
    begun = date(ends_on.year - 5, ends_on.month, min(ends_on.day, 28))
    return organisations.add_term(body, number=number, starts_on=begun, ends_on=ends_on, by=BY)


def term_of(body: Organisation) -> Term:
    """The last term of a body."""
    return body.terms_of_office.all()[0]


def elected(**given: Any) -> dict[str, Any]:
    """What a congress elected."""
    return {
        "number": 2,
        "congress_on": clock.today(),
        "assembly": Assembly.DELEGATES.value,
        "workers": 120,
        "term_years": 5,
        "chair": "罗溪",
        "seats": 9,
        **given,
    }


def renewed(body: Organisation | None = None, **given: Any) -> Renewal:
    """A body whose next committee was elected, and that has not reported it yet."""
    body = body or in_term().organisation
    return actions.renew(body, **elected(**given), by=BY)


WISHES: dict[str, dict[str, Any]] = {
    "name": {"value": "新名有限公司科学技术协会"},
    "short_name": {"value": "新名科协"},
    "address": {"value": "云溪大道 1 号"},
    "end": {
        "cause": "own",
        "congress": "会员代表大会",
        "settlement": "移交公司工会。",
    },
}


def wish(what: str, **given: Any) -> dict[str, Any]:
    """What a body wants, filled in."""
    if what == "host":
        given.setdefault("object", bodies.body("430603", kind="enterprise", published=True))
    if what == "superior":
        given.setdefault("object", organisations.publish(bodies.association("430611"), by=BY))
        given.setdefault("region", given["object"].region)
    if what == "end":
        given.setdefault("resolved_on", clock.today())
    return {"grounds": "公司更名。", "proof": upload("决议.pdf"), **WISHES.get(what, {}), **given}


def applied(what: str = "name", body: Organisation | None = None, **given: Any) -> Petition:
    """A petition that waits for the association."""
    body = body or bodies.body("430603")
    return actions.apply(body, what, **wish(what, **given), by=by(appointed(body)))


def reviewer(petition: Petition) -> Person:
    """Somebody who reviews at the petition's desk."""
    return appointed(petition.organisation, Role.REVIEWER)


def approved(petition: Petition) -> Petition:
    """A petition that its desk has approved."""
    petition.refresh_from_db()
    return actions.approve(petition, seen=petition.revision, by=by(reviewer(petition)))


def returned(petition: Petition | None = None) -> Petition:
    """A petition that went back."""
    petition = petition or applied()
    return actions.return_(petition, reason="请补上决议。", seen=petition.revision, by=by(reviewer(petition)))


def typed(what: str, **given: Any) -> dict[str, Any]:
    """A wish as its form sends it."""
    found = wish(what, **given)
    for name in ("object", "region"):
        if name in found:
            found[name] = f"{found[name].name}（{found[name].code}）"
    if "resolved_on" in found:
        found["resolved_on"] = f"{found['resolved_on']:%Y-%m-%d}"
    return found | {"proof": file("决议.pdf")}

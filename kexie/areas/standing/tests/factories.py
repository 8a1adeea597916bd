"""Bodies with terms and renewals for tests, brought as far as in life by the actions that do it."""

from datetime import date, timedelta
from typing import Any

from kexie.areas.establishment.rules import Assembly
from kexie.areas.establishment.tests.factories import file, upload
from kexie.areas.standing import actions
from kexie.areas.standing.models import Renewal
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import BY
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation, Term
from kexie.foundation.organisations.tests import factories as bodies

__all__ = ["elected", "file", "in_term", "renewed", "term_of", "upload"]


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

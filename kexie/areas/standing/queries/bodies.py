"""How one body stands, with the same days for both sides (EST-19)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from kexie.areas.charters import queries as charters
from kexie.areas.charters.models import Charter
from kexie.areas.standing import rules
from kexie.core import clock
from kexie.engines.worklist.models import Obligation
from kexie.foundation.organisations.models import Organisation, Term

SHOWN = 20


@dataclass(frozen=True)
class Standing:
    """What the page of a body's standing shows."""

    duties: list[dict[str, Any]]
    term: Term | None
    ends_on: date | None
    reminders: list[dict[str, Any]]
    renewals: list[Any]
    sanctions: list[Any]
    petitions: list[Any]
    founding: Any
    charter: Charter | None
    today: date

    @property
    def is_over(self) -> bool:
        """Whether the day has passed by which a new committee should have been elected."""
        return self.ends_on is not None and self.ends_on < self.today


def standing(body: Organisation) -> Standing:
    """Return everything about a body that has a day: what it owes, its term, its reports and decisions against it."""
    today = clock.today()
    term = body.terms_of_office.first()
    return Standing(
        duties=[duty(row, today) for row in body.obligations.owed().order_by("due", "id")[:SHOWN]],
        term=term,
        ends_on=term.period.upper if term else None,
        reminders=_reminders(term, today) if term else [],
        renewals=list(body.renewals.select_related("term", "result")[:SHOWN]),
        sanctions=list(body.sanctions.select_related("organisation")[:SHOWN]),
        petitions=list(body.own_petitions.select_related("organisation")[:SHOWN]),
        founding=getattr(body, "founding", None),
        charter=charters.in_force(body),
        today=today,
    )


def duty(row: Obligation, today: date) -> dict[str, Any]:
    """Return something that a body owes, with how many days are left; fewer than none when it is overdue."""
    due = row.due or today
    left = (due - today).days
    body = row.organisation
    is_desk = body is not None and body.kind == "association"  # it owes a review itself
    link = row.link if body is None or is_desk else reverse("standing:standing", args=[body.code])
    return {"row": row, "left": left, "over": -left, "is_late": left < 0, "body": body, "link": link}


def _reminders(term: Term, today: date) -> list[dict[str, Any]]:
    """Return the reminders of a term: on which day each is sent, and when it was."""
    ends_on = term.period.upper
    sent = {row.months: row.at for row in term.reminders.filter(ends_on=ends_on)}
    if rules.months_before(ends_on, rules.BEFORE[0]) > today and not sent:
        return []
    days = [(months, rules.months_before(ends_on, months)) for months in rules.BEFORE]
    return [{"months": months, "on": on, "at": sent.get(months), "is_past": on <= today} for months, on in days]

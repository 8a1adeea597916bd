"""Charters for tests, brought by the actions to where they stand."""

from datetime import date, timedelta
from typing import Any

from kexie.areas.charters import actions, forms
from kexie.areas.charters.models import Charter
from kexie.areas.charters.rules import Choices
from kexie.core import clock
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies

BY = bodies.BY
VOTES = {"due": 100, "present": 90, "in_favour": 88}


def choices(**given: Any) -> Choices:
    """What a body chooses that keeps all rules."""
    return Choices(
        **{"name": "云溪化工有限公司科学技术协会", "unit": "云溪化工有限公司", "superior": "云溪区科学技术协会"} | given
    )


def draft(body: Organisation | None = None, **given: Any) -> Charter:
    """A version that is being written."""
    return actions.draft(body or bodies.body(), choices=choices(**given), by=BY)


def adopted(body: Organisation | None = None, *, on: date | None = None, **given: Any) -> Charter:
    """A version that the congress adopted, a week ago unless said otherwise."""
    row = draft(body, **given)
    day = on or clock.today() - timedelta(days=7)
    return actions.adopt(row, congress="第一次会员代表大会", adopted_on=day, **VOTES, seen=row.revision, by=BY)


def in_force(body: Organisation | None = None, *, on: date | None = None, **given: Any) -> Charter:
    """The version in force."""
    row = adopted(body, on=on, **given)
    return actions.enforce(row, effective_on=row.adopted_on or clock.today(), seen=row.revision, by=BY)


def typed(**given: Any) -> dict[str, Any]:
    """The form of a draft, filled in; ticks that are not set are not sent."""
    shown = forms.Change.typed(choices())
    plain = {name: "" if value is None else value for name, value in shown.items() if value is not False}
    return {name: "1" if value is True else value for name, value in plain.items()} | given

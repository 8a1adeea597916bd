"""Liaison officers, named and confirmed by the actions that do it."""

from kexie.areas.establishment import actions
from kexie.areas.establishment.models import Liaison
from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.factories import by
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation

TYPED = {"name": "罗溪", "post": "技术员", "phone": "0730-8888888"}


def named(unit: Organisation | None = None) -> Liaison:
    """An officer who waits to be confirmed."""
    unit = unit or factories.enterprise()
    return actions.liaise(unit, **TYPED, by=by(appointed(unit)))

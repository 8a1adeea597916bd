"""The applicant takes a registration back."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.registrations import actions
from kexie.areas.registrations.models import Proof, Registration
from kexie.areas.registrations.tests import factories
from kexie.core.locks import Stale
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-07")]


@pytest.mark.parametrize("make", [factories.registration, factories.returned])
def test_it_ends_and_its_proofs_are_gone(make: Callable[[], Registration]) -> None:
    row = make()
    form = pages.form(seen=row.revision)
    answer = pages.browser(row.applicant).post(f"/registrations/{row.code}/withdraw/", form)
    row.refresh_from_db()
    assert (answer.status_code, row.stage, Proof.objects.count()) == (303, "withdrawn", 0)
    factories.registration(uscc=row.uscc)  # the code is free again


def test_nobody_else_withdraws_it() -> None:
    row = factories.registration()
    answer = pages.send(pages.browser(appointed(row.organisation)), f"/registrations/{row.code}/withdraw/", seen=0)
    assert answer.status_code == 404


def test_it_is_withdrawn_once() -> None:
    row = factories.registration()
    done = actions.withdraw(row, seen=0, by=factories.by(row.applicant))
    with pytest.raises(Stale):
        actions.withdraw(row, seen=0, by=factories.by(row.applicant))
    with pytest.raises(ValidationError, match="不能撤回"):
        actions.withdraw(row, seen=done.revision, by=factories.by(row.applicant))

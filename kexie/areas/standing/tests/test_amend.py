"""A body mends what was returned; what it proved before is kept."""

import pytest

from kexie.areas.standing.models import Petition
from kexie.areas.standing.tests import factories
from kexie.foundation.appointments.tests.factories import BY
from kexie.foundation.organisations import actions as organisations
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-11")]


def send(petition: Petition, **given: object) -> tuple[int, str]:
    form = {"seen": petition.revision} | factories.typed("name", value="再改名科协") | given
    answer = pages.send(pages.browser(petition.applicant), f"/petitions/{petition.code}/amend/", **form)
    petition.refresh_from_db()
    return answer.status_code, answer.text


def test_it_is_handed_in_again_with_both_proofs() -> None:
    petition = factories.returned()
    assert send(petition)[0] == 303
    assert (petition.stage, petition.new, petition.reason, petition.proofs.count()) == (
        "resubmitted",
        "再改名科协",
        "",
        2,
    )
    assert send(petition)[0] == 422


def test_what_was_changed_meanwhile_is_the_old_value_now() -> None:
    petition = factories.returned()
    body = petition.body
    body.refresh_from_db()
    organisations.change(body, name="别名科协", seen=body.revision, by=BY)
    assert send(petition)[0] == 303
    assert petition.old == "别名科协"
    factories.approved(petition)
    body.refresh_from_db()
    assert body.name == "再改名科协"


def test_what_is_being_reviewed_is_not_changed() -> None:
    petition = factories.applied()
    status, html = send(petition)
    assert (status, "只有退回后才能修改" in html) == (422, True)

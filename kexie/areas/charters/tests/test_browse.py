"""A body sees its versions, an association the charters below it."""

import pytest

from kexie.areas.charters import actions
from kexie.areas.charters.tests import factories
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.regions.models import Region
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09"), pytest.mark.spec("SCP-02")]


def test_a_body_sees_all_versions_its_superior_only_what_was_adopted() -> None:
    first = factories.in_force()
    body = first.organisation
    second = factories.draft(body)
    address = f"/organisations/{body.code}/charters/"
    own = pages.browser(appointed(body, Role.VIEWER)).get(address).text
    above = pages.browser(appointed(body.superior)).get(address).text
    assert (first.code in own, second.code in own) == (True, True)
    assert (first.code in above, second.code in above) == (True, False)


def test_a_draft_is_begun_where_none_is_open() -> None:
    body = bodies.body()
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/charters/"
    assert "起草章程" in browser.get(address).text
    factories.draft(body)
    assert "draft/" not in browser.get(address).text


def test_an_association_sees_the_charters_below_it() -> None:
    near = factories.in_force(bodies.body(name="近处的企业科协"))
    far = factories.in_force(bodies.body("430102", name="远处的企业科协"))
    late = factories.adopted(bodies.body(name="没有报送的企业科协"))
    near = actions.report(near, seen=near.revision, by=factories.BY)
    county = near.organisation.superior
    browser = pages.browser(appointed(county))
    html = browser.get(f"/organisations/{county.code}/charters/").text
    assert (near.organisation.name in html, far.organisation.name in html) == (True, False)
    html = browser.get(f"/organisations/{county.code}/charters/?state=unreported").text
    assert (near.organisation.name in html, late.organisation.name in html) == (False, True)


def test_charters_move_with_their_body() -> None:
    row = factories.in_force()
    body, old = row.organisation, row.organisation.superior
    new = bodies.association("430611")
    region = Region.objects.get(pk="430611")
    organisations.move(body, superior=new, region=region, seen=body.revision, by=factories.BY)
    readers = pages.browser(appointed(old)), pages.browser(appointed(new))
    assert [reader.get(f"/charters/{row.code}/").status_code for reader in readers] == [404, 200]
    row.refresh_from_db()
    assert row.path == Organisation.objects.get(pk=body.pk).path


def test_an_association_without_any_says_so() -> None:
    county = bodies.association("430603")
    html = pages.browser(appointed(county)).get(f"/organisations/{county.code}/charters/?state=nothing&after=x").text
    assert "这里没有章程" in html


@pytest.mark.parametrize("kind", ["workstation", "consortium", "enterprise"])
def test_bodies_without_a_congress_have_no_such_page(kind: str) -> None:
    body = bodies.body(kind=kind)
    assert pages.browser(appointed(body)).get(f"/organisations/{body.code}/charters/").status_code == 404

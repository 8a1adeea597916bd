"""A version of a material is shown in the browser where that is safe, and kept otherwise."""

import pytest

from kexie.areas.establishment.models import Version
from kexie.areas.establishment.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-08")]


def test_both_sides_see_it_in_the_browser_or_keep_it() -> None:
    case = factories.submitted()
    version = Version.objects.filter(material__case=case, material__key="charter").get()
    address = f"/establishment/{case.code}/version/{version.pk}/"
    for who in (case.applicant, factories.reviewer(case)):
        shown, kept = pages.browser(who).get(address), pages.browser(who).get(f"{address}?keep=1")
        assert shown.headers["Content-Disposition"].startswith("inline")
        assert kept.headers["Content-Disposition"].startswith("attachment")
        assert shown.headers["Content-Type"] == "application/pdf"


def test_a_version_of_another_case_is_not_there() -> None:
    case, other = factories.submitted(), factories.submitted()
    version = Version.objects.filter(material__case=other).first()
    assert version is not None
    address = f"/establishment/{case.code}/version/{version.pk}/"
    assert pages.browser(case.applicant).get(address).status_code == 404

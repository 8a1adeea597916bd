"""A group is removed; its members stay."""

import pytest

from kexie.areas.membership.models import Member, Tag, Tagged
from kexie.areas.membership.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("MEM-08")]


def test_only_the_group_goes() -> None:
    group = factories.tagged(factories.member())
    browser = pages.browser(appointed(group.organisation))
    assert pages.status(browser, f"/members/tags/{group.code}/remove_tag/", seen=group.revision) == 303
    assert (Tag.objects.exists(), Tagged.objects.exists(), Member.objects.count()) == (False, False, 1)

"""The system administrator sees how the platform is."""

import pytest

from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-02")]


def test_versions_and_background_work_are_shown() -> None:
    page = pages.browser(appointed(None, Role.SYSTEM_ADMINISTRATOR)).get("/platform/watch_platform/").text
    for shown in ("PostgreSQL", "数据库大小", "失败的后台任务"):
        assert shown in page

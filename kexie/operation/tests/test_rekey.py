"""`kexie rekey` follows a change of the keys."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kexie.foundation.people import actions
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-06")]
OLD, NEW = "an old key of thirty-two letters!", "a new key of thirty-two letters!!"


def test_after_it_the_old_key_is_needed_no_more(settings: Settings) -> None:
    settings.DATA_KEYS = [OLD]
    actions.set_mobile(factories.person(), mobile="13800005678", by=factories.BY)
    settings.DATA_KEYS = [NEW, OLD]
    said = StringIO()
    call_command("rekey", stdout=said)
    assert "已重新加密 1 个账号" in said.getvalue()
    settings.DATA_KEYS = [NEW]
    assert Person.objects.get().mobile == "13800005678"


def test_a_missing_key_is_told(settings: Settings) -> None:
    settings.DATA_KEYS = [OLD]
    actions.set_mobile(factories.person(), mobile="13800005678", by=factories.BY)
    settings.DATA_KEYS = [NEW]
    with pytest.raises(CommandError, match="KEXIE_DATA_KEYS"):
        call_command("rekey")

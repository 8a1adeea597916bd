"""`kexie rekey` follows a change of the keys."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kexie.areas.accounts.actions import codes
from kexie.areas.accounts.models import Code
from kexie.foundation.people import actions
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories
from kexie.website.adapters import SecondFactors

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


def test_codes_and_secrets_of_second_factors_follow(settings: Settings) -> None:
    settings.DATA_KEYS = [OLD]
    person = factories.person()
    codes.send_code(person, purpose="signin", address="wang@example.com")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    known = RecoveryCodes.activate(person).generate_codes()
    settings.DATA_KEYS = [NEW, OLD]
    said = StringIO()
    call_command("rekey", stdout=said)
    assert "4 项其他内容" in said.getvalue()
    settings.DATA_KEYS = [NEW]
    assert Code.objects.get().address == "wang@example.com"
    factors = {factor.type: factor.wrap() for factor in Authenticator.objects.all()}
    assert factors["recovery_codes"].generate_codes() == known
    assert SecondFactors().decrypt(factors["totp"].instance.data["secret"]) == "JBSWY3DPEHPK3PXP"
    said = StringIO()
    call_command("rekey", stdout=said)
    assert "0 个账号和 0 项" in said.getvalue()

"""A form that is sent twice acts once (REL-02)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import transaction

from kexie.core import clock
from kexie.core.tests.threads import at_once, outcomes, start, until_blocked
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.actions import claim, prune, record, settle
from kexie.foundation.records.models import FormKey, Record
from kexie.foundation.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.spec("REL-02")]
KEY = "k" * 64


def send(led_to: str = "/organisations/") -> str | None:
    """What the middleware does with a form: claim, act, settle, all in one transaction."""
    with transaction.atomic():
        known = claim(KEY)
        if known is None:
            record("tests.act", Region.objects.get(pk="430603"), by=factories.BY)
            settle(KEY, led_to=led_to)
        return known


def acts() -> int:
    return Record.objects.filter(what="tests.act").count()


def test_the_first_sending_acts_and_the_next_is_led_to_the_same_place() -> None:
    assert claim(KEY) is None
    assert claim(KEY) == ""
    settle(KEY, led_to="/organisations/abc/")
    assert [claim(KEY), claim(KEY)] == ["/organisations/abc/"] * 2
    assert claim("other") is None
    assert str(FormKey.objects.get(pk=KEY)) == KEY


def test_without_an_address_the_corrected_form_passes() -> None:
    claim(KEY)
    settle(KEY, led_to="")
    assert not FormKey.objects.exists()
    assert claim(KEY) is None


def test_settling_touches_no_other_key() -> None:
    claim(KEY)
    claim("other")
    settle(KEY, led_to="/a/")
    assert claim("other") == ""
    settle("other", led_to="")
    assert claim(KEY) == "/a/"


@pytest.mark.django_db(transaction=True)
def test_of_many_sendings_at_the_same_moment_one_acts() -> None:
    came = at_once(*[send] * 8)
    assert sorted(came, key=str) == ["/organisations/"] * 7 + [None]
    assert acts() == 1


@pytest.mark.django_db(transaction=True)
def test_a_repeat_waits_for_the_first_and_is_led_where_it_led() -> None:
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            assert claim(KEY) is None
            repeat = start(pool, send)
            until_blocked()
            settle(KEY, led_to="/first/")
        assert outcomes([repeat]) == ["/first/"]
    assert acts() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["refused", "failed"])
def test_after_a_first_that_did_nothing_the_repeat_acts(ends: str) -> None:
    """Refused by a rule it lets go of the key; after an error everything is undone."""
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            assert claim(KEY) is None
            repeat = start(pool, send)
            until_blocked()
            if ends == "refused":
                settle(KEY, led_to="")
            else:
                transaction.set_rollback(True)
        assert outcomes([repeat]) == [None]
    assert acts() == 1
    assert claim(KEY) == "/organisations/"


def test_keys_are_kept_for_two_days() -> None:
    two_days = timedelta(days=2)
    for key, age in (("old", two_days), ("young", two_days - timedelta(minutes=1)), ("new", timedelta())):
        claim(key)
        FormKey.objects.filter(pk=key).update(at=clock.now() - age)
    assert prune() == 1
    assert set(FormKey.objects.values_list("pk", flat=True)) == {"young", "new"}
    assert prune() == 0

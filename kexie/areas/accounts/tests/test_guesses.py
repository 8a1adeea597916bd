"""Ten thousand guesses get nowhere, and keep nobody out for good."""

import random
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from kexie.areas.accounts.actions import guesses
from kexie.areas.accounts.models import Throttle
from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.signing import signin, solved
from kexie.core.actors import Actor
from kexie.core.tests.threads import at_once
from kexie.foundation.people import actions as people
from kexie.foundation.people import rules
from kexie.foundation.people.rules import LIMITS, Counted

pytestmark = [pytest.mark.spec("SEC-05"), pytest.mark.spec("ACC-04")]
WAIT, WRONG, PROOF = "尝试次数太多", "用户名或密码不对", "data-proof="
BY = Actor.platform("tests")


@pytest.fixture(autouse=True)
def _little_work(settings: Settings) -> None:
    settings.PROOF_WORK = 50


def test_of_ten_thousand_guesses_in_an_hour_from_a_thousand_addresses_thirty_are_looked_at() -> None:
    counts: Counter[tuple[Counted, str]] = Counter()
    looked_at = 0
    for _ in range(10_000):
        address = str(random.randrange(1000))
        keys = {Counted.PAIR: address, Counted.ACCOUNT: "", Counted.ADDRESS: address}
        counts.update((what, key) for what, key in keys.items())
        looked_at += not rules.must_wait({what: counts[what, key] for what, key in keys.items()}, LIMITS)
    assert looked_at == LIMITS[Counted.ACCOUNT].most


def test_the_limits_hold_at_their_edges() -> None:
    for what, limit in LIMITS.items():
        assert not rules.needs_proof({what: limit.free - 1})
        assert rules.needs_proof({what: limit.free})
        assert not rules.must_wait({what: limit.most}, LIMITS)
        assert rules.must_wait({what: limit.most + 1}, LIMITS)


@pytest.mark.django_db(transaction=True)
def test_a_thousand_at_once_are_no_more_than_one_by_one() -> None:
    keys = {Counted.ACCOUNT: "a" * 64}
    came = at_once(*[lambda: [guesses.count(keys, LIMITS)[Counted.ACCOUNT] for _ in range(50)]] * 8)
    numbers = sorted(number for one in came for number in one)
    assert numbers == list(range(1, 401))


def attack(client: Client, username: str, times: int, **extra: Any) -> list[int]:
    """Guess, with the proof that is asked for; return the answers' statuses."""
    statuses, proof = [], ""
    for number in range(times):
        typed = {"username": username, "password": f"guess {number}", "proof": proof}
        answer = client.post("/signin/", typed, **extra)
        statuses.append(answer.status_code)
        page = answer.content.decode()
        proof = solved(page) if PROOF in page else ""
    return statuses


@pytest.mark.django_db
def test_hundreds_of_guesses_over_the_page_end_in_waiting_also_with_the_right_password(client: Client) -> None:
    factories.person()
    statuses = attack(client, "yunxi", 200)
    assert statuses.count(422) == LIMITS[Counted.PAIR].most
    assert set(statuses[LIMITS[Counted.PAIR].most :]) == {429}
    page = client.get("/signin/").content.decode()
    answer = signin(
        client, proof=solved(client.post("/signin/", {"username": "yunxi", "password": ""}).content.decode())
    )
    assert answer.status_code == 429
    assert WAIT in answer.content.decode()
    assert page.count('name="username"') == 1


@pytest.mark.django_db
def test_the_owner_gets_in_on_the_own_device_and_later_everywhere(client: Client) -> None:
    factories.person()
    own = Client()
    assert signin(own).status_code == 303
    own.post("/signout/")
    for number in range(40):
        attack(client, "yunxi", 2, REMOTE_ADDR=f"10.0.0.{number}")  # the second time with a proof
    assert signin(own).status_code == 303
    elsewhere = Client(REMOTE_ADDR="10.1.0.1")
    blocked = elsewhere.post("/signin/", {"username": "yunxi", "password": ""})
    proof = solved(blocked.content.decode())
    assert signin(elsewhere, proof=proof).status_code == 429
    Throttle.objects.update(until="2020-01-01T00:00:00Z")  # an hour later
    assert signin(elsewhere).status_code == 303


@pytest.mark.django_db
def test_one_account_has_one_count_whatever_name_is_typed(client: Client) -> None:
    person = factories.person()
    people.set_mobile(person, mobile="13800005678", by=BY)
    people.set_email(person, email="wang@example.com", by=BY)
    for typed in ("yunxi", "13800005678", "WANG@example.com"):
        attack(client, typed, 1)
    assert PROOF in client.post("/signin/", {"username": "yunxi", "password": "x"}).content.decode()
    assert Throttle.objects.filter(count__gte=3).count() == 3


@pytest.mark.django_db
def test_after_three_failures_a_guess_without_proof_is_not_looked_at_nor_counted(client: Client) -> None:
    factories.person()
    attack(client, "yunxi", 3)
    before = list(Throttle.objects.order_by("key").values_list("count", flat=True))
    answer = signin(client)
    assert answer.status_code == 422
    assert "安全验证" in answer.content.decode()
    assert list(Throttle.objects.order_by("key").values_list("count", flat=True)) == before
    proof = solved(answer.content.decode())
    assert signin(client, password="wrong", proof=proof).status_code == 422
    assert "请等" in signin(client, proof=proof).content.decode()  # a proof is good once
    proof = solved(client.post("/signin/", {"username": "yunxi", "password": "x"}).content.decode())
    assert signin(client, proof=proof).status_code == 303


@pytest.mark.django_db
@pytest.mark.parametrize(
    "proof", ["", "x", "e30=", "bnVsbA==", "W10=", "eyJzaWduYXR1cmUiOiAxfQ==", "\0", "eyJzaWduYXR1cmUiOiAieCJ9"]
)
def test_no_made_up_proof_passes(client: Client, proof: str) -> None:
    factories.person()
    attack(client, "yunxi", 3)
    assert signin(client, proof=proof).status_code == 422


@pytest.mark.django_db
def test_unknown_accounts_are_answered_alike(client: Client) -> None:
    factories.person()
    known, unknown = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    assert attack(known, "yunxi", 14) == attack(unknown, "nobody", 14)


@pytest.mark.django_db
def test_what_was_typed_stands_nowhere(client: Client) -> None:
    attack(client, "canary@example.com", 2)
    assert "canary" not in str(list(Throttle.objects.values()))


@pytest.mark.django_db
def test_counts_whose_time_is_over_are_deleted(client: Client) -> None:
    attack(client, "yunxi", 1)
    Throttle.objects.update(until="2020-01-01T00:00:00Z")
    assert guesses.forget_guesses() == 3

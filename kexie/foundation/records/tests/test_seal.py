"""Records are sealed in batches, below everything that still runs (SEC-07, SCP-06, ADR 8)."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from kexie.core import clock, signing
from kexie.core.tests.threads import PATIENCE, at_once, outcomes, start
from kexie.foundation.records import rules
from kexie.foundation.records.actions import Rewound, seal, verify
from kexie.foundation.records.models import Record, Seal
from kexie.foundation.records.queries import chain
from kexie.foundation.records.tests.factories import BY, all_sealed, as_owner, written

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.spec("SEC-07"),
    pytest.mark.spec("SCP-06"),
]


def seals() -> list[Seal]:
    return list(Seal.objects.order_by("number"))


def test_what_is_committed_is_sealed_once() -> None:
    written(3)
    assert all_sealed() == 3
    (first,) = seals()
    assert (first.number, first.era, first.count, first.previous) == (1, 0, 3, "")
    assert first.digest == rules.seal_digest(first.facts)
    assert signing.is_signed(first.digest.encode(), first.signature, by=first.signer, keys=signing.known())
    assert seal() == 0
    assert len(seals()) == 1


def test_each_seal_holds_on_to_the_one_before_it() -> None:
    for _ in range(3):
        written()
        all_sealed()
    one, two, three = seals()
    assert [two.previous, three.previous] == [one.digest, two.digest]
    assert [row.number for row in (one, two, three)] == [1, 2, 3]


def test_many_that_wait_are_sealed_in_batches_of_limited_size() -> None:
    written(25)
    all_sealed(batch=10)
    assert [row.count for row in seals()] == [10, 10, 5]
    assert verify(by=BY).is_clean


def test_one_transaction_may_lie_under_several_seals() -> None:
    with transaction.atomic():
        written(25)
    all_sealed(batch=10)
    first, second, _ = seals()
    assert first.through_transaction == second.through_transaction
    assert verify(by=BY).is_clean


def test_a_run_has_an_end_and_the_next_goes_on() -> None:
    written(9)
    deadline = time.monotonic() + PATIENCE
    while not (done := seal(batch=2, most=2)):
        assert time.monotonic() < deadline
    assert done == 4
    assert all_sealed(batch=2) == 5


def test_nothing_is_sealed_above_what_still_runs() -> None:
    """A record with a low number whose transaction ends late is sealed when it has ended; none slips through."""
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            (late,) = written(name="晚")
            outcomes([start(pool, lambda: written(5, name="早"))])
            assert outcomes([start(pool, seal)]) == [0]
        assert Record.objects.filter(name="早").earliest("id").pk > late.pk
    assert all_sealed() == 6
    assert verify(by=BY).is_clean


def test_a_record_with_a_low_number_in_a_later_transaction_is_sealed_later() -> None:
    """Numbers are taken from a sequence before the row is written: not numbers decide, but transactions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('record', 'id'))")
        (low,) = cursor.fetchone()
    written(2)
    all_sealed()
    written(pk=low)
    assert all_sealed() == 1
    assert seals()[1].through_id == low < seals()[0].through_id
    assert verify(by=BY).is_clean


def test_two_that_seal_at_the_same_moment_make_one_chain() -> None:
    written(40)
    deadline = time.monotonic() + PATIENCE
    while chain.waiting(chain.head(), most=1):
        assert time.monotonic() < deadline
        came: list[Any] = at_once(*[lambda: seal(batch=5)] * 4)
        assert all(isinstance(done, int) for done in came)
    assert [row.number for row in seals()] == list(range(1, len(seals()) + 1))
    assert sum(row.count for row in seals()) == 40
    assert verify(by=BY).is_clean


def test_what_was_undone_leaves_no_gap() -> None:
    written()
    with transaction.atomic():
        written(3)
        transaction.set_rollback(True)
    written()
    assert all_sealed() == 2
    assert verify(by=BY).is_clean


def test_every_column_is_sealed() -> None:
    """A new column of records needs a new form, or it could be altered unseen."""
    for field in Record._meta.concrete_fields:
        assert field.column in chain.CANONICAL.replace(",", " ").replace("::text", " ").replace("(", " ").split(), field
    covered = {*rules.SEAL_FIELDS, "digest", "signature", "witness"}
    assert covered == {field.name for field in Seal._meta.concrete_fields}


def test_the_form_depends_on_no_session() -> None:
    """Only the text of a jsonb and of a moment is at stake; neither follows the time zone or other settings."""
    values: dict[str, Any] = {"b": 1.50, "a": "一\t二\n三\\", "aa": None, "十": [True, 10**30, -0.0, 1e-7]}
    written(before=values, name="a\tb\\N\nc", organisation=None)
    usual = list(chain.rows(0))
    for statement in ("SET TIME ZONE 'America/New_York'", "SET DateStyle TO 'German'", "SET extra_float_digits TO 0"):
        with connection.cursor() as cursor:
            cursor.execute(statement)
        try:
            assert list(chain.rows(0)) == usual, statement
        finally:
            connection.close()


def test_known_answer() -> None:
    """The canonical form is for years: who changes a byte of it cannot verify what was sealed before."""
    with as_owner() as cursor:
        cursor.execute(
            """
            INSERT INTO record (id, era, transaction, at, what, person, name, address, device, thing, thing_id,
                organisation, organisation_path, before, after)
            VALUES (12, 0, 7, '2026-11-21 08:00:00.123456+00', 'people.lock_account', 3, E'王\\t敏', '::1', '',
                'people.person', '9', NULL, '', '{"bb": 1.50, "a": "一"}', '{}')
            """
        )
    (row,) = chain.rows(0)
    assert row.decode() == (
        "0\t7\t12\t2026-11-21T08:00:00.123456Z\tpeople.lock_account\t3\t王\\t敏\t::1\t\tpeople.person\t9\t\\N\t\t"
        '{"a": "一", "bb": 1.50}\t{}\n'
    )
    batch = rules.Batch()
    batch.add(row)
    assert batch.contents == "7a21b54a844042a95a57b6dca2596d55548d0c7e95813575c0e113a721967372"


def test_without_a_key_nothing_is_sealed_and_it_is_said(settings: Settings) -> None:
    written()
    until_over()
    settings.SEAL_KEYS = []
    with pytest.raises(signing.Keyless, match="KEXIE_SEAL_KEYS"):
        seal()
    assert not seals()


def until_over() -> None:
    """Wait until other tests' transactions, which the same server runs, are over."""
    deadline = time.monotonic() + PATIENCE
    newest = Record.objects.latest("transaction").transaction
    while chain.oldest_running() <= newest:
        assert time.monotonic() < deadline


def test_keys_change(settings: Settings) -> None:
    old, new = "o" * 32, "n" * 32
    settings.SEAL_KEYS = [old]
    written()
    all_sealed()
    settings.SEAL_KEYS = [new, old]
    written()
    all_sealed()
    assert verify(by=BY).is_clean
    assert len({row.signer for row in seals()}) == 2
    settings.SEAL_KEYS = [new]
    assert "密钥" in verify(by=BY).findings[0]
    settings.SEAL_KEYS = [old]
    former = signing.public_key()
    settings.SEAL_KEYS = [new]
    assert verify(by=BY, public_keys=[former]).is_clean


def test_a_restored_database_whose_era_was_not_raised_is_not_sealed() -> None:
    written()
    all_sealed()
    with as_owner() as cursor:
        cursor.execute("UPDATE record_seal SET below = 9000000000000")
    written()
    with pytest.raises(Rewound, match="raise_era"):
        seal()


def test_a_moment_that_is_none_does_not_stop_sealing() -> None:
    """Whoever writes past the product could write such a thing, to keep the rest from being sealed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record (what, at, name, address, device, thing, thing_id, organisation_path, before, after)"
            " VALUES ('x', 'infinity', '', '', '', '', '', '', '{}', '{}')"
        )
    written()
    assert all_sealed() == 2
    assert timedelta() <= clock.now() - (seals()[0].last_at or clock.now()) < timedelta(minutes=1)


FORBIDDEN = [
    f"{verb} {table}{rest}"
    for table in ("record", "record_seal", "record_verification")
    for verb, rest in (
        ("UPDATE", " SET {column} = {column}"),
        ("DELETE FROM", ""),
        ("TRUNCATE", ""),
        ("ALTER TABLE", " ADD one int"),
    )
]
COLUMN = {"record": "name", "record_seal": "digest", "record_verification": "name"}


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_only_inserts_and_selects(statement: str) -> None:
    column = next(column for table, column in COLUMN.items() if f"{table} " in f"{statement} ")
    with pytest.raises(Exception, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(statement.format(column=column))
    with as_owner() as cursor:
        cursor.execute(statement.format(column=column))
        transaction.set_rollback(True)

"""Whatever is altered, taken away or slipped in is found, whoever did it (SEC-07, SCP-06, ADR 8)."""

# ruff: noqa: S608 - statements of our own
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from kexie.core import clock, signing
from kexie.core.tests.threads import outcomes, start
from kexie.foundation.records import rules
from kexie.foundation.records.actions import export_head, record, seal, verify
from kexie.foundation.records.models import Record, Seal, Verification
from kexie.foundation.records.queries import chain
from kexie.foundation.records.queries.verifying import Unreadable, heads
from kexie.foundation.records.tests.factories import BY, all_sealed, as_owner, era_raised, written
from kexie.foundation.regions.models import Region

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.spec("SEC-07"),
    pytest.mark.spec("SCP-06"),
]


def findings(**options: object) -> str:
    return "\n".join(verify(by=BY, **options).findings)  # type: ignore[arg-type]


@pytest.fixture
def trail() -> list[Record]:
    """Three batches of four records."""
    rows = []
    for _ in range(3):
        rows += written(4)
        all_sealed()
    assert verify(by=BY).is_clean
    return rows


def hand(statement: str, *values: int | str) -> None:
    """Do something as the owner of the tables."""
    with as_owner() as cursor:
        cursor.execute(statement, values)


ALTERED = {
    "what": "'tests.other'",
    "at": "at - interval '1 microsecond'",
    "era": "1",
    "transaction": "transaction + 1",
    "person": "NULL",
    "name": "'别人'",
    "address": "'192.0.2.8'",
    "device": "'Chrome'",
    "thing": "'people.person'",
    "thing_id": "'1'",
    "organisation": "12",
    "organisation_path": "'0000001'",
    "before": """'{"name": "甲"}'""",
    "after": """'{"a": 1.0}'""",
    "id": "id + 1000",
}


def test_each_column_is_tried() -> None:
    assert set(ALTERED) == {field.column for field in Record._meta.concrete_fields}


@pytest.mark.parametrize("column", ALTERED)
def test_one_altered_record_is_found_and_named(trail: list[Record], column: str) -> None:
    hand(f"UPDATE record SET {column} = {ALTERED[column]} WHERE id = %s", trail[5].pk)
    said = findings()
    assert "第 2 批" in said
    assert f"编号 {trail[5].pk} 的记录被" in said
    assert "第 1 批" not in said


def test_one_deleted_record_is_found_and_named(trail: list[Record]) -> None:
    hand("DELETE FROM record WHERE id = %s", trail[6].pk)
    assert findings() == f"第 2 批：编号 {trail[6].pk} 的记录被删除。"


def test_a_whole_batch_that_was_deleted_is_found(trail: list[Record]) -> None:
    hand("DELETE FROM record WHERE id BETWEEN %s AND %s", trail[4].pk, trail[7].pk)
    assert findings().count("被删除") == 4


COPIED = "what, at, name, address, device, thing, thing_id, organisation_path, before, after"


@pytest.mark.parametrize("place", [0, 4, 7, 11])
def test_one_that_is_inserted_into_the_past_is_found_and_named(trail: list[Record], place: int) -> None:
    """The application's own role may insert, and give any transaction it likes."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO record (transaction, era, {COPIED})"
            f" SELECT transaction - 1, era, {COPIED} FROM record WHERE id = %s RETURNING id",
            [trail[place].pk],
        )
        (number,) = cursor.fetchone()
    assert f"编号 {number} 的记录是后来加入的" in findings()


def test_one_that_is_inserted_between_the_last_seal_and_what_ran_then_is_found(trail: list[Record]) -> None:
    """As if other transactions, which wrote no records, had run before the sealing."""
    last = Seal.objects.get(number=3)
    hand("UPDATE record_seal SET below = below + 1000 WHERE number = 3")
    sign_anew(3)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO record (transaction, era, {COPIED}) SELECT {last.below}, era, {COPIED} FROM record LIMIT 1"
        )
    assert "不在任何一批之中" in findings()


def sign_anew(number: int) -> None:
    """Sign a seal anew, which only who has the key can."""
    row = Seal.objects.get(number=number)
    digest = rules.seal_digest(row.facts)
    hand(
        "UPDATE record_seal SET digest = %s, signature = %s WHERE number = %s",
        digest,
        signing.sign(digest.encode()),
        number,
    )


@pytest.mark.parametrize("era", [-1, 1, 99])
def test_one_that_is_inserted_into_an_era_that_was_not_opened_is_found(trail: list[Record], era: int) -> None:
    written(era=era)
    assert "不在任何一批之中" in findings()


def test_one_that_claims_to_be_older_than_it_can_be_is_found(trail: list[Record]) -> None:
    """Sealed properly by the platform itself: but what was written today did not happen last week."""
    written(at=clock.now() - timedelta(days=7))
    all_sealed()
    assert "自称发生在" in findings()


def test_what_waited_for_a_week_because_nothing_sealed_is_no_finding() -> None:
    written(5, at=clock.now() - timedelta(days=9))
    all_sealed()
    written(5, at=clock.now() - timedelta(days=8))
    hand("UPDATE record_seal SET sealed_at = sealed_at - interval '9 days'")
    sign_anew(1)
    all_sealed(batch=2)
    assert findings() == ""


SEAL_ALTERED = {
    "form": "2",
    "era": "1",
    "below": "below + 1",
    "through_transaction": "through_transaction + 1",
    "through_id": "through_id - 1",
    "count": "count + 1",
    "first_at": "first_at - interval '1 second'",
    "last_at": "NULL",
    "pruned_through": "1",
    "contents": "repeat('0', 64)",
    "previous": "repeat('0', 64)",
    "signer": "'nobody'",
    "sealed_at": "sealed_at + interval '1 second'",
    "digest": "repeat('0', 64)",
    "signature": "''",
    "witness": "overlay(witness placing 'x' from 3)",
    "number": "number + 10",
}


def test_each_column_of_seals_is_tried() -> None:
    assert set(SEAL_ALTERED) == {field.column for field in Seal._meta.concrete_fields}


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("column", SEAL_ALTERED)
def test_an_altered_seal_is_found(trail: list[Record], column: str, number: int) -> None:
    hand(f"UPDATE record_seal SET {column} = {SEAL_ALTERED[column]} WHERE number = %s", number)
    assert findings()


@pytest.mark.parametrize("number", [1, 2])
def test_a_deleted_seal_is_found_and_the_others_are_not_blamed(trail: list[Record], number: int) -> None:
    hand("DELETE FROM record_seal WHERE number = %s", number)
    said = findings()
    assert f"第 {number + 1} 批：它前面有封存不见了。" in said
    assert "后来加入" not in said
    assert f"第 {number + 2} 批" not in said


def test_a_seal_with_all_its_records_taken_out_of_the_middle_is_found(trail: list[Record]) -> None:
    hand("DELETE FROM record WHERE id BETWEEN %s AND %s", trail[4].pk, trail[7].pk)
    hand("DELETE FROM record_seal WHERE number = 2")
    first = Seal.objects.get(number=1).digest
    hand("UPDATE record_seal SET number = 2, previous = %s WHERE number = 3", first)
    assert "封存的内容被改动" in findings()


def test_an_inserted_seal_is_found(trail: list[Record]) -> None:
    """Without the key nobody can write one, whatever he computes."""
    columns = ", ".join(f'"{field.column}"' for field in Seal._meta.concrete_fields if field.column != "number")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO record_seal (number, {columns}) SELECT 4, {columns} FROM record_seal WHERE number = 3"
        )
    row = Seal.objects.get(number=4)
    row.previous, row.count, row.contents = Seal.objects.get(number=3).digest, 0, rules.NOTHING
    digest = rules.seal_digest(row.facts)
    hand(
        "UPDATE record_seal SET previous = %s, count = 0, contents = %s, witness = '', digest = %s WHERE number = 4",
        row.previous,
        row.contents,
        digest,
    )
    assert findings() == "第 4 批：签名不对，不是平台封存的。"


def test_the_whole_chain_written_anew_with_another_key_is_found(trail: list[Record], settings: Settings) -> None:
    hand("UPDATE record SET name = '别人' WHERE id = %s", trail[0].pk)
    hand("DELETE FROM record_seal")
    settings.SEAL_KEYS = ["x" * 40]
    all_sealed()
    settings.SEAL_KEYS = ["tests" * 8]
    assert "无法核对" in findings()


def test_the_end_cut_off_is_found_by_what_was_exported(trail: list[Record], tmp_path: Path) -> None:
    export_head(tmp_path)
    hand("DELETE FROM record_seal WHERE number = 3")
    hand("DELETE FROM record WHERE id >= %s", trail[8].pk)
    assert findings() == ""
    assert "导出的第 3 批" in findings(exported=heads([tmp_path]))


def test_all_cut_off_is_found_by_what_was_exported(trail: list[Record], tmp_path: Path) -> None:
    export_head(tmp_path)
    hand("DELETE FROM record_seal")
    hand("DELETE FROM record")
    assert "导出的第 3 批" in findings(exported=heads([tmp_path]))
    written(9)
    all_sealed(batch=2)
    assert "导出的第 3 批" in findings(exported=heads([tmp_path]))


def test_what_was_exported_stays_good_while_the_chain_grows(trail: list[Record], tmp_path: Path) -> None:
    assert export_head(tmp_path) is not None
    written(2)
    all_sealed()
    (file,) = tmp_path.glob("*.json")
    assert file.name == f"seal-{clock.today():%Y-%m-%d}.json"
    told = json.loads(file.read_text())
    assert told["number"] == 3
    assert signing.is_signed(
        told["digest"].encode(), told["signature"], by=told["signer"], keys=signing.known([told["public_key"]])
    )
    assert findings(exported=heads([tmp_path])) == findings(exported=heads([file])) == ""


def test_there_is_nothing_to_export_before_the_first_seal(tmp_path: Path) -> None:
    assert export_head(tmp_path) is None
    assert heads([tmp_path]) == heads([tmp_path / "missing"][:0]) == []


@pytest.mark.parametrize("text", ["", "[]", '{"number": 1}', '{"number": "x", "era": 0, "digest": ""}'])
def test_a_file_that_is_no_head_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "seal-2026-11-21.json").write_text(text)
    with pytest.raises(Unreadable, match="seal-2026-11-21"):
        heads([tmp_path])


def test_a_restore_raises_the_era_and_the_trail_still_verifies(trail: list[Record]) -> None:
    """What the backup held unsealed is sealed in its own era first."""
    written(2)
    with era_raised():
        opening = Seal.objects.get(count=0)
        assert (opening.era, opening.number, Seal.objects.get(number=4).count) == (1, 5, 2)
        told = Record.objects.get(what="records.raise_era")
        assert (told.era, told.after) == (1, {"era": 1})
        assert {row.era for row in written(3)} == {1}
        assert all_sealed() == 4
        assert findings() == ""
        hand("UPDATE record SET name = '别人' WHERE id = %s", trail[0].pk)
        hand("DELETE FROM record WHERE id = %s", told.pk)
        assert findings().count("编号") == 2


def test_transactions_are_counted_from_the_start_again_after_a_restore() -> None:
    written(2)
    hand("UPDATE record SET transaction = transaction + 1000000000")  # as those of the server that was lost
    with era_raised():
        written(2)
        assert all_sealed() == 3
        assert findings() == ""
        assert Seal.objects.get(number=1).through_transaction > Seal.objects.get(number=3).through_transaction
    with era_raised():
        written()
        all_sealed()
        assert findings() == ""


def test_an_era_that_nobody_opened_is_found(trail: list[Record]) -> None:
    """Somebody who has the tables, but not the key, cannot pretend a restore to hide that the end is missing."""
    hand("ALTER TABLE record ALTER era SET DEFAULT 1")
    try:
        written(2)
        seal()
        assert "不在任何一批之中" in findings()
    finally:
        hand("ALTER TABLE record ALTER era SET DEFAULT 0")


def test_what_a_restore_did_not_bring_back_is_told_but_no_finding(trail: list[Record], tmp_path: Path) -> None:
    export_head(tmp_path)
    hand("DELETE FROM record_seal WHERE number = 3")  # the backup was made before
    hand("DELETE FROM record WHERE id >= %s", trail[8].pk)
    with era_raised():
        all_sealed()
        result = verify(by=BY, exported=heads([tmp_path]))
        assert result.findings == []
        assert "恢复备份时，第 3 批到第 3 批" in result.notes[0]


def test_a_transaction_that_ends_late_is_no_finding(trail: list[Record]) -> None:
    with ThreadPoolExecutor() as pool, transaction.atomic():
        written()
        outcomes([start(pool, lambda: written(3))])
        outcomes([start(pool, seal)])
        assert outcomes([start(pool, findings)]) == [""]
    all_sealed()
    assert findings() == ""


def test_a_part_of_the_chain_is_verified_alone(trail: list[Record]) -> None:
    hand("UPDATE record SET name = '别人' WHERE id = %s", trail[0].pk)
    assert findings(first=2) == ""
    assert findings(first=1, last=1)
    result = verify(by=BY, first=2, last=2)
    assert (result.first, result.last, result.records) == (2, 2, 4)


def test_what_came_of_it_is_kept(trail: list[Record]) -> None:
    verify(by=BY)
    hand("DELETE FROM record WHERE id = %s", trail[0].pk)
    verify(by=BY)
    bad, good = Verification.objects.all()[:2]
    assert (good.name, good.first, good.last, good.records, good.is_clean) == ("王敏", 1, 3, 12, True)
    assert (bad.records, bad.is_clean, str(bad)) == (11, False, "1-3")


def test_very_many_findings_are_cut_short(trail: list[Record]) -> None:
    written(300)
    all_sealed(batch=1)
    hand("UPDATE record SET name = '别人'")
    kept = verify(by=BY).findings
    assert len(kept) == 201
    assert kept[-1] == "……共 312 项"


def test_how_far_it_is_is_told(trail: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kexie.foundation.records.queries.verifying.ROWS", 5)
    told: list[tuple[int, int]] = []
    assert verify(by=BY, tell=lambda records, seal: told.append((records, seal))).is_clean
    assert told == [(4, 1), (8, 2), (12, 3)]


def test_records_that_wait_long_are_told(trail: list[Record]) -> None:
    assert verify(by=BY).notes == []
    written(at=clock.now() - timedelta(hours=2))
    assert "还没有封存" in verify(by=BY).notes[0]


def test_without_a_seal_there_is_nothing_to_find() -> None:
    assert verify(by=BY).is_clean
    record("tests.try", Region.objects.get(pk="430603"), by=BY)
    result = verify(by=BY)
    assert (result.is_clean, result.last, result.records) == (True, 0, 0)


def test_the_seal_over_a_record(trail: list[Record]) -> None:
    rows = {row.pk: Record.objects.get(pk=row.pk) for row in trail}
    assert [getattr(Seal.objects.over(rows[row.pk]), "number", None) for row in trail] == [1] * 4 + [2] * 4 + [3] * 4
    (fresh,) = written()
    assert Seal.objects.over(Record.objects.get(pk=fresh.pk)) is None
    assert chain.waiting(chain.head(), most=5) == 1

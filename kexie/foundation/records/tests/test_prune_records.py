"""What is kept longer than it must be goes, and the trail still verifies (SEC-07)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError

from kexie.core import clock
from kexie.foundation.records import rules
from kexie.foundation.records.actions import Altered, prune_records, verify
from kexie.foundation.records.models import Record, Seal
from kexie.foundation.records.tests.factories import BY, all_sealed, as_owner, written

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("SEC-07")]
OLD, YOUNG = timedelta(days=400), timedelta(days=100)


@pytest.fixture
def trail() -> list[Record]:
    """Three old batches of three records, one that is partly old, one of today."""
    rows = written(9, at=clock.now() - OLD)
    all_sealed(batch=3)
    rows += written(1, at=clock.now() - OLD) + written(2, at=clock.now() - YOUNG)
    all_sealed()
    rows += written(2)
    all_sealed()
    return rows


def pruned(days: int = 365, **options: int) -> int:
    with as_owner():
        return prune_records(days=days, by=BY, **options)


def findings() -> list[str]:
    return [words for words in verify(by=BY).findings if "自称发生在" not in words]


@pytest.mark.parametrize("step", [1, 4, 100])
def test_whole_batches_go_from_the_oldest_end(trail: list[Record], step: int) -> None:
    assert pruned(step=step) == 9
    assert not Record.objects.filter(pk__in=[row.pk for row in trail[:9]]).exists()
    assert Record.objects.filter(pk__in=[row.pk for row in trail[9:]]).count() == 5
    assert Seal.objects.filter(number__lte=3, count=3).count() == 3  # the witnesses stay
    assert findings() == []
    assert pruned() == 0


def test_the_pruning_is_on_record_and_sealed(trail: list[Record]) -> None:
    pruned()
    told = Record.objects.get(what="records.prune_records")
    assert told.after == {"days": 365, "pruned": 9, "through": 3}
    assert told.thing_id == str(Seal.objects.get(pruned_through=3).pk)
    all_sealed()
    assert findings() == []


def test_the_trail_goes_on_after_it(trail: list[Record]) -> None:
    pruned()
    written(4)
    assert all_sealed() == 5
    assert findings() == []


@pytest.mark.parametrize(
    "hand",
    [
        "DELETE FROM record WHERE id = (SELECT min(id) FROM record)",
        "UPDATE record_seal SET count = 4 WHERE number = 1",
        "UPDATE record_seal SET pruned_through = 4 WHERE pruned_through = 3",
        "DELETE FROM record_seal WHERE pruned_through = 3",
        "DELETE FROM record_seal WHERE number = 2",
        """
        INSERT INTO record (transaction, what, name, address, device, thing, thing_id, organisation_path, before, after)
        SELECT transaction - 100, 'x', '', '', '', '', '', '', '{}', '{}' FROM record ORDER BY transaction LIMIT 1
        """,
    ],
)
def test_whoever_alters_what_is_left_is_found(trail: list[Record], hand: str) -> None:
    pruned()
    assert findings() == []
    with as_owner() as cursor:
        cursor.execute(hand)
    assert findings()


def test_deleting_without_the_key_is_no_pruning(trail: list[Record]) -> None:
    with as_owner() as cursor:
        cursor.execute("DELETE FROM record WHERE id = ANY(%s)", [[row.pk for row in trail[:9]]])
    assert len(findings()) == 9


def test_what_was_altered_stays_as_evidence(trail: list[Record]) -> None:
    with as_owner() as cursor:
        cursor.execute("UPDATE record SET name = '别人' WHERE id = %s", [trail[0].pk])
    with pytest.raises(Altered, match=f"编号 {trail[0].pk} 的记录被改动"):
        pruned()
    assert Record.objects.count() == 14


def test_less_than_six_months_is_refused(trail: list[Record]) -> None:
    with pytest.raises(ValidationError, match="至少保存 183 天"):
        pruned(days=rules.MIN_DAYS - 1)
    assert pruned(days=rules.MIN_DAYS) == 9


@pytest.mark.parametrize(("age", "gone"), [(timedelta(days=183, hours=1), 1), (timedelta(days=182, hours=23), 0)])
def test_the_border_is_the_moment(age: timedelta, gone: int) -> None:
    written(at=clock.now() - age)
    all_sealed()
    assert pruned(days=183) == gone


def test_pruning_too_early_by_other_means_is_found(trail: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MIN_DAYS", 1)
    pruned(days=50)
    monkeypatch.undo()
    assert any("不满 183 天" in words for words in findings())


def test_the_application_cannot_prune(trail: list[Record]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        prune_records(days=365, by=BY)

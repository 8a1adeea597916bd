"""The commands around the trail: verify, prune, raise the era (SEC-07)."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kexie.core import clock, signing
from kexie.foundation.records.actions import export_head
from kexie.foundation.records.models import Record, Seal, Verification
from kexie.foundation.records.tests.factories import all_sealed, as_owner, written

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("SEC-07")]


def run(*command: str) -> tuple[str, int]:
    """Run a command; return what it said and its status."""
    said = StringIO()
    try:
        call_command(*command, stdout=said)
    except SystemExit as ended:
        return said.getvalue(), int(str(ended.code))
    return said.getvalue(), 0


@pytest.fixture
def trail(settings: Settings, tmp_path: Path) -> list[Record]:
    """Records that were sealed and exported."""
    settings.SEALS_FOLDER = str(tmp_path / "seals")
    rows = written(3)
    all_sealed()
    export_head(tmp_path / "seals")
    return rows


def test_a_sound_trail(trail: list[Record]) -> None:
    said, status = run("verify")
    assert status == 0
    assert said.startswith("核对了 3 条记录（第 1 批到第 1 批）")
    assert said.endswith("没有发现问题。\n")
    assert Verification.objects.get().is_clean


def test_an_altered_record(trail: list[Record]) -> None:
    with as_owner() as cursor:
        cursor.execute("UPDATE record SET name = '别人' WHERE id = %s", [trail[1].pk])
    said, status = run("verify")
    assert status == 1
    assert f"问题：第 1 批：编号 {trail[1].pk} 的记录被改动。" in said
    assert "发现 1 个问题。" in said


def test_the_end_cut_off_is_found_by_the_folder_of_the_settings(trail: list[Record], settings: Settings) -> None:
    with as_owner() as cursor:
        cursor.execute("DELETE FROM record_seal")
        cursor.execute("DELETE FROM record")
    assert run("verify")[1] == 1
    assert run("verify", "--heads", settings.SEALS_FOLDER)[1] == 1
    settings.SEALS_FOLDER += "-elsewhere"
    assert run("verify") == ("核对了 0 条记录（还没有封存），用时 0 秒：没有发现问题。\n", 0)


def test_with_the_public_key_alone(trail: list[Record], settings: Settings) -> None:
    public = signing.public_key()
    settings.SEAL_KEYS = []
    with pytest.raises(CommandError, match="KEXIE_SEAL_KEYS"):
        run("verify")
    assert run("verify", "--public-key", public)[1] == 0


def test_a_folder_that_is_not_there_yet(trail: list[Record], settings: Settings, tmp_path: Path) -> None:
    settings.SEALS_FOLDER = str(tmp_path / "none")
    assert run("verify")[1] == 0
    with pytest.raises(CommandError, match="none"):
        run("verify", "--heads", settings.SEALS_FOLDER)


def test_how_far_it_is(trail: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kexie.operation.management.commands.verify.OFTEN", 2)
    assert run("verify")[0].startswith("已核对 3 条记录，到第 1 批\n")


def test_a_note(trail: list[Record]) -> None:
    written(at=clock.now() - timedelta(hours=3))
    said, status = run("verify")
    assert (status, said.startswith("请注意：")) == (0, True)


def test_pruning() -> None:
    written(2, at=clock.now() - timedelta(days=400))
    all_sealed()
    with as_owner():
        assert run("prune_records", "--days", "500") == ("没有整批都超过 500 天的记录。\n", 0)
        assert run("prune_records", "--days", "365") == ("清理了 2 条 365 天以前的记录。\n", 0)
        with pytest.raises(CommandError, match="至少保存 183 天"):
            run("prune_records", "--days", "182")


def test_pruning_what_was_altered() -> None:
    written(2, at=clock.now() - timedelta(days=400))
    all_sealed()
    with as_owner() as cursor:
        cursor.execute("UPDATE record SET name = '别人'")
        with pytest.raises(CommandError, match="没有清理"):
            run("prune_records", "--days", "365")


def test_raising_the_era(settings: Settings) -> None:
    written(2)
    all_sealed()
    try:
        with as_owner():
            assert run("raise_era") == ("审计记录从第 2 批起进入第 2 段。\n", 0)
        assert Seal.objects.count() == 2
        settings.SEAL_KEYS = []
        with as_owner(), pytest.raises(CommandError, match="KEXIE_SEAL_KEYS"):
            run("raise_era")
    finally:
        with as_owner() as cursor:
            cursor.execute("ALTER TABLE record ALTER era SET DEFAULT 0")

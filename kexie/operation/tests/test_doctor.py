"""Each thing is broken once, really, and `kexie doctor` says so in plain words."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection
from procrastinate.contrib.django import app
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

from kexie.core.actors import Actor
from kexie.engines.files.tests.factories import stored_in
from kexie.engines.files.tests.test_scanning import clamd
from kexie.foundation.people.tests import factories
from kexie.foundation.records import actions as records
from kexie.operation.doctor import BAD, GOOD, NOTE, Finding, database, deployment, machine, work

pytestmark = [pytest.mark.django_db, pytest.mark.spec("OPS-02")]


def doctor(tmp_path: Path, address: str, **environment: str) -> tuple[int, str]:
    """Run the command in an environment as a careful operator sets it, except for what is given."""
    careful = {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "KEXIE_DATA_KEYS", "KEXIE_SEAL_KEYS")}
    careful |= {"KEXIE_HOME": str(tmp_path), "KEXIE_TLS": "1", "KEXIE_HOSTS": "kexie.example"}
    own = {name: value for name, value in os.environ.items() if not name.startswith("KEXIE_")}
    done = subprocess.run(
        [sys.executable, "-m", "kexie", "doctor"],
        env=own | careful | {"DATABASE_URL": address} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done.returncode, done.stdout


def levels(findings: Iterable[Finding]) -> dict[str, str]:
    return {finding.about: finding.level for finding in findings}


def here(role: str) -> str:
    """The address of the tests' database for a role that signs in itself."""
    return make_conninfo(os.environ[f"DATABASE_{role}_URL"], dbname=connection.settings_dict["NAME"])


@pytest.mark.spec("SEC-09")
def test_a_careful_deployment(tmp_path: Path) -> None:
    code, said = doctor(tmp_path, here("APP"))
    for good in ("运行方式：正式环境", "SECRET_KEY：长度", "安全设置：check --deploy 没有发现问题", "数据库编码：UTF8"):
        assert f"好　　{good}" in said
    assert "好　　数据库角色：kexie_app" in said
    assert "好　　审计记录：只能添加" in said
    assert "好　　建表：全部完成" in said
    assert "好　　文件存储" in said
    assert "不行　后台服务：没有在运行" in said  # which is so
    assert "不行　备份" in said
    assert code == 1


def test_a_careless_one(tmp_path: Path) -> None:
    address = make_conninfo(here("OWNER"), options="-c synchronous_commit=off")
    careless = {"KEXIE_TLS": "0", "KEXIE_HOSTS": "*", "SECRET_KEY": "changeme", "KEXIE_DATA_KEYS": "x" * 40}
    code, said = doctor(tmp_path, address, **careless, KEXIE_SEAL_KEYS="x" * 40)
    assert code == 1
    for wrong in (
        "域名：接受任何域名",
        "SECRET_KEY：太短",
        "KEXIE_DATA_KEYS：太短",
        "密钥：几个用途用了同一个",
        "安全设置：没有要求 HTTPS",
        "数据库持久性：synchronous_commit=off",
        "数据库角色：kexie_owner 拥有数据表",
        "审计记录：record、record_seal、record_verification 可以被改动",
    ):
        assert f"不行　{wrong}" in said, said
    assert said.count("没有要求 HTTPS") == 1


@pytest.mark.spec("REL-07")
def test_without_a_database_the_rest_is_told(tmp_path: Path) -> None:
    began = time.monotonic()
    code, said = doctor(tmp_path, "postgresql://kexie_app:secret-canary@127.0.0.1:1/kexie")
    assert code == 1
    assert time.monotonic() - began < 60
    assert "不行　数据库：连接不上" in said
    assert "secret-canary" not in said
    assert "磁盘（数据文件夹）" in said
    assert "后台服务：" not in said
    assert "refused" in said


def test_a_demonstration_is_only_reminded(settings: Settings) -> None:
    settings.DEMO = True
    found = levels(deployment.checks())
    assert found["运行方式"] == NOTE
    settings.DEBUG, settings.DEMO = True, False
    assert levels(deployment.checks())["运行方式"] == BAD


def test_secrets_that_others_can_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEXIE_HOME", str(tmp_path))
    (tmp_path / "secrets.json").write_text("{}")
    for mode, level in ((0o600, GOOD), (0o640, BAD), (0o604, BAD)):
        (tmp_path / "secrets.json").chmod(mode)
        assert levels(deployment.checks())["密钥文件"] == level


def test_a_clock_that_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    for ahead, level in ((0.0, GOOD), (2.0, NOTE), (60.0, BAD), (-60.0, BAD)):
        monkeypatch.setattr(time, "time", lambda ahead=ahead: real() + ahead)
        assert levels(database.checks())["时钟"] == level


def test_records_that_could_be_altered() -> None:
    assert levels(database.checks())["审计记录"] == GOOD
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kexie_owner; GRANT UPDATE ON record_seal TO kexie_app; SET LOCAL ROLE kexie_app")
    assert levels(database.checks())["审计记录"] == BAD


def test_background_work() -> None:
    assert levels(work.checks())["后台服务"] == BAD
    assert levels(work.checks())["排队"] == GOOD
    app.configure_task("website.prune_form_keys", allow_unknown=True).defer(timestamp=1)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        cursor.execute("SET LOCAL ROLE kexie_owner")
        for minutes, level in ((10, NOTE), (60, BAD)):
            cursor.execute("UPDATE procrastinate_events SET at = now() - make_interval(mins => %s)", [minutes])
            found = levels(work.checks())
            assert (found["后台服务"], found["排队"]) == (GOOD, level)
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
        assert levels(work.checks())["后台工作"] == NOTE


def test_a_trail_that_is_not_sealed() -> None:
    assert levels(work.checks())["审计核对"] == NOTE
    records.record("tests.happen", factories.person(), by=Actor.platform("tests"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kexie_owner")
        cursor.execute("UPDATE record SET at = now() - interval '3 hours'")
    assert levels(work.checks())["审计封存"] == BAD


def test_a_mail_server_that_does_not_answer(settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert levels(work.mail())["邮件"] == NOTE
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed.getsockname()[1]
        (found,) = work.mail()
    assert (found.level, "ConnectionRefusedError" in found.words) == (BAD, True)


def test_a_store_that_cannot_be_written(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEXIE_HOME", str(tmp_path))
    settings.STORAGES = stored_in(tmp_path / "files")
    assert levels(machine.checks())["文件存储"] == GOOD
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.STORAGES = stored_in(tmp_path / "taken")
    assert levels(machine.checks())["文件存储"] == BAD


def test_a_scanner_that_does_not_answer(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEXIE_HOME", str(tmp_path))
    settings.SCANNER = ""
    assert levels(machine.checks())["病毒扫描"] == NOTE
    settings.SCANNER = "127.0.0.1:1"
    assert levels(machine.checks())["病毒扫描"] == BAD
    with clamd() as settings.SCANNER:
        assert levels(machine.checks())["病毒扫描"] == GOOD


def test_little_space(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KEXIE_HOME", str(tmp_path))
    free = shutil.disk_usage(tmp_path).free
    for name, level in (("TOO_LITTLE", BAD), ("LITTLE", NOTE)):
        monkeypatch.setattr(machine, name, free * 2)
        assert levels(machine.checks())["磁盘（数据文件夹）"] == level
        monkeypatch.setattr(machine, name, 0)


def test_a_backup_that_is_too_old(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KEXIE_HOME", str(tmp_path))
    assert not configured.DEMO
    assert levels(machine.checks())["备份"] == BAD
    for days, level in ((0.5, GOOD), (3, BAD)):
        (tmp_path / "backup.json").write_text(json.dumps({"at": time.time() - days * 86_400, "file": "x"}))
        assert levels(machine.checks())["备份"] == level
    (tmp_path / "backup.json").write_text("{")
    assert levels(machine.checks())["备份"] == BAD

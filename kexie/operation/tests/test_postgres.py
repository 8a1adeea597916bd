"""The embedded server: really started, in folders of every kind, and found again after a crash."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from kexie.operation.postgres import APP, SUPERUSER, Server
from kexie.operation.tests.factories import data_folder, soon


@pytest.fixture
def home() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


def user(server: Server) -> str:
    """Connect as the product does and ask who that is."""
    with psycopg.connect(server.url(APP)) as connection:
        row = connection.execute("SELECT current_user").fetchone()
    assert row
    return str(row[0])


@pytest.mark.parametrize("name", ["with a space and ' quotes", "x" * 150, "数据"])
def test_starts_and_stops_in_any_folder(name: str) -> None:
    with data_folder(name) as home:
        with Server(home, durable=False).running() as server:
            assert user(server) == "kexie_app"
            assert server.is_alive()
        assert not server.is_alive()
        assert not server.socket_folder.exists()


def test_only_the_password_opens_the_socket(home: Path) -> None:
    with Server(home, durable=False).running() as server:
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700
        assert (home / "secrets.json").stat().st_mode & 0o777 == 0o600
        place = str(server.socket_folder)
        for role in (SUPERUSER, APP):
            with pytest.raises(psycopg.OperationalError, match="no password supplied"):
                psycopg.connect(host=place, user=role, dbname="postgres")
            with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                psycopg.connect(host=place, user=role, dbname="postgres", password="wrong")


def test_the_last_user_stops_it(home: Path) -> None:
    first, second = Server(home, durable=False), Server(home, durable=False)
    with first.running():
        with second.running():
            pass
        assert user(first) == "kexie_app"
        with second.running():
            second.stop_unless_used()
            assert user(second) == "kexie_app"
    assert not first.is_alive()


def test_a_killed_server_is_started_again(home: Path) -> None:
    server = Server(home, durable=False)
    with server.running(), psycopg.connect(server.url(APP)):
        number = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGKILL)
        assert soon(lambda: not server.is_alive())
        with Server(home, durable=False).running() as again:
            assert user(again) == "kexie_app"


def test_what_a_killed_creation_left_is_removed(home: Path) -> None:
    server = Server(home, durable=False)
    left = server.folder / "new-left"
    left.mkdir(parents=True)
    (left / "PG_VERSION").write_text("18")
    with server.running():
        assert user(server) == "kexie_app"
    assert not left.exists()


@pytest.mark.spec("SEC-06")
def test_its_log_holds_no_values(home: Path) -> None:
    mobile = "13912345678"
    with Server(home, durable=False).running() as server, psycopg.connect(server.url(APP), autocommit=True) as known:
        known.execute("CREATE TEMPORARY TABLE aviary (bird text UNIQUE)")
        failing = ("INSERT INTO aviary VALUES ({0}), ({0})", "SELECT {0}::bigint / 0", "SELECT {0}::date")
        known.execute(sql.SQL("SELECT pg_sleep(0.6), {}").format(mobile))
        for statement in failing:
            with pytest.raises(psycopg.Error):
                known.execute(sql.SQL(statement).format(mobile))
        log = (server.folder / "log").read_text()
    assert "ready to accept connections" in log
    assert mobile not in log

"""The console command `kexie`: every management command, with the embedded database when there is no other."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# These change tables, so they connect as the owner of the tables; everything else as the application's role.
OWNER_COMMANDS = {"backup", "migrate", "prune_records", "raise_era", "restore", "sqlmigrate", "synth"}
OFFLINE_COMMANDS = {"bench", "collectstatic", "help", "version", "--help", "-h", "--version"}


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kexie.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command == "demo":
        from kexie.operation import supervisor  # noqa: PLC0415 - nothing else needs it

        sys.exit(supervisor.main(sys.argv[2:]))
    with _told(), database(command):
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - reads the settings

        execute_from_command_line(["kexie", *sys.argv[1:]])


@contextmanager
def _told() -> Iterator[None]:
    """Say in one sentence why the embedded database cannot be used."""
    try:
        yield
    except Exception as error:
        from kexie.operation.postgres import Unusable  # noqa: PLC0415 - only where something failed

        if isinstance(error, Unusable):
            sys.exit(str(error))
        raise


@contextmanager
def database(command: str) -> Iterator[None]:
    """Set `DATABASE_URL` and the secrets where they are missing; run the embedded server meanwhile if it is needed."""
    if command in OFFLINE_COMMANDS:
        os.environ.setdefault("DATABASE_URL", "postgresql:///offline")
        os.environ.setdefault("SECRET_KEY", "offline")
        os.environ.setdefault("KEXIE_DATA_KEYS", "offline" * 5)
    if command == "doctor":
        os.environ.setdefault("KEXIE_POOL", "0")  # a pool would hide why there is no connection
    if "DATABASE_URL" in os.environ:
        if command in OWNER_COMMANDS and "DATABASE_OWNER_URL" in os.environ:
            os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
        yield
        return
    from kexie.operation import home, postgres  # noqa: PLC0415 - only the embedded database needs them

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the server below stops, too
    with postgres.Server(home.folder()).running() as server:
        os.environ.setdefault("SECRET_KEY", home.secret(server.home, "secret_key"))
        os.environ.setdefault("KEXIE_DATA_KEYS", home.secret(server.home, "data_key"))
        os.environ.setdefault("KEXIE_SEAL_KEYS", home.secret(server.home, "seal_key"))
        os.environ["KEXIE_EMBEDDED"] = "1"
        os.environ["DATABASE_OWNER_URL"] = server.url(postgres.OWNER)
        os.environ["DATABASE_URL"] = server.url(postgres.OWNER if command in OWNER_COMMANDS else postgres.APP)
        try:
            yield
        finally:
            close_connections()


def close_connections() -> None:
    """Let go of the database before its server stops."""
    from django.db import connections  # noqa: PLC0415

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


if __name__ == "__main__":
    main()

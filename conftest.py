"""Fixtures of all tests. The database is real: the embedded one, or the server that `DATABASE_URL` names.

Tables are made by the owner's role; the tests then run as the application's role, as the product does.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import TransactionTestCase, override_settings
from django.test.utils import setup_databases, teardown_databases
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from kexie.core import memory
from kexie.core.actors import Actor
from kexie.core.garbage import settle
from kexie.core.outages import gate
from kexie.foundation.records.models import Record
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions import queries as divisions

# Loaded once and never emptied: divisions are data that everything refers to.
LASTING = {"region", "django_content_type", "django_migrations", "auth_permission"}
APP, OWNER = "kexie_app", "kexie_owner"
# The entry of the benchmark's web server changes the settings where it is imported.
collect_ignore = ["kexie/operation/bench/application.py"]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Make the test database as its owner, load the divisions, then go on as the application's role."""
    settle()
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        regions.load(divisions.shipped_rows(), by=Actor.platform("tests"))
        Record.objects.all().delete()  # loading the divisions is on record; tests count from nothing
        _keep_statistics_away()
        _act_as(APP)
    TransactionTestCase._fixture_teardown = _empty_tables  # type: ignore[attr-defined]
    yield
    with django_db_blocker.unblock():
        _act_as(OWNER)
        teardown_databases(made, verbosity=0)


def _keep_statistics_away() -> None:
    """Let no plan that a test looks at depend on whether the server came round to count the few rows."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = off)").format(sql.Identifier(table)))


def _act_as(role: str) -> None:
    """Let every new connection of this process act as a role."""
    for wrapper in connections.all():
        wrapper.close()
        wrapper.settings_dict["OPTIONS"]["options"] = f"-c role={role}"


def _empty_tables(self: TransactionTestCase) -> None:
    """Empty the tables that a test filled, as their owner; the divisions stay.

    All in one statement, at whose end the foreign keys are checked, so that their order does not matter.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
        filled = []
        for table in sorted(set(connection.introspection.table_names(cursor)) - LASTING):
            cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table)))
            if cursor.fetchone()[0]:
                emptied = sql.SQL("{} AS (DELETE FROM {})").format(
                    sql.Identifier(f"from_{table}"), sql.Identifier(table)
                )
                filled.append(emptied)
        if filled:
            cursor.execute(sql.SQL("WITH {} SELECT 1").format(sql.SQL(", ").join(filled)))
            cursor.execute("DELETE FROM delta")  # what the emptying itself left to be counted
            cursor.execute("DELETE FROM response_delta")
        cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APP)))


@pytest.fixture(scope="session", autouse=True)
def _static_files(tmp_path_factory: pytest.TempPathFactory, django_test_environment: None) -> Iterator[None]:
    """Collect the static files under the hashed names of life, but uncompressed: a name that is not there fails.

    What is kept by the engine of files goes into a folder of this run. The folder of static files is looked into when
    one of them is asked for, and not by each browser of each test when it starts.
    """
    storage = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    root = tmp_path_factory.mktemp("static")
    files = {"BACKEND": "kexie.core.disk.Disk", "OPTIONS": {"location": str(tmp_path_factory.mktemp("files"))}}
    storages = {**settings.STORAGES, "staticfiles": storage, "files": files}
    with override_settings(STATIC_ROOT=root, STORAGES=storages, WHITENOISE_AUTOREFRESH=True):
        call_command("collectstatic", verbosity=0, interactive=False)
        yield


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """Start each test without anything kept in this process's memory; the cache is a table, emptied like the others."""
    memory.forget()
    yield
    memory.forget()
    gate.open()


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    """Hash passwords quickly: the real one takes half a second by design."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield

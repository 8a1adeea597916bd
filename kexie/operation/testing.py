"""The pytest plugin that has a database ready before Django reads its settings (`-p kexie.operation.testing`)."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from kexie.operation.postgres import APP, OWNER, Server

OWN = "KEXIE_TESTS_OWN_SERVER"
_open = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let long drills run whole; every day they run in part."""
    parser.addoption("--drills", action="store_true", help="run the long drills whole (see docs/operations.md)")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Start a throw-away server, or take the owner's address of the one that `DATABASE_URL` names.

    Tests make their own database, so they connect as the owner; `conftest.py` then acts as the application's role.
    Each worker of xdist has a throw-away server of its own: sealing waits for the oldest transaction of a whole server,
    and some tests are one long transaction.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "kexie.settings"
    os.environ.setdefault("SECRET_KEY", "tests")
    os.environ.setdefault("KEXIE_DATA_KEYS", "tests" * 8)
    os.environ.setdefault("KEXIE_SEAL_KEYS", "tests" * 8)
    os.environ["KEXIE_POOL"] = "0"
    os.environ["KEXIE_SECOND_FACTOR"] = "off"  # tests of it switch it on; the others sign in without a telephone
    os.environ["KEXIE_REMEMBERED_SECONDS"] = "0"  # what a test changes it sees at once
    if "DATABASE_URL" not in os.environ or {OWN, "PYTEST_XDIST_WORKER"} <= os.environ.keys():
        os.environ[OWN] = "yes"
        home = Path(tempfile.mkdtemp(prefix="kexie-tests-"))
        _open.callback(shutil.rmtree, home, ignore_errors=True)
        home.chmod(0o711)
        server = _open.enter_context(Server(home, durable=False).running())
        os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = server.url(APP), server.url(OWNER)
        os.environ["DATABASE_APP_URL"] = server.url(APP)
    # For processes that sign in as the product does.
    os.environ.setdefault("DATABASE_APP_URL", os.environ["DATABASE_URL"])
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])


def pytest_configure(config: pytest.Config) -> None:
    """With `--drills` nothing is left out."""
    if config.getoption("drills") and config.option.markexpr == "not drill":
        config.option.markexpr = ""


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that this process started."""
    _open.close()

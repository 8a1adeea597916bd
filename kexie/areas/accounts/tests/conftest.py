"""A real mail server for what sign-in sends."""

import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from kexie.areas.accounts.tests.letters import Letters


@pytest.fixture
def mail(settings: Settings) -> Iterator[Letters]:
    """A mail server on this machine."""
    letters = Letters()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = Controller(letters, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.PROOF_WORK = 50
    yield letters
    server.stop()

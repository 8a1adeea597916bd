"""A real mail server for what goes out."""

import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from kexie.engines.notices.tests.post import Office


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    """A mail server on this machine, which the settings name."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    office = Office(port=port)
    server = Controller(office, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    settings.ADDRESS = "https://kexie.example"
    yield office
    server.stop()

"""The drills share one running product."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from tests.drills.system import System, free_port, running


@pytest.fixture(scope="package")
def living(_static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[System, dict[str, Any]]]:
    """A product that runs, with people in it; its mail server does not."""
    files = tmp_path_factory.mktemp("files")
    nobody = {"KEXIE_SMTP_HOST": "127.0.0.1", "KEXIE_SMTP_PORT": str(free_port())}
    with running(settings.STATIC_ROOT, KEXIE_FILES=str(files), **nobody) as system:
        staged = system.stage()
        system.start()
        yield system, staged

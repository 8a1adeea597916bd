from pathlib import Path
from typing import Any

import pytest

from kexie.engines.files.tests.factories import stored_in


@pytest.fixture
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """Let files be kept in a folder of this test alone."""
    folder = tmp_path / "files"
    settings.STORAGES = stored_in(folder)
    return folder

"""The log as tests read it: what is written from now on, in both formats."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from kexie.core import logs


@contextmanager
def written() -> Iterator[StringIO]:
    """Take what is written meanwhile."""
    stream, root = StringIO(), logging.getLogger()
    handlers = [logging.StreamHandler(stream), logging.StreamHandler(stream)]
    for handler, form in zip(handlers, (logs.Json(), logs.Plain()), strict=True):
        handler.setFormatter(form)
        root.addHandler(handler)
    yield stream
    for handler in handlers:
        root.removeHandler(handler)


def lines(stream: StringIO) -> list[dict[str, object]]:
    """Return the lines for machines."""
    return [json.loads(line) for line in stream.getvalue().splitlines() if line.startswith("{")]

"""Enumerations with their labels, as fields and menus take them."""

from collections.abc import Mapping
from typing import Any


def choices(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Return an enumeration's values with their labels.

    >>> choices({"draft": "草稿"})
    [('draft', '草稿')]
    """
    return [(str(value), label) for value, label in labels.items()]

"""The certificate of registration and the plaque of a body (EST-16). No tables, no clock."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kexie.engines.papers.rules.texts import balanced, shown

ENGRAVED = 11  # characters in a line of a plaque


@dataclass(frozen=True)
class Certificate:
    """A certificate that a body is registered: whom for, by whom; `url` is where anybody may verify it.

    What is empty is left out.
    """

    number: str
    name: str
    kind: str
    host: str
    chair: str
    place: str
    founded_on: date | None
    issued_by: str
    issued_on: date
    url: str


def engraved(text: str, by: str) -> dict[str, Any]:
    """Return what stands on the plaque of a body: its name in balanced lines, and under it who gave it.

    >>> engraved("湖南洞庭新材料有限公司科学技术协会", "")["lines"]
    ['湖南洞庭新材料有限公司', '科学技术协会']
    """
    return {"text": shown(text), "lines": balanced(shown(text), ENGRAVED), "by": shown(by)}

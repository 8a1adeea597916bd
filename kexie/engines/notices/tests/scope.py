"""Who reaches the inbox; see tests/scope.py."""

from typing import Any

from kexie.engines.notices.tests.factories import told_staff
from kexie.foundation.organisations.models import Organisation
from tests.scope import Row

LED = (302, 303)
OWN = "own.administrator"


def things(body: Organisation) -> dict[str, Any]:
    """A notice that the body's administrators have, and nobody else."""
    return {"notice": told_staff(body, title="给管理员的消息").code}


def mark(body: Organisation, word: str) -> None:
    """A notice that its administrators have."""
    told_staff(body, title=f"{word}消息", text=f"{word}内容")


ROWS = {
    "notices:change": Row("/account/notices/", personal=True),
    "notices:browse": Row("/notices/", personal=True),
    "notices:read_all": Row("/notices/read_all/", personal=True),
    "notices:show": Row("/notices/{notice}/", county=OWN, body=OWN, get=LED),
    "notices:read": Row("/notices/{notice}/read/", county=OWN, body=OWN),
}

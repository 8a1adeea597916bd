"""Codes asked for by hand, and the letters that a mail server took."""

import re
from email import message_from_bytes
from email.message import Message
from types import SimpleNamespace

from django.test import Client

from kexie.areas.accounts.actions import codes
from kexie.areas.accounts.models import Code
from kexie.areas.accounts.tests.signing import solved

SEND = "/signin/send_code/"


class Letters:
    """What the mail server took; what it says to the next recipients is set by the tests."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.refusals: list[str] = []

    async def handle_RCPT(  # noqa: N802
        self, server: object, session: object, envelope: SimpleNamespace, address: str, options: object
    ) -> str:
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: SimpleNamespace) -> str:  # noqa: N802
        self.taken.append(message_from_bytes(envelope.content))
        return "250 OK"


def deliver() -> None:
    """Do the worker's work."""
    for code in Code.objects.filter(sent_at__isnull=True):
        codes.deliver_code(code.pk)


def ask(client: Client, username: str = "yunxi", address: str = SEND, **more: str) -> str:
    """Ask for a code, and let the worker do its work; return where it led."""
    proof = solved(client.get(address).content.decode())
    answer = client.post(address, {"username": username, "proof": proof, **more})
    deliver()
    return str(answer.headers.get("Location", answer.status_code))


def code_in(letter: Message) -> str:
    found = re.search(r"\n    (\d{6})\n", letter.get_payload(decode=True).decode().replace("\r\n", "\n"))
    assert found is not None
    return found[1]

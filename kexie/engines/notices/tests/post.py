"""A mail server on this machine that takes letters, or does not."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Office:
    """What the server took, from whom for whom; how it answers is set by the tests.

    `refusals` are the answers to the next recipients, `pause` is how long it takes a letter, `verdicts` are its answers
    to the next letters: None for none at all, where the connection is cut although the letter was taken.
    """

    port: int = 0
    taken: list[tuple[str, Message]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    verdicts: list[str | None] = field(default_factory=list)
    pause: float = 0.0
    asked: int = 0

    @property
    def counts(self) -> Counter[str]:
        """How many letters each address got."""
        return Counter(address for address, _ in self.taken)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        """Take a recipient, or refuse."""
        self.asked += 1
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter."""
        verdict = self.verdicts.pop(0) if self.verdicts else "250 OK"
        if verdict is None or verdict.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.taken.append((envelope.rcpt_tos[0], message_from_bytes(content, policy=default)))
        await asyncio.sleep(self.pause)
        if verdict is None:
            if isinstance(server.transport, asyncio.WriteTransport):
                server.transport.abort()
            return "421 gone"
        return verdict


def words(letter: Message, kind: str = "plain") -> str:
    """The text of a letter."""
    part = next(part for part in letter.walk() if part.get_content_type() == f"text/{kind}")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()

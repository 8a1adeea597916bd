"""A card to be shared in a chat: what somebody is asked to take part in, and the code that leads there (PLL-01)."""

from datetime import datetime

from kexie.core import clock, qr
from kexie.engines.papers.queries.drawing import formal
from kexie.engines.papers.rules.cards import Card, lines
from kexie.engines.papers.rules.texts import plain

PPI = 96  # 1,080 points wide


def card(title: str, *, by: str, until: datetime | None, link: str) -> bytes:
    """Return a card as picture (PNG): the title, who asks, until when, and the code of the link."""
    told = f"{until.astimezone(clock.PLACE):%Y 年 %-m 月 %-d 日 %H:%M} 截止" if until else ""
    drawn = Card(title=title, by=by, until=told)
    return formal("card", plain(drawn) | {"lines": lines(title), "qr": qr.svg(link)}, format="png", ppi=PPI)

"""Deliveries go out by e-mail: each is either sent, given up, or uncertain, and never sent blindly again (REL-06).

A worker takes a delivery for a few minutes, reaches the server and names the recipient. Only then, just before the
letter itself is handed over, does the row say `sending`. Whatever goes wrong before is tried again later; whatever goes
wrong from there on, a killed worker included, leaves it uncertain, for the server may have taken the letter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTP, SMTPException
from time import monotonic

from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction

from kexie.core import clock
from kexie.engines.notices import queries, rules
from kexie.engines.notices.actions import letters
from kexie.engines.notices.models import Delivery
from kexie.engines.notices.rules import Channel, State

SECONDS = 50.0  # one job's share; the next goes on
SENT, READY, TAKEN = 250, 354, (250, 251)


class Unreachable(Exception):
    """The mail server cannot be reached: there is no use in trying the next letter now."""


class Refused(Exception):
    """The server did not take the letter, and said so: `is_final` where it never will."""

    def __init__(self, answer: str, *, is_final: bool) -> None:
        super().__init__(answer)
        self.answer, self.is_final = answer, is_final


def send_due(*, seconds: float = SECONDS) -> int:
    """Send what is due, one after another; return how many went out. Any number of workers may do so at once."""
    if Channel.EMAIL not in queries.channels():
        return 0
    until, sent = monotonic() + seconds, 0
    with _line() as line:
        while monotonic() < until and (delivery := _take()) is not None:
            try:
                sent += _send(delivery, line)
            except Unreachable:
                break
    return sent


@contextmanager
def _line() -> Iterator[EmailBackend]:
    line = EmailBackend()
    try:
        yield line
    finally:
        line.close()


def _take() -> Delivery | None:
    """Take the next delivery that is due; those whose person wants quiet now are put off."""
    while (found := _take_next()) is not None:
        delivery, is_ready = found
        if is_ready:
            return delivery
    return None


@transaction.atomic
def _take_next() -> tuple[Delivery, bool] | None:
    now = clock.now()
    due = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=State.QUEUED, due_at__lte=now)
    row = due.select_related("person__quiet_hours").order_by("due_at", "id").first()
    if row is None:
        return None
    is_ready, end = False, queries.quiet_until(row.person, now)
    if end is not None:
        row.due_at = end
    elif row.attempts > len(rules.WAITS):  # each time the worker died
        row.state = State.FAILED
    else:
        is_ready, row.attempts, row.due_at = True, row.attempts + 1, now + rules.LEASE
    row.changed_at = now
    row.save(update_fields=["attempts", "due_at", "state", "changed_at"])
    return row, is_ready


def _send(delivery: Delivery, line: EmailBackend) -> bool:
    """Send one; tell whether the server took it. Raises Unreachable."""
    letter = letters.letter(delivery)
    if letter is None:  # read, closed or no longer wanted meanwhile
        delivery.delete()
        return False
    content = _dotted(letter.message().as_bytes())
    try:
        server = _connected(line)
        _begin(server, letter.from_email, letter.to[0])
    except Refused as refusal:
        line.close()
        _put_off(delivery, refusal)
        return False
    except (SMTPException, OSError) as trouble:
        line.close()
        _put_off(delivery, Refused(type(trouble).__name__, is_final=False))
        raise Unreachable from trouble
    if not _note(delivery, State.SENDING, was=State.QUEUED):  # taken over by another worker: this one was too slow
        line.close()
        return False
    return _finish(delivery, line, server, content)


def _dotted(letter: bytes) -> bytes:
    r"""Return a letter as it is handed over: lines with both characters at their end, a dot in front and at the end.

    >>> _dotted(b"one\n.two\n")
    b'one\r\n..two\r\n.\r\n'
    """
    lines = letter.rstrip(b"\r\n").splitlines()
    return b"".join(b"." * line.startswith(b".") + line + b"\r\n" for line in lines) + b".\r\n"


def _connected(line: EmailBackend) -> SMTP:
    line.open()
    if not isinstance(line.connection, SMTP):
        raise TypeError(line.connection)
    line.connection.ehlo_or_helo_if_needed()
    return line.connection


def _begin(server: SMTP, sender: str, recipient: str) -> None:
    """Name sender and recipient and let the server say that it is ready for the letter; raises Refused."""
    for code, expected in (
        (server.mail(sender)[0], (SENT,)),
        (server.rcpt(recipient)[0], TAKEN),
        (server.docmd("DATA")[0], (READY,)),
    ):
        if code not in expected:
            raise Refused(str(code), is_final=500 <= code < 600)


def _finish(delivery: Delivery, line: EmailBackend, server: SMTP, content: bytes) -> bool:
    """Hand the letter over and write down what the server said; without its word nobody knows."""
    try:
        server.send(content)
        code = server.getreply()[0]
    except (SMTPException, OSError) as silence:
        line.close()
        _note(delivery, State.UNCERTAIN, answer=type(silence).__name__)
        return False
    if code != SENT:
        line.close()
        _put_off(delivery, Refused(str(code), is_final=500 <= code < 600))
        return False
    return _note(delivery, State.SENT, answer=str(code))


def _put_off(delivery: Delivery, refusal: Refused) -> None:
    """Try again later, or give up."""
    pause = None if refusal.is_final else rules.wait(delivery.attempts)
    if pause is None:
        _note(delivery, State.FAILED, answer=refusal.answer)
    else:
        mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
        mine.update(state=State.QUEUED, due_at=clock.now() + pause, changed_at=clock.now(), answer=refusal.answer)


def _note(delivery: Delivery, state: State, *, was: State | None = None, answer: str = "") -> bool:
    """Write down where the delivery stands, unless another worker has taken it since."""
    mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    mine = mine if was is None else mine.filter(state=was)
    return mine.update(state=state, changed_at=clock.now(), answer=answer) == 1


def give_up_stalled() -> int:
    """Call uncertain what a killed worker was handing over; return how many."""
    stalled = Delivery.objects.filter(state=State.SENDING, changed_at__lt=clock.now() - rules.STALLED)
    return stalled.update(state=State.UNCERTAIN, changed_at=clock.now(), answer="")

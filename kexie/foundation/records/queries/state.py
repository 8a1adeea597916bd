"""How the trail stands: its last seal, what waits, what the last verifications came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Min, Sum

from kexie.core.clock import PLACE
from kexie.foundation.records.models import Record, Seal, Verification
from kexie.foundation.records.queries import chain

MOST = 100_000  # waiting records that are counted
SHOWN = 10


@dataclass(frozen=True)
class Trail:
    """The trail as its page shows it."""

    head: Seal | None
    waiting: int
    since: datetime | None
    verifications: Sequence[Verification]

    @property
    def last(self) -> Verification | None:
        """The last verification."""
        return self.verifications[0] if self.verifications else None

    @property
    def waiting_words(self) -> str:
        """How many records wait, in words."""
        return f"{self.waiting:,} 条" if self.waiting < MOST else f"{MOST:,} 条以上"


def trail() -> Trail:
    """Return how the trail stands."""
    head = chain.head()
    return Trail(
        head=head,
        waiting=chain.waiting(head, most=MOST),
        since=chain.oldest_waiting(head),
        verifications=list(Verification.objects.all()[:SHOWN]),
    )


def seal_over(record: Record) -> Seal | None:
    """Return the seal under which a record lies, None while it waits."""
    return Seal.objects.over(record)


def between(since: date | None, until: date | None) -> tuple[int, int | None]:
    """Return the first and the last seal that were made on these days; the last is None for the end."""
    seals = Seal.objects.all()
    first = seals.filter(sealed_at__gte=_midnight(since)).aggregate(number=Min("number"))["number"] if since else 1
    if until is None:
        return first or 1, None
    return first or 1, seals.filter(sealed_at__lt=_midnight(until) + timedelta(days=1)).aggregate(number=Max("number"))[
        "number"
    ] or 0


def sealed(first: int, last: int | None) -> int:
    """Count the records under these seals, the pruned ones too."""
    seals = Seal.objects.filter(number__gte=first)
    seals = seals.filter(number__lte=last) if last is not None else seals
    return seals.aggregate(sum=Sum("count"))["sum"] or 0


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=PLACE)

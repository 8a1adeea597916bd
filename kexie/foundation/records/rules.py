"""How records are sealed and how long they are kept. No tables, no clock.

SEC-07: append-only, hash-chained, verified by a command, kept at least six months (ADR 8).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from django.core.exceptions import ValidationError

from kexie.core.trail import Words

MIN_DAYS = 183  # six months
BATCH = 10_000  # records under one seal at most
FORM = 1  # of what is hashed; a later one is added beside it, for seals that were made with this one
MOMENT = len("2026-11-21T08:00:00.000000Z")
NUMBER, PIECE = 8, 8  # bytes that a witness keeps of a record: its number, and the beginning of its digest
DIGEST = 64  # letters of a digest

# What the digest of a seal covers, in this order. A new column of seals belongs here, in a new form.
SEAL_FIELDS = (
    "form",
    "number",
    "era",
    "below",
    "through_transaction",
    "through_id",
    "count",
    "first_at",
    "last_at",
    "pruned_through",
    "contents",
    "previous",
    "signer",
    "sealed_at",
)
START = (-(2**63), -(2**63))  # the place before every record of an era
NOTHING = sha256().hexdigest()  # the contents of a seal without records

TRAIL = Words(
    "审计记录",
    deeds={
        "records.raise_era": "恢复备份后另起一段记录",
        "records.prune_records": "清理到期的审计记录",
    },
    things={"records.seal": "审计记录的封存"},
    facts={"days": "保存天数", "pruned": "清理条数", "through": "清理到第几批"},
)


@dataclass
class Batch:
    r"""The records under one seal as they come, in order: what is kept of them when they have gone by.

    Each row is one line of the canonical form: era, transaction, number, moment and then every other column.

    >>> batch = Batch()
    >>> batch.add(b"0\t7\t12\t2026-11-21T08:00:00.000000Z\tpeople.lock_account")
    >>> batch.count, batch.through, moment_text(batch.last_at)
    (1, (7, 12), '2026-11-21T08:00:00.000000Z')
    """

    count: int = 0
    through: tuple[int, int] = (0, 0)
    first: tuple[int, int] = (0, 0)
    witness: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._hash = sha256()
        self._earliest, self._latest = b"~", b""

    def add(self, row: bytes) -> None:
        """Take one more record."""
        _, transaction, number, at, _ = row.split(b"\t", 4)
        digest = sha256(row).digest()
        self._hash.update(digest)
        self.through = (int(transaction), int(number))
        if not self.count:
            self.first = self.through
        if len(at) == MOMENT:  # whoever writes past the product could write a moment that is none
            self._earliest, self._latest = min(self._earliest, at), max(self._latest, at)
        self.witness += self.through[1].to_bytes(NUMBER, "big", signed=True) + digest[:PIECE]
        self.count += 1

    @property
    def first_at(self) -> datetime | None:
        """The earliest moment of all records."""
        return datetime.fromisoformat(self._earliest.decode()) if self._latest else None

    @property
    def last_at(self) -> datetime | None:
        """The latest moment of all records."""
        return datetime.fromisoformat(self._latest.decode()) if self._latest else None

    @property
    def contents(self) -> str:
        """The digest of all records."""
        return self._hash.hexdigest()


def seal_digest(facts: Mapping[str, object]) -> str:
    """Return the digest of a seal: of everything in it, the seal before it included."""
    return sha256("\n".join(f"{name}={_text(facts[name])}" for name in SEAL_FIELDS).encode()).hexdigest()


def _text(value: object) -> str:
    return moment_text(value) if isinstance(value, datetime) else str(value)


def moment_text(moment: datetime | None) -> str:
    """Write a moment as it is hashed: UTC, to the microsecond, as the database knows it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}" if moment else ""


def pieces(witness: bytes) -> dict[int, bytes]:
    r"""Return what a witness keeps of each record, by its number.

    >>> batch = Batch()
    >>> batch.add(b"0\t7\t12\t2026-11-21T08:00:00.000000Z\tx")
    >>> list(pieces(bytes(batch.witness)))
    [12]
    """
    step = NUMBER + PIECE
    parts = (witness[at : at + step] for at in range(0, len(witness), step))
    return {int.from_bytes(part[:NUMBER], "big", signed=True): part[NUMBER:] for part in parts}


def differences(sealed: bytes, found: bytes) -> list[str]:
    r"""Tell in words which records are not as they were sealed.

    >>> one, two = Batch(), Batch()
    >>> one.add(b"0\t7\t12\t2026\tx"), two.add(b"0\t7\t12\t2026\ty"), two.add(b"0\t7\t13\t2026\ty")
    (None, None, None)
    >>> differences(bytes(one.witness), bytes(two.witness))
    ['编号 12 的记录被改动', '编号 13 的记录是后来加入的']
    """
    before, now = pieces(sealed), pieces(found)
    words = {number: "被改动" for number in before.keys() & now.keys() if before[number] != now[number]}
    words |= dict.fromkeys(before.keys() - now.keys(), "被删除")
    words |= dict.fromkeys(now.keys() - before.keys(), "是后来加入的")
    if words:
        return [f"编号 {number} 的记录{said}" for number, said in sorted(words.items())]
    return ["记录的先后或内容与封存时不同"]


def require_days(days: int) -> None:
    """Refuse to keep records for less than six months (SEC-07)."""
    if days < MIN_DAYS:
        raise ValidationError(f"审计记录至少保存 {MIN_DAYS} 天（六个月），不能只保存 {days} 天。")


def shown(words: Sequence[str], most: int) -> list[str]:
    """Return the first words of a long list, and how many more there are.

    >>> shown(["a", "b", "c"], 2)
    ['a', 'b', '……共 3 项']
    """
    return [*words] if len(words) <= most else [*words[:most], f"……共 {len(words):,} 项"]

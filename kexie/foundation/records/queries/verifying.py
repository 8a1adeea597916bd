"""The chain is recomputed from the records as they stand, and compared with the heads that were carried away."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Func, Max, TextField, Value

from kexie.core import clock, signing
from kexie.foundation.records import rules
from kexie.foundation.records.models import Seal
from kexie.foundation.records.queries import chain

PAGE, ROWS = 2_000, 200_000  # seals, and records under them, that are looked at at a time
SHOWN = 20  # single records that are named of one batch
LATE = timedelta(days=1)  # longer than any transaction of the product
WAITING = timedelta(hours=1)

Tell = Callable[[int, int], object]  # how many records were looked at, up to which seal


@dataclass
class Outcome:
    """What a verification came to, in words; `findings` are what should not be, `notes` what one should know."""

    first: int = 1
    last: int = 0
    seals: int = 0
    records: int = 0
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Head:
    """The last seal of some day as it was carried out of the database; `source` is where it was found."""

    number: int
    era: int
    digest: str
    source: str


class Unreadable(ValueError):
    """A file does not hold a head; the message names it."""


def heads(places: Iterable[Path]) -> list[Head]:
    """Read the heads in these files and folders; raises Unreadable."""
    files = [file for place in places for file in (sorted(place.glob("seal-*.json")) if place.is_dir() else [place])]
    return [_head(file) for file in files]


def _head(file: Path) -> Head:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return Head(int(told["number"]), int(told["era"]), str(told["digest"]), file.name)
    except (OSError, ValueError, TypeError, KeyError) as broken:
        raise Unreadable(f"{file} 不是导出的封存，无法读取。") from broken


def verify(
    *,
    exported: Sequence[Head] = (),
    first: int = 1,
    last: int | None = None,
    public_keys: Iterable[str] = (),
    tell: Tell = lambda records, seal: None,
) -> Outcome:
    """Recompute the chain from one seal to another, by default all of it, and compare it with exported heads.

    The caller's transaction should hold still what is pruned (`actions.verify`). Raises `signing.Keyless` without any
    key to look at signatures with.
    """
    if not (keys := signing.known(public_keys)):
        raise signing.Keyless("没有核对签名的密钥：请设置环境变量 KEXIE_SEAL_KEYS，或者给出公钥。")
    head = chain.head()
    outcome = Outcome(first=first, last=min(last or head.number, head.number) if head else 0)
    link = _Link(outcome, keys)
    for page in _pages(first, outcome.last):
        link.follow(page)
        tell(outcome.records, page[-1].number)
    if head is not None and outcome.last == head.number:
        outcome.findings += _strays(head)
    outcome.findings += [
        f"第 {numbers[0]} 批等 {len(numbers)} 批的签名无法核对：密钥 {signer} 不在 KEXIE_SEAL_KEYS 中。"
        for signer, numbers in link.unknown.items()
    ]
    _compare(exported, outcome)
    outcome.notes += _late(head)
    return outcome


class _Link:
    """Goes along the chain, seal by seal."""

    def __init__(self, outcome: Outcome, keys: Mapping[str, str]) -> None:
        self.outcome, self.keys = outcome, keys
        self.pruned = Seal.objects.aggregate(most=Max("pruned_through"))["most"] or 0
        self.former: Seal | None = Seal.objects.bare().filter(number__lt=outcome.first).order_by("number").last()
        self.whole: Seal | None = None  # the last seal under which everything lay that had ended by then
        self.unknown: dict[str, list[int]] = defaultdict(list)

    def follow(self, page: Sequence[Seal]) -> None:
        """Check some seals that follow upon one another, and the records under them."""
        for _, seals in groupby(page, key=lambda seal: seal.era):
            for seal, batch in self._read(list(seals)):
                self._check(seal, batch)

    def _read(self, seals: Sequence[Seal]) -> list[tuple[Seal, rules.Batch]]:
        """Read what lies under seals of one era; which seal a record lies under is told by its place alone."""
        found = [(seal, rules.Batch()) for seal in seals]
        at = 0
        for row in chain.rows(seals[0].era, after=self._after(seals[0]), through=seals[-1].through):
            _, transaction, number, _ = row.split(b"\t", 3)
            while (int(transaction), int(number)) > found[at][0].through:
                at += 1
            found[at][1].add(row)
        return found

    def _after(self, seal: Seal) -> chain.Place:
        return self.former.through if self.former and self.former.era == seal.era else rules.START

    def _check(self, seal: Seal, batch: rules.Batch) -> None:
        is_next = seal.number == (self.former.number + 1 if self.former else 1)
        if not is_next:
            batch = self._own(seal)
        wrongs = [*([] if is_next else ["它前面有封存不见了。"]), *self._of_seal(seal), *self._of_records(seal, batch)]
        self.outcome.findings += [f"第 {seal.number} 批：{words}" for words in wrongs]
        self.outcome.seals += 1
        self.outcome.records += batch.count
        self.former = seal
        if seal.count and seal.below > seal.through_transaction:
            self.whole = seal

    def _own(self, seal: Seal) -> rules.Batch:
        """Read the records of a seal alone, where those of seals that are missing lie before them."""
        own = rules.pieces(_witness(seal))
        batch = rules.Batch()
        for row in chain.rows(seal.era, after=self._after(seal), through=seal.through):
            if int(row.split(b"\t", 3)[2]) in own:
                batch.add(row)
        return batch

    def _of_seal(self, seal: Seal) -> Iterator[str]:
        """Tell what is wrong with a seal by itself and beside the one before it."""
        former = self.former
        if rules.seal_digest(seal.facts) != seal.digest:
            yield "封存的内容被改动。"
        if seal.signer not in self.keys:
            self.unknown[seal.signer].append(seal.number)
        elif not signing.is_signed(seal.digest.encode(), seal.signature, by=seal.signer, keys=self.keys):
            yield "签名不对，不是平台封存的。"
        if seal.previous != (former.digest if former else ""):
            yield "没有接上前一批。"
        if former and seal.era != former.era and not (seal.opens_era and seal.era == former.era + 1):
            yield "另起一段，却没有恢复备份的封存。"
        if seal.pruned_through and _went_early(seal):
            yield f"清理了不满 {rules.MIN_DAYS} 天的记录。"

    def _of_records(self, seal: Seal, batch: rules.Batch) -> Iterator[str]:
        """Tell what is wrong with the records under a seal."""
        if seal.number <= self.pruned and seal.count:
            if batch.count:
                yield f"记录到期清理以后，这里又出现了 {batch.count} 条。"
        elif (batch.contents, batch.count) != (seal.contents, seal.count):
            differences = rules.differences(_witness(seal), bytes(batch.witness))
            yield from (f"{words}。" for words in rules.shown(differences, SHOWN))
        elif sha256(batch.witness).hexdigest() != vars(seal)["witness_digest"]:
            yield "用来找出单条记录的旁证被改动。"
        else:
            yield from self._backdated(seal, batch)

    def _backdated(self, seal: Seal, batch: rules.Batch) -> Iterator[str]:
        """Tell of records that were written when earlier ones were sealed already and claim to be older."""
        whole = self.whole
        if whole is None or whole.era != seal.era or not batch.count:
            return
        if batch.first[0] < whole.below:
            yield "有记录的事务号早于前一批，是后来加入的。"
        if batch.first_at and batch.first_at < whole.sealed_at - LATE:
            moment = batch.first_at.astimezone(clock.PLACE)
            yield f"有记录自称发生在 {moment:%Y-%m-%d %H:%M}，却在第 {whole.number} 批封存一天以后才写入。"


def _witness(seal: Seal) -> bytes:
    return bytes(Seal.objects.values_list("witness", flat=True).get(pk=seal.pk))


def _went_early(seal: Seal) -> bool:
    """Tell whether records were pruned before their time."""
    last = Seal.objects.filter(number__lte=seal.pruned_through).aggregate(last=Max("last_at"))["last"]
    return last is not None and last > seal.sealed_at - timedelta(days=rules.MIN_DAYS)


def _pages(first: int, last: int) -> Iterator[list[Seal]]:
    """Give the seals in portions, none of them with very many records."""
    digest = Func(Func("witness", function="sha256"), Value("hex"), function="encode", output_field=TextField())
    rows: Any = Seal.objects.bare().annotate(witness_digest=digest).order_by("number")
    while page := list(rows.filter(number__gte=first, number__lte=last)[:PAGE]):
        sums = accumulate(seal.count for seal in page)
        page = [seal for seal, so_far in zip(page, sums, strict=True) if so_far <= ROWS] or page[:1]
        first = page[-1].number + 1
        yield page


def _strays(head: Seal) -> Iterator[str]:
    """Tell of records that lie under no seal and do not wait for one either."""
    ends = list(Seal.objects.bare().order_by("era", "-number").distinct("era"))
    places = [("era < %s OR era > %s", [ends[0].era, head.era])]
    places += [("era = %s AND (transaction, id) > (%s, %s)", [end.era, *end.through]) for end in ends[:-1]]
    open_ = "era = %s AND (transaction, id) > (%s, %s) AND transaction < %s"
    places.append((open_, [head.era, *head.through, head.below]))
    for where, given in places:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*), min(id) FROM record WHERE {where}", given)  # noqa: S608 - our own words
            count, number = cursor.fetchone()
        if count:
            yield f"有 {count} 条记录是后来加入的（编号 {number} 等），不在任何一批之中。"


def _late(head: Seal | None) -> Iterator[str]:
    """Tell of records that have waited long for a seal."""
    oldest = chain.oldest_waiting(head)
    if oldest is not None and oldest < clock.now() - WAITING:
        moment = oldest.astimezone(clock.PLACE)
        yield f"从 {moment:%Y-%m-%d %H:%M} 起的记录还没有封存，请检查后台进程和 KEXIE_SEAL_KEYS。"


def _compare(exported: Sequence[Head], outcome: Outcome) -> None:
    """Find out whether the seals that were carried out of the database are still in it."""
    kept = dict(Seal.objects.filter(number__in=[one.number for one in exported]).values_list("number", "digest"))
    missing = [one for one in exported if kept.get(one.number) != one.digest]
    eras = dict(Seal.objects.filter(count=0, pruned_through=0).values_list("era", "number"))
    for one in missing:
        restored = min((number for era, number in eras.items() if era > one.era), default=None)
        if restored is not None and restored <= one.number:
            outcome.notes.append(
                f"恢复备份时，第 {restored} 批到第 {one.number} 批的记录没有恢复回来（见 {one.source}）。"
            )
        else:
            outcome.findings.append(
                f"导出的第 {one.number} 批（{one.source}）已不在数据库中：它和以前的记录被删去或改写。"
            )

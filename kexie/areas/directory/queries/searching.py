"""Bodies that words and properties pick out: which way they are found.

The inverted index knows which bodies have all the terms, but not their order; the index of a list has the order, but
each row must be looked at. Rare terms are found by the first and sorted, common ones met soon in the second.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from kexie.areas.directory.queries.numbers import kept
from kexie.core.lists import CAP, Listing, Sort, by_bitmap, counted, in_order, listing
from kexie.core.scope import parts_of
from kexie.foundation.organisations import queries, rules
from kexie.foundation.organisations.models import OrganisationQuerySet, Searched

# Where at least so many of all bodies have the terms, a list that is read in its order has the cap full at once.
FREQUENT = 0.5
# Where at most so many have them, all are sorted: names of one place lie together in the list's order, perhaps last.
SPARSE = 0.05


@dataclass(frozen=True)
class Search:
    """What is sought, and how common it is at most."""

    rows: OrganisationQuerySet
    share: float

    def numbers(self) -> dict[str, int]:
        """Return how many were found in each list, up to one beyond the cap."""
        if self.share >= FREQUENT:
            with in_order(self.rows.db):
                return {item.value: counted(self.rows.filter(listing=item)) for item in rules.Listing}
        with by_bitmap(self.rows.db):
            return {item.value: counted(self.rows.having(listing=item)) for item in rules.Listing}

    def page(
        self, listed: str, number: int, *, columns: Sequence[str], sort: Sort, after: str, before: str
    ) -> Listing[Any]:
        """Return a page of those in one list, of which there are so many."""
        is_sorted = number <= CAP or self.share <= SPARSE
        rows = self.rows.having(listing=listed) if is_sorted else self.rows.filter(listing=listed)
        shown = rows.values_list(*columns, named=True)
        with by_bitmap(rows.db) if is_sorted else in_order(rows.db):
            return listing(shown, sort=sort, after=after, before=before, total=number)


def search(bodies: OrganisationQuerySet, words: str, properties: Mapping[str, str]) -> Search:
    """Look for bodies with all the words and properties."""
    return Search(rows=bodies.having(**properties).matching(words), share=_share(bodies, words, properties))


def _share(rows: Searched[Any], words: str, properties: Mapping[str, str]) -> float:
    table = rows.model._meta.db_table
    terms = rules.facets(properties.items()).union(*map(rules.sought, words.casefold().split()))
    return kept(f"directory.shares.{table}", partial(queries.shares, table)).rarest(terms)


def found(
    rows: Searched[Any],
    words: str,
    properties: Mapping[str, str],
    *,
    columns: Sequence[str],
    sort: Sort,
    after: str,
    before: str,
    size: int,
    count: Callable[[Any], int] = counted,
) -> Listing[Any]:
    """Return a page of what somebody reaches, with all the words and properties, and how many there are."""
    given: dict[str, Any] = {"sort": sort, "after": after, "before": before, "size": size}
    if not properties and not words.strip():
        return listing(rows.values_list(*columns, named=True), **given, total=count(rows))
    sought, share = rows.having(**properties).matching(words), _share(rows, words, properties)
    with in_order(rows.db) if share >= FREQUENT else by_bitmap(rows.db):
        total = count(sought)
    with by_bitmap(rows.db) if total <= CAP or share <= SPARSE else in_order(rows.db):
        return listing(sought.values_list(*columns, named=True), **given, total=total)


def counted_apart(rows: Searched[Any]) -> int:
    """Count part by part, up to one beyond the cap, where no two parts of a reach have a row in common."""
    return min(sum(map(counted, parts_of(rows))), CAP + 1)

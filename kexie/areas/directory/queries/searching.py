"""Bodies that words and properties pick out: which way they are found.

The inverted index knows which bodies have all the terms, but not their order; the index of a list has the order, but
each row must be looked at. Rare terms are found by the first and sorted, common ones met soon in the second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kexie.areas.directory.queries.numbers import kept
from kexie.core.lists import CAP, Listing, Sort, by_bitmap, counted, in_order, listing
from kexie.foundation.organisations import queries, rules
from kexie.foundation.organisations.models import OrganisationQuerySet

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
    rows = bodies.having(**properties).matching(words)
    terms = rules.facets(properties.items()).union(*map(rules.sought, words.casefold().split()))
    return Search(rows=rows, share=kept("directory.shares", queries.shares).rarest(terms))

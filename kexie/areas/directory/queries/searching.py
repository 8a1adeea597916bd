"""Bodies that words and properties pick out: which way they are found.

The inverted index knows which bodies have all the terms, but not their order; the index of a list has the order, but
each row must be looked at. Rare terms are found by the first and sorted, common ones met soon in the second.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kexie.areas.directory.queries.numbers import kept
from kexie.core.lists import CAP, Listing, Sort, by_bitmap, counted, in_order, listing
from kexie.foundation.organisations import queries, rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet

FREQUENT = 0.5  # where so many bodies have the terms, a list read in its order has the cap full at once
MANY = 20_000  # up to so many are sorted: in the order of the list, names of one place lie all together, perhaps last


@dataclass(frozen=True)
class Search:
    """What is sought, and how common it is at most."""

    rows: OrganisationQuerySet
    share: float
    bodies: float

    def numbers(self) -> dict[str, int]:
        """Return how many were found in each list, up to one beyond the cap."""
        if self.share >= FREQUENT:
            with in_order(self.rows.db):
                return {item.value: counted(self.rows.filter(listing=item)) for item in rules.Listing}
        with by_bitmap(self.rows.db):
            return {item.value: counted(self.rows.having(listing=item)) for item in rules.Listing}

    def page(self, listed: str, number: int, *, sort: Sort, after: str, before: str) -> Listing[Organisation]:
        """Return a page of those in one list, of which there are so many."""
        if number <= CAP or self.share * self.bodies <= MANY:
            with by_bitmap(self.rows.db):
                return listing(self.rows.having(listing=listed), sort=sort, after=after, before=before, total=number)
        with in_order(self.rows.db):
            return listing(self.rows.filter(listing=listed), sort=sort, after=after, before=before, total=number)


def search(bodies: OrganisationQuerySet, words: str, properties: Mapping[str, str]) -> Search:
    """Look for bodies with all the words and properties."""
    rows = bodies.having(**properties).matching(words)
    terms = rules.facets(properties.items()).union(*map(rules.sought, words.casefold().split()))
    known = kept("directory.shares", queries.shares)
    return Search(rows=rows, share=known.rarest(terms), bodies=known.bodies)

"""Choosing a body or a region by its name: a few that match, and the one that was meant."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from kexie.areas.directory.queries.bodies import region_names
from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.regions.models import Region, RegionQuerySet

HOSTS = frozenset(kind.code for kind in rules.KINDS.values() if kind.hosts)
OFFERED = 12
MARKED = re.compile(r"（([0-9a-z]{6,12})）\s*$")


def written(body: Organisation) -> str:
    """Write a body so that it is read again: name and code."""
    return f"{body.name}（{body.code}）"


def written_region(region: Region) -> str:
    """Write a region so that it is read again: 湖南岳阳云溪区（430603）."""
    return f"{region_names().get(region.code, region.name)}（{region.code}）"


def bodies(sources: Iterable[OrganisationQuerySet], words: str) -> Iterator[str]:
    """Give a few bodies with all the words, each once."""
    seen: set[int] = set()
    for rows in sources:
        for body in rows.matching(words).only("code", "name")[:OFFERED]:
            if body.pk not in seen and len(seen) < OFFERED:
                seen.add(body.pk)
                yield written(body)


def body(sources: Iterable[OrganisationQuerySet], text: str) -> Sequence[Organisation]:
    """Return the bodies that a text means: the one whose code stands in it, else those of that name."""
    marked = MARKED.search(text)
    meant = Q(code=marked[1]) if marked else Q(name=text.strip())
    found = {row.pk: row for rows in sources for row in rows.filter(meant)[:2]}
    return list(found.values())


def bodies_of(sources: Iterable[OrganisationQuerySet], lines: Sequence[str]) -> tuple[list[Organisation], list[str]]:
    """Return the bodies that several lines mean, each once, and the lines that mean none or more than one."""
    codes = {line: marked[1] for line in lines if (marked := MARKED.search(line))}
    names = [line for line in lines if line not in codes]
    meant = Q(code__in=codes.values()) | Q(name__in=names)
    known: dict[str, dict[int, Organisation]] = {}
    for row in (row for rows in sources for row in rows.filter(meant)):
        known.setdefault(row.code, {})[row.pk] = row
        known.setdefault(row.name, {})[row.pk] = row
    found = {line: list(known.get(codes.get(line, line), {}).values()) for line in lines}
    chosen = {rows[0].pk: rows[0] for rows in found.values() if len(rows) == 1}
    return list(chosen.values()), [line for line, rows in found.items() if len(rows) != 1]


def regions(rows: RegionQuerySet, words: str) -> Iterator[str]:
    """Give a few regions that begin with the words."""
    text = words.strip().lower()
    called = Q(name__startswith=text) | Q(short_name__startswith=text) | Q(pinyin__startswith=text) | Q(code=text)
    for region in rows.current().filter(called | Q(initials__startswith=text)).order_by("level", "code")[:OFFERED]:
        yield written_region(region)


def region(rows: RegionQuerySet, text: str) -> Sequence[Region]:
    """Return the regions that a text means: by its code, else by the name."""
    marked = MARKED.search(text)
    code = marked[1] if marked else text.strip()
    return list(rows.current().filter(Q(code=code) | Q(name=text.strip()))[:2])

"""Votes that the database makes are such as the platform would have taken, and are counted."""

import pytest

from kexie.areas.gatherings.queries import collection
from kexie.areas.polls.queries import counting
from kexie.engines.questionnaires import rules
from kexie.foundation.organisations.tests import factories as bodies
from kexie.operation.synth.votes import fill

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def test_they_are_coded_as_real_ones() -> None:
    bodies.association("430603")
    told: list[str] = []
    poll = fill(40, say=told.append)
    held = collection(poll)
    for row in held.responses.all():
        assert (row.codes, row.figures) == rules.coded(held.codebook, row.answers)
    found = counting.counted(poll)
    assert (found.total, found.rankings[0].votes, len(found.rankings[0].lines)) == (40, 40, 20)

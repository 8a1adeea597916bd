"""Answers that the database makes are such as the platform would have written, and are counted."""

import pytest

from kexie.areas.surveys.queries import results, running
from kexie.engines.questionnaires import rules
from kexie.foundation.organisations.tests import factories as bodies
from kexie.operation.synth.responses import fill

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-09")]


def test_they_are_coded_as_real_ones() -> None:
    bodies.association("430603")
    told: list[str] = []
    survey = fill(30, say=told.append)
    collection = running.collection(survey)
    assert len(collection.version.definition.questions) == 60
    assert collection.responses.count() == 30
    for row in collection.responses.all():
        codes, figures = rules.coded(collection.codebook, row.answers)
        assert (row.codes, row.figures) == (codes, figures)
    found = results.summary(survey, results.narrowed(survey, ""))
    assert (found.total, len(found.parts)) == (30, 60)
    assert all(part.answered == 30 for part in found.parts if part.answered is not None)

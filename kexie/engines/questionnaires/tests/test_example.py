"""The example that areas go by works, and the documentation shows just it."""

from pathlib import Path

import pytest

import kexie
from kexie.core.actors import Actor
from kexie.engines.questionnaires import actions
from kexie.engines.questionnaires.tests import example
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons


@pytest.mark.django_db
@pytest.mark.spec("FRM-04")
def test_an_area_attaches_collects_reads_and_counts() -> None:
    by, people = Actor.platform("试"), [persons.person(), persons.person()]
    to = example.attach(bodies.body(), by=by)
    given = example.collect(to, people[0], {"stars": ["5"], "next": ["visit"], "why": ["藏着的"]}, by=by)
    assert example.read(given) == {"您给这次活动打几分": "5", "下次想参加什么": "参观", "哪里可以更好": ""}
    example.collect(to, people[1], {"stars": ["２"], "why": ["太短"]}, by=by)
    assert example.aggregate(to) == (2, {"平均分": "3.5"}, 1)
    with pytest.raises(actions.Refused) as refused:
        example.collect(to, persons.person(), {"next": ["visit"]}, by=by)
    assert list(refused.value.faults) == ["stars"]


def test_the_documentation_shows_it() -> None:
    source = Path(example.__file__).read_text(encoding="utf-8")
    told = (Path(kexie.__file__).parents[1] / "docs/questionnaires.md").read_text(encoding="utf-8")
    assert source.partition('"""\n\n')[2].strip() in told

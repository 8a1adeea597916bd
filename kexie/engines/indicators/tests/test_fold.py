"""Bodies are counted as they are founded, closed and moved; folding adds up what many did at once."""

from datetime import date

import pytest

from kexie.engines.indicators import actions, queries, rules, tasks
from kexie.engines.indicators.models import Delta
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import Status
from kexie.foundation.organisations.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.spec("STA-11"), pytest.mark.spec("STA-10")]
CODE = rules.BODIES.code


def amounts(association: Organisation) -> dict[str, int]:
    tasks.fold(timestamp=1)
    return queries.amounts(CODE, association)


def test_a_body_counts_from_its_founding_to_its_end() -> None:
    county = factories.association("430603")
    body = factories.body(status=Status.PREPARING, founded_on=None)
    assert amounts(county) == {}
    bodies = Organisation.objects.filter(pk=body.pk)
    bodies.update(status=Status.ACTIVE, founded_on=date(2026, 5, 1))
    assert amounts(county) == {"all": 1, "kind:enterprise_association": 1, "founded:2026": 1}
    bodies.update(status=Status.CLOSED, closed_on=date(2026, 6, 1))
    assert amounts(county) == {}
    assert actions.recount(CODE, mends=False).wrong == 0


def test_folding_takes_all_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    county = factories.association("430603")
    tasks.fold(timestamp=1)
    for _ in range(5):
        factories.body()
    assert Delta.objects.count() >= 5
    assert amounts(county)["all"] == 5
    assert not Delta.objects.exists()


def test_every_counted_figure_is_defined_once() -> None:
    codes = [indicator.code for indicator in queries.counted()]
    assert CODE in codes
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(rules.INDICATORS)


def test_what_nothing_counts_any_more_is_gone_after_a_recount() -> None:
    county = factories.association("430603")
    Delta.objects.create(measure=CODE, path=county.path, facets=["kind:nothing"], amount=1)
    assert amounts(county)["kind:nothing"] == 1
    assert actions.recount(CODE, mends=True).wrong > 0
    assert "kind:nothing" not in amounts(county)

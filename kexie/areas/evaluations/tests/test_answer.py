"""An objection is answered; corrected points change total, grade and ranks."""

from decimal import Decimal
from typing import Any

import pytest

from kexie.areas.evaluations.models import Evaluation
from kexie.areas.evaluations.tests import factories
from kexie.engines.notices.tests.factories import titles
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def send(row: Evaluation, outcome: str, **points: str) -> tuple[int, str]:
    row.refresh_from_db()
    typed: dict[str, Any] = {}
    for score in row.scores.select_related("criterion"):
        standing = str(score.points)
        typed |= {f"initial-points_{score.pk}": standing, f"points_{score.pk}": standing}
    typed |= {f"points_{factories.item(row, label).pk}": given for label, given in points.items()}
    answer = pages.send(
        pages.browser(factories.staff(row.organisation)),
        f"/evaluations/{row.code}/answer/",
        seen=row.revision,
        outcome=outcome,
        answer="经核实，少算了一次会议。",
        **typed,
    )
    return answer.status_code, answer.text


def test_corrected_points_change_total_grade_and_everybodys_place() -> None:
    made = [bodies.body(factories.COUNTY) for _ in range(2)]
    sheet = factories.published()
    first, second = (factories.evaluation(body, sheet) for body in made)
    factories.reviewed(first, 会议=30)
    second = factories.contested(factories.reviewed_to_release(second, 会议=20))
    assert (second.rank, second.grade) == (2, "合格")
    assert "维持原结果的不能改动得分" in send(second, "upheld", 会议="30.5")[1]
    assert "请在下面写上新的得分" in send(second, "corrected")[1]
    secretary = factories.secretary(second)
    assert send(second, "corrected", 会议="30.5", 在册="20")[0] == 303
    first, second = factories.fresh(first), factories.fresh(second)
    assert (second.total, second.grade, second.rank, first.rank) == (Decimal("100.00"), "优秀", 1, 2)
    assert any("更正得分" in title for title in titles(secretary))
    status, html = send(second, "upheld")
    assert (status, "已经答复" in html) == (422, True)

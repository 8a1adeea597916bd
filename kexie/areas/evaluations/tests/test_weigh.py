"""What all items are worth, on one page."""

import pytest

from kexie.areas.evaluations.models import Sheet
from kexie.areas.evaluations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-15")]


def send(row: Sheet, weight: str, *, of: str) -> tuple[int, str]:
    row.refresh_from_db()
    typed = {f"weight_{one.pk}": weight if one.label == of else str(one.weight) for one in row.criteria.all()}
    browser = pages.browser(factories.staff(row.organisation))
    answer = pages.send(browser, f"/sheets/{row.code}/weigh/", seen=row.revision, **typed)
    return answer.status_code, answer.text


def test_weights_are_kept_exactly_and_wrong_ones_said() -> None:
    row = factories.sheet()
    assert send(row, "40.25", of="服务")[0] == 303
    assert str(row.criteria.get(label="服务").weight) == "40.25"
    for wrong, words in (("0", "0.01 到 100"), ("100.01", "0.01 到 100"), ("1.234", "两位小数"), ("多", "请填写数字")):
        status, html = send(row, wrong, of="服务")
        assert (status, words in html) == (422, True), wrong
    status, html = send(row, "19.99", of="在册")
    assert (status, "每一行的得分应在 0 到 19.99 之间" in html) == (422, True)

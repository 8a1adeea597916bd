"""An association sets how bodies are founded in its place; what it leaves open is inherited."""

import pytest

from kexie.areas.establishment import queries
from kexie.areas.establishment.models import Procedure
from kexie.areas.establishment.tests import factories
from kexie.areas.establishment.tests.procedures import let
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-01"), pytest.mark.spec("EST-08")]
KIND = "enterprise_association"


def send(**given: object) -> tuple[int, str]:
    body = bodies.association("430603")
    address = f"/organisations/{body.code}/change_procedure/{KIND}/"
    answer = pages.send(pages.browser(appointed(body)), address, seen=0, **given)
    return answer.status_code, answer.text


def test_it_holds_for_foundings_that_begin_from_then_on() -> None:
    before = factories.founded()
    status, _ = send(regime="filing", days="5", is_own="on", asked=["minutes"], extra="办公场所证明\n")
    assert status == 303
    after = factories.founded()
    assert (before.regime, before.days, after.regime, after.days) == ("approval", 20, "filing", 5)
    labels = [item.label for item in after.materials.all()]
    assert labels == ["设立申请", "章程", "同意设立的文件", "成立大会决议", "办公场所证明"]
    assert Record.objects.get(what="establishment.change_procedure").after["regime"] == "filing"


def test_what_is_left_open_is_inherited_step_by_step() -> None:
    let("430000", regime="filing", asked=["plan"])
    let("430600", days=12)
    assert send(regime="", days="", asked=["minutes"])[0] == 303
    row = Procedure.objects.get(organisation=bodies.association("430603"))
    assert (row.regime, row.days, row.asked) == ("", None, None)
    terms = queries.terms(Procedure.objects.of(bodies.association("430603")), KIND)
    assert (terms.regime, terms.regime_of, terms.days, terms.days_of) == ("filing", "湖南科协", 12, "岳阳科协")
    assert terms.asked == ("plan",)


def test_a_place_elsewhere_is_not_asked() -> None:
    let("430611", regime="filing")
    assert queries.terms(Procedure.objects.of(bodies.association("430603")), KIND).regime == "approval"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"days": "0"}, "不能小于 1"),
        ({"days": "61"}, "不能大于 60"),
        ({"regime": "none"}, "没有这个“设立方式”选项"),
        ({"is_own": "on", "asked": ["none"]}, "没有这项材料"),
        ({"is_own": "on", "extra": "长" * 41}, "每项最多 40 个字"),
    ],
)
def test_what_is_wrong_is_said(typed: dict[str, object], words: str) -> None:
    status, html = send(**typed)
    assert (status, words in html, Procedure.objects.count()) == (422, True, 0)


def test_an_old_page_says_so() -> None:
    let("430603", days=5)
    assert send(days="6")[0] == 409


def test_a_kind_that_is_not_founded_so_is_not_there() -> None:
    body = bodies.association("430603")
    address = f"/organisations/{body.code}/change_procedure/society/"
    assert pages.browser(appointed(body)).get(address).status_code == 404

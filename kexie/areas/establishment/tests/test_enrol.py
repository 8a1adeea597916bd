"""An association that exists already is registered with its old reply, and not founded again."""

from datetime import date, timedelta

import pytest

from kexie.areas.establishment.models import Case, Certificate
from kexie.areas.establishment.tests import factories, light
from kexie.core import clock
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation, Post
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-06")]


def send(host: Organisation, **given: object) -> tuple[int, str]:
    typed = light.existing() | {"founded_on": "2019-05-06"} | given
    answer = pages.send(pages.browser(appointed(host)), f"/organisations/{host.code}/enrol/", **typed)
    return answer.status_code, answer.text


def test_it_hands_in_the_old_reply_and_is_admitted_with_a_certificate() -> None:
    host = factories.enterprise()
    assert send(host)[0] == 303
    case = Case.objects.get()
    assert (case.way, case.stage, case.body.status) == ("existing", "preparing", "preparing")
    assert [(item.key, item.label) for item in case.materials.all()] == [
        ("old_reply", "原批复"),
        ("charter", "现行章程"),
    ]
    html = pages.browser(case.applicant).get(f"/establishment/{case.code}/").text
    assert ("缺少材料：原批复" in html, "登记成立大会" in html, "填写筹备情况" in html) == (True, False, False)
    case = light.submitted(case)
    case = light.admitted(case)
    body = Organisation.objects.get(pk=case.body_id)
    assert (body.status, body.founded_on, case.stage) == ("active", date(2019, 5, 6), "established")
    assert Certificate.objects.get(body=body).founded_on == date(2019, 5, 6)
    assert Post.objects.get(organisation=body).holder == "罗溪"
    assert not Case.objects.unreported().exists(), "nothing is owed for a congress of old"


def test_what_is_wrong_is_said() -> None:
    host = factories.enterprise()
    late = f"{clock.today() + timedelta(days=1):%Y-%m-%d}"
    for given, words in (({"old_number": ""}, "请填写原批复文号"), ({"founded_on": late}, "还没有到")):
        status, html = send(host, **given)
        assert (status, words in html, Case.objects.count()) == (422, True, 0)
    factories.founded(host)
    assert "正在筹备" in send(host)[1]

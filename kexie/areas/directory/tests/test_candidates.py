"""A field offers what matches, out of what the asker may choose."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people.models import Person
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SCP-05")]


def offered(code: str, purpose: str, words: str, person: Person) -> str:
    answer = pages.browser(person).get(f"/organisations/{code}/candidates/{purpose}/", {purpose: words})
    assert answer.status_code == 200
    return answer.text


def test_superiors_are_those_one_may_move_to() -> None:
    body, city = factories.body("430603"), factories.association("430600")
    inside, outside = factories.association("430602"), factories.association("320113")
    person = appointed(city)
    assert inside.code in offered(body.code, "superior", "岳阳楼", person)
    assert outside.code not in offered(body.code, "superior", "栖霞", person)


def test_hosts_are_bodies_in_reach_that_host() -> None:
    county = factories.association("430603")
    inside = factories.body("430603", kind="enterprise", name="云溪化工")
    outside = factories.body("430602", kind="enterprise", name="楼区化工", published=True)
    html = offered(county.code, "host", "化工", appointed(county))
    assert inside.code in html
    assert outside.code not in html


def test_regions_are_found_by_name_and_pinyin() -> None:
    county = factories.association("430603")
    for words in ("云溪", "yunxi", "430603"):
        assert "430603" in offered(county.code, "region", words, appointed(county))
    assert "<option" not in offered(county.code, "region", "不存在", appointed(county))


def test_no_other_purpose_and_nobody_else() -> None:
    body = factories.body()
    assert pages.browser(appointed(body)).get(f"/organisations/{body.code}/candidates/secrets/").status_code == 404
    stranger = pages.browser(appointed(factories.association("320113")))
    assert stranger.get(f"/organisations/{body.code}/candidates/object/?object=a").status_code == 404

"""Who has answered, body by body down the tree, and taken away as a table."""

import pytest

from kexie.areas.directory.tests import tables
from kexie.areas.membership.tests import factories as members
from kexie.areas.surveys import tasks
from kexie.areas.surveys.tests import collected, factories
from kexie.engines.jobs.models import Job
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08", "FRM-10")]


def test_each_counts_with_all_below_it() -> None:
    city, county, other = (bodies.association(code) for code in ("430600", "430603", "430611"))
    done = bodies.body("430603")
    bodies.body("430603")
    survey = factories.opened(city, audience="bodies")
    collected.collection(survey).roll.filter(organisation=done).update(is_answered=True)
    browser, address = pages.browser(factories.staff(city)), f"/surveys/{survey.code}/subordinates/"
    page = " ".join(browser.get(address).text.split())
    assert "应答 <strong>4</strong>，已填 <strong>1</strong>，25.0%" in page
    assert f'<a href="?under={county.code}">{county.called}</a></th><td class="k-num" data-label="应答">3</td>' in page
    below = browser.get(address, {"under": county.code}).text
    assert f"{county.called}（本级）" in below
    assert f'{done.called}</th><td class="k-num" data-label="应答">1</td>' in below
    assert other.called not in below
    assert browser.get(address, {"under": bodies.association("320100").code}).status_code == 404
    assert pages.status(browser, f"/surveys/{survey.code}/export/", how="roll") == 303
    job = Job.objects.latest("id")
    tasks.export(number=job.pk)
    rows = tables.left(Job.objects.get(pk=job.pk))
    assert dict(zip(tables.column(rows, "组织"), tables.column(rows, "是否填写"), strict=True))[done.name] == "已填写"
    assert tables.column(rows, "是否填写").count("未填写") == 3


def test_members_count_for_their_bodies() -> None:
    body = members.body()
    people = [persons.person(), persons.person()]
    for person in people:
        members.own(person, body)
    survey = factories.opened(body.superior, audience="members", is_anonymous=True)
    factories.answered(survey, people[0])
    browser, address = pages.browser(factories.staff(body.superior)), f"/surveys/{survey.code}/subordinates/"
    page = browser.get(address).text
    assert f'{body.called}</th><td class="k-num" data-label="应答">2</td>' in page
    assert "50.0%" in page
    open_to_all = factories.opened(body.superior)
    assert browser.get(f"/surveys/{open_to_all.code}/subordinates/").status_code == 404

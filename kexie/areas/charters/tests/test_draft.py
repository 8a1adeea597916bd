"""A new version begins with the model, or with the version in force."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kexie.areas.charters import actions
from kexie.areas.charters.models import Charter
from kexie.areas.charters.tests import factories
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.rules import Edge
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.records.models import Record
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-09")]


def test_the_first_begins_with_what_is_known_of_the_body() -> None:
    body = bodies.body(name="云溪化工科协", short_name="云化科协")
    host = bodies.body(kind="enterprise", name="云溪化工有限公司", profile={"workers": 80})
    organisations.relate(body, host, edge=Edge.HOSTED_BY, by=bodies.BY)
    answer = pages.send(pages.browser(appointed(body)), f"/organisations/{body.code}/charters/draft/")
    row = Charter.objects.get(organisation=body)
    assert (answer.status_code, answer["Location"]) == (303, f"/charters/{row.code}/change/")
    chosen = row.choices
    assert (chosen.name, chosen.unit, chosen.superior, chosen.workers) == (
        "云溪化工科协",
        "云溪化工有限公司",
        "云溪区科学技术协会",
        80,
    )
    assert (row.number, row.stage, row.path) == (1, "draft", body.path)
    assert Record.objects.get(what="charters.draft").organisation == body.pk


def test_a_joint_association_begins_with_its_founders() -> None:
    body = bodies.body(kind="joint_association", name="云溪企业联合科协")
    for name, is_lead in (("甲有限公司", False), ("乙有限公司", True)):
        founder = bodies.body(kind="enterprise", name=name)
        organisations.relate(founder, body, edge=Edge.CO_FOUNDER_OF, is_lead=is_lead, by=bodies.BY)
    assert actions.draft(body, by=factories.BY).choices.unit == "乙有限公司、甲有限公司"


def test_a_change_begins_with_the_version_in_force() -> None:
    first = factories.in_force(term_years=4, own={"funds": ("设立奖励金。",)})
    row = actions.draft(first.organisation, by=factories.BY)
    assert (row.number, row.choices) == (2, first.choices)


def test_a_second_draft_is_refused() -> None:
    row = factories.draft()
    browser = pages.browser(appointed(row.organisation))
    answer = pages.send(browser, f"/organisations/{row.organisation.code}/charters/draft/")
    assert (answer.status_code, "请先办完那一份" in answer.text) == (422, True)


@pytest.mark.parametrize("kind", ["workstation", "consortium", "enterprise"])
def test_a_body_without_a_congress_has_no_charter(kind: str) -> None:
    body = bodies.body(kind=kind)
    assert pages.browser(appointed(body)).get(f"/organisations/{body.code}/charters/draft/").status_code == 404
    with pytest.raises(ValidationError, match="才制定章程"):
        actions.draft(body, by=factories.BY)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_begins() -> None:
    body = bodies.body()
    refused = []

    def begin() -> None:
        try:
            actions.draft(body, by=factories.BY)
        except ValidationError as refusal:
            refused.append(refusal.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Charter.objects.filter(organisation=body).count() == len(refused) == 1

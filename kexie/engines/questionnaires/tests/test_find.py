"""Regions of the whole country and organisations below a body are found by a few letters, and shown by their names."""

import pytest
from django.test import Client

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Response
from kexie.engines.questionnaires.queries import answers, places, results
from kexie.engines.questionnaires.queries.questions import questions
from kexie.engines.questionnaires.queries.sheets import sheet
from kexie.engines.questionnaires.tests import answered
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.tests import factories as bodies

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-01")]
ITEMS = [
    {"key": "place", "kind": "region", "label": "所在地区"},
    {"key": "body", "kind": "organisation", "label": "所在组织"},
]


def found(**asked: str) -> list[list[str]]:
    listed: list[list[str]] = Client().get("/questionnaires/find/", asked).json()["found"]
    return listed


def test_a_county_of_another_province_is_found_by_name_pinyin_or_code() -> None:
    for text in ("玄武", "xuanwu", "320102"):
        assert ["320102", "江苏省南京市玄武区"] in found(q=text)
    assert (found(q=""), found(q="没有这个地方")) == ([], [])


def test_an_organisation_is_found_below_the_body_alone() -> None:
    own = bodies.body("430603", published=True)
    county = own.superior and actions.publish(own.superior, by=bodies.BY)
    other = bodies.body("320102", published=True)
    assert county is not None
    assert [own.code, own.name] in found(q=own.name[:8], body=county.code)
    assert found(q=other.name, body=county.code) == []


@pytest.mark.spec("FRM-08")
def test_answers_results_and_tables_show_names() -> None:
    body = bodies.body("430603", published=True)
    to = answered.collection(body, items=ITEMS)
    for place in ("320102", "320102", "430600"):
        answered.response(to, {"place": place, "body": body.code})
    row = Response.objects.filter(answers__place="320102").first()
    assert row is not None
    assert [one.words for one in answers.said(row)] == ["江苏省南京市玄武区", body.name]
    parts = results.summary(to, questions(to)).parts
    assert [(line.label, line.number) for line in parts[0].lines] == [("江苏省南京市玄武区", 2), ("湖南省岳阳市", 1)]
    assert [(line.label, line.number) for line in parts[1].lines] == [(body.name, 3)]
    labels, codes = (answers.table(Response.objects.all(), to, how=how) for how in ("labels", "codes"))
    told = [{line["place"] for line in table.rows(table.chosen)} for table in (labels, codes)]
    assert told == [{"江苏省南京市玄武区", "湖南省岳阳市"}, {"320102", "430600"}]


def test_what_was_found_elsewhere_stays_chosen() -> None:
    body = bodies.body("430603", published=True)
    drawn = sheet(rules.read({"title": "问卷", "items": ITEMS}), body=body, typed={"place": ["320102"]})
    assert drawn.pages[0].fields[0].options[0] == ("已选择", [("320102", "江苏省南京市玄武区")])
    assert places.regions()["430603"] == "湖南省岳阳市云溪区"

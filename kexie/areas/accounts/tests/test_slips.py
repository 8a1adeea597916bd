"""Printing the codes that wait."""

import pytest

from kexie.engines.papers import queries as papers
from kexie.foundation.appointments import actions
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import BY, appointed
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-03")]


def test_codes_of_the_body_and_of_those_below_are_listed_and_printed() -> None:
    county = bodies.association("430603")
    below, elsewhere = bodies.body(), bodies.body("430611")
    for body, name in ((county, "甲员"), (below, "乙员"), (elsewhere, "丙员")):
        actions.invite(body, name=name, roles=[Role.VIEWER], by=BY)
    used = actions.invite(below, name="丁员", roles=[Role.VIEWER], by=BY)
    actions.take_up(used, person=persons.person(), by=BY)
    client = pages.browser(appointed(county))
    page = client.get(f"/organisations/{county.code}/staff/slips/").text
    assert "甲员" in page
    assert "乙员" in page
    assert "丙员" not in page
    assert "丁员" not in page
    paper = client.get(f"/organisations/{county.code}/staff/slips/?as=pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_where_no_code_waits_the_page_says_so_and_prints_nothing() -> None:
    body = bodies.body()
    client = pages.browser(appointed(body))
    assert "没有等待启用的激活码" in client.get(f"/organisations/{body.code}/staff/slips/?as=pdf").text


def test_the_same_codes_as_letters_in_pdf_and_word() -> None:
    county = bodies.association("430603")
    actions.invite(county, name="{{王}}&<敏>", roles=[Role.SECRETARY], by=BY)
    client = pages.browser(appointed(county))
    address = f"/organisations/{county.code}/staff/slips/"
    for kind, begins in (("letters", b"%PDF"), ("word", b"PK")):
        paper = client.get(f"{address}?as={kind}")
        assert paper.content.startswith(begins)
        assert "attachment" in paper["Content-Disposition"]


def test_characters_without_a_font_are_named() -> None:
    county = bodies.association("430603")
    actions.invite(county, name="王\ue000", roles=[Role.VIEWER], by=BY)
    page = pages.browser(appointed(county)).get(f"/organisations/{county.code}/staff/slips/").text
    assert ("这台服务器的字体里没有这些字" in page) == bool(papers.uncovered(["\ue000"]))

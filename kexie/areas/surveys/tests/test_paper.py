"""A survey is printed: every question with its boxes, tables and lines, and for whom it is."""

import io

import pytest
from pypdf import PdfReader

from kexie.areas.surveys.tests import factories
from kexie.engines.papers.tests.test_slips import plain
from kexie.engines.questionnaires.rules import ready
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-11")]


def test_the_paper_says_what_the_page_asks() -> None:
    survey = factories.opened(items=ready.model("needs")["items"], title="需求 #set page() 调查")
    answer = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/paper/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    words = plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages))
    assert plain("需求 #set page() 调查") in words
    definition = survey.questionnaire.definition
    for item in definition.items:
        for label in (item.label, *(choice.label for choice in item.choices), *(row.label for row in item.rows)):
            assert plain(label) in words, label
    assert plain(f"/s/{survey.code}/") in words


def test_a_question_tells_for_whom_it_is() -> None:
    survey = factories.draft()
    answer = pages.browser(factories.staff(survey.organisation)).get(f"/surveys/{survey.code}/paper/")
    words = plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages))
    assert plain("第 1 题选“交流”的回答") in words

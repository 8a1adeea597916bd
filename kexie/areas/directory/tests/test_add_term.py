"""A term of office is entered."""

import pytest

from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-07")]


@pytest.mark.parametrize(
    ("number", "starts_on", "ends_on", "words"),
    [
        ("1", "2025-01-01", "2030-01-01", "这一届已经登记"),
        ("2", "2023-12-31", "2026-01-01", "任期与另一届重叠"),
        ("2", "2024-01-01", "2024-01-01", "结束应晚于开始"),
        ("", "2024-01-01", "2029-01-01", "请填写届次"),
        ("0", "2024-01-01", "2029-01-01", "不能小于"),
    ],
)
def test_what_is_wrong_is_said(number: str, starts_on: str, ends_on: str, words: str) -> None:
    body = factories.association("430603")
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/add_term/"
    assert pages.status(browser, address, number=1, starts_on="2019-01-01", ends_on="2024-01-01") == 303
    answer = pages.send(browser, address, number=number, starts_on=starts_on, ends_on=ends_on)
    assert answer.status_code == 422
    assert words in answer.text


def test_the_next_one_begins_on_the_day_the_last_one_ends() -> None:
    body = factories.association("430603")
    browser = pages.browser(appointed(body))
    address = f"/organisations/{body.code}/add_term/"
    assert pages.status(browser, address, number=1, starts_on="2019-01-01", ends_on="2024-01-01") == 303
    assert "任期即将届满或已经届满" in browser.get("/workbench/").text
    assert pages.status(browser, address, number=2, starts_on="2024-01-01", ends_on="2099-01-01") == 303
    assert "任期即将届满或已经届满" not in browser.get("/workbench/").text


@pytest.mark.spec("EST-14")
def test_a_founded_bodys_next_term_comes_by_an_election_alone() -> None:
    body = factories.body()
    browser, address = pages.browser(appointed(body)), f"/organisations/{body.code}/add_term/"
    assert pages.status(browser, address, number=2, starts_on="2022-01-01", ends_on="2027-01-01") == 303
    answer = pages.send(browser, address, number=3, starts_on="2027-01-01", ends_on="2032-01-01")
    assert (answer.status_code, "登记换届" in answer.text) == (422, True)
    assert pages.status(browser, address, number=1, starts_on="2017-01-01", ends_on="2022-01-01") == 303

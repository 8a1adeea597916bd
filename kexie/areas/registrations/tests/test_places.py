"""The lists in which a place is chosen."""

import re

import pytest

from kexie.foundation.people.tests import factories as persons
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-02")]


def lists(query: str) -> list[str]:
    answer = pages.browser(persons.person()).get(f"/registrations/places/?field=region&{query}")
    assert answer.status_code == 200
    return re.findall(r'<select[^>]* name="(\w+)"', answer.text)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("region_1=430000", 2),
        ("region_1=430000&region_2=430600", 3),
        ("region_1=430000&region_2=430600&region_3=430603", 3),
        ("region_1=420000&region_2=429004", 2),
        ("region_1=110000&region_2=110101", 2),
        ("region_1=320000&region_2=430600", 2),  # a city of another province is forgotten
        ("region_1=%3Cscript%3E", 1),
        ("region_1=" + "9" * 500, 1),
    ],
)
def test_each_list_is_below_the_one_before(query: str, number: int) -> None:
    assert lists(query) == [f"region_{step}" for step in range(1, number + 1)]


def test_the_field_is_one_of_the_form() -> None:
    browser = pages.browser(persons.person())
    assert browser.get("/registrations/places/?field=party_region").status_code == 200
    assert browser.get("/registrations/places/?field=x").status_code == 404
    assert browser.get("/registrations/places/").status_code == 404

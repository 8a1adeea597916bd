"""A poll begins with a title and names, or as a copy."""

import pytest

from kexie.areas.polls.models import Poll
from kexie.areas.polls.tests import factories
from kexie.foundation.organisations.tests import factories as bodies
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


@pytest.mark.parametrize(("most", "kind", "bound"), [("1", "single", ""), ("", "single", ""), ("9", "multiple", "3")])
def test_names_line_by_line(most: str, kind: str, bound: str) -> None:
    desk = bodies.association(factories.COUNTY)
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/polls/add/"
    answer = pages.send(browser, address, title=" 最美　科技工作者 ", names="王溪\n\n 李　湘 \r\n周岳", most=most)
    made = Poll.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/polls/{made.code}/change/")
    (item,) = made.questionnaire.definition.items
    assert (str(made), item.kind, item.most) == ("最美 科技工作者", kind, bound)
    assert [choice.label for choice in item.choices] == ["王溪", "李 湘", "周岳"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "", "names": "王\n李"}, "请填写标题"),
        ({"title": "评选", "names": "王"}, "请至少写两项"),
        ({"title": "评选", "names": "王\n李\n王"}, "“王”写了两次"),
        ({"title": "评选", "names": "王\n" + "李" * 201}, "太长了"),
        ({"title": "评选", "names": "\n".join(str(at) for at in range(201))}, "现在有 201 项"),
    ],
)
def test_what_is_wrong_is_told(typed: dict[str, str], sentence: str) -> None:
    desk = bodies.association(factories.COUNTY)
    refused = pages.send(pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/polls/add/", **typed)
    assert (refused.status_code, sentence in refused.text) == (422, True)


def test_a_copy_is_a_draft_and_nobody_elses() -> None:
    earlier, other = factories.opened(), factories.draft(bodies.association("430611"))
    desk = earlier.organisation
    browser, address = pages.browser(factories.staff(desk)), f"/organisations/{desk.code}/polls/add/"
    assert f'value="{earlier.code}" selected' in browser.get(f"{address}?source={earlier.code}").text
    assert pages.status(browser, address, source=other.code) == 422
    assert pages.status(browser, address, source=earlier.code) == 303
    made = Poll.objects.latest("id")
    assert (made.stage, str(made)) == ("draft", f"{earlier}（复制）")
    assert made.questionnaire.draft["items"] == earlier.questionnaire.draft["items"]

"""The ranking as everybody sees it: live, at the end, or never."""

import pytest

from kexie.areas.polls import actions
from kexie.areas.polls.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("PLL-01")]


def shown(code: str) -> bool:
    return "王溪" in pages.browser().get(f"/polls/{code}/outcome/").text


@pytest.mark.parametrize(
    ("ranking", "is_live", "is_final"), [("live", True, True), ("end", False, True), ("never", False, False)]
)
def test_when_it_is_shown(ranking: str, *, is_live: bool, is_final: bool) -> None:
    poll = factories.opened(ranking=ranking)
    factories.voted(poll)
    before = shown(poll.code)
    actions.close(poll, by=factories.by(factories.staff(poll.organisation)))
    assert (before, shown(poll.code)) == (is_live, is_final)


def test_a_draft_has_none() -> None:
    assert pages.browser().get(f"/polls/{factories.draft().code}/outcome/").status_code == 404

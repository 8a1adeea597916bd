"""One answer in the words of its version; what is personal in it stays hidden."""

import pytest

from kexie.areas.surveys.tests import collected, factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-08"), pytest.mark.spec("SEC-06")]


def test_it_shows_all_but_what_is_personal() -> None:
    survey = collected.survey()
    own = {"needs.other": "无人机", "view": {"r1": "a2"}, "money": {"r2": "30"}}
    row = collected.answer(
        survey, field="a2", needs=["a1", "a65"], order=["a3", "a1", "a2"], years="3.5", mobile="13800005678", **own
    )
    browser = pages.browser(factories.staff(survey.organisation))
    page = browser.get(f"/responses/{row.pk.hex}/response/").text
    for words in (
        "选项1、选项65：无人机",
        "选项3 &gt; 选项1 &gt; 选项2",
        "3.5 年",
        "食堂：选项2",
        "宿舍：30",
        "没有填",
    ):
        assert words in page, words
    assert ("13800005678" in page, "（个人信息，未显示）" in page) == (False, True)
    for strange in ("x", "2222222222", "0" * 32, "0" * 33):
        assert browser.get(f"/responses/{strange}/response/").status_code == 404

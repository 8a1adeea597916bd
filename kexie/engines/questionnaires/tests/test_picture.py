"""Pictures stand in questions, choices and notes, and are shown with words for those who do not see them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import Client

from kexie.engines.files.actions import unused
from kexie.engines.questionnaires import actions, rules
from kexie.engines.questionnaires.models import Picture, Questionnaire
from kexie.engines.questionnaires.queries.sheets import sheet
from kexie.engines.questionnaires.tests import illustrated
from kexie.foundation.organisations.tests import factories as bodies

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-01")]


def items(code: str) -> list[dict[str, Any]]:
    pictured = {"picture": code, "alt": "水泵剖面图"}
    choices = [{"key": "a1", "label": "一号作品", **pictured}, {"key": "a2", "label": "二号作品"}]
    return [
        {"key": "q1", "kind": "note", **pictured},
        {"key": "q2", "kind": "single", "label": "选哪一个", "choices": choices, **pictured},
    ]


def draft(code: str) -> dict[str, Any]:
    return {"title": "评选", "items": items(code)}


def changed(questionnaire: Questionnaire, code: str) -> Questionnaire:
    seen = Questionnaire.objects.get(pk=questionnaire.pk).revision
    return actions.change(questionnaire, draft=draft(code), seen=seen, by=illustrated.BY)


def test_a_picture_is_shown_wherever_it_was_put() -> None:
    body = bodies.body()
    picture = illustrated.picture(body)
    code = picture.file.code
    changed(picture.questionnaire, code)
    html = render_to_string("questionnaires/_sheet.html", {"sheet": sheet(rules.read(draft(code)), body=body)})
    assert html.count(f'src="/pictures/{code}/picture/" alt="水泵剖面图"') == 3
    answer = Client().get(f"/pictures/{code}/picture/")
    assert (answer.status_code, answer["Content-Type"], b"".join(answer)[:4]) == (200, "image/png", b"\x89PNG")
    assert Client().get("/pictures/2222222222/picture/").status_code == 404


def test_a_copy_keeps_the_pictures_and_nobody_takes_those_of_others() -> None:
    body = bodies.body()
    picture = illustrated.picture(body)
    code = picture.file.code
    copy = actions.add(body, draft=draft(code), by=illustrated.BY)
    picture.questionnaire.delete()
    assert (list(Picture.objects.values_list("questionnaire", flat=True)), unused().count()) == ([copy.pk], 0)
    for other in (bodies.body(), body):
        with pytest.raises(ValidationError, match="图片已经不在了"):
            actions.add(other, draft=draft(code if other != body else "2222222222"), by=illustrated.BY)
    with pytest.raises(ValidationError):
        rules.read(draft("../../admin"))


def test_a_questionnaire_holds_so_many_pictures_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kexie.engines.questionnaires.rules.illustrating.MAX_PICTURES", 1)
    picture = illustrated.picture(bodies.body())
    with pytest.raises(ValidationError, match="最多放 1 张图片"):
        illustrated.picture(picture.questionnaire.organisation, picture.questionnaire)

"""The forms of surveys, filled in; see tests/samples.py."""

import json
from itertools import count
from typing import Any

from kexie.areas.surveys.tests import collected, factories
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests.samples import Make, Sample, by

_turns = count(1)


def _add() -> Sample:
    desk = bodies.association(factories.COUNTY)
    typed = {"source": "blank", "title": f"问卷{next(_turns)}", "text": ""}
    return by(factories.staff(desk), f"/organisations/{desk.code}/surveys/add/", **typed)


def _change() -> Sample:
    survey = factories.draft()
    typed = {"title": f"改名{next(_turns)}", "items": factories.ITEMS}
    return by(
        factories.staff(survey.organisation),
        f"/surveys/{survey.code}/change/",
        draft=json.dumps(typed, ensure_ascii=False),
        seen=survey.questionnaire.revision,
    )


def _remove() -> Sample:
    survey = factories.draft()
    return by(factories.staff(survey.organisation), f"/surveys/{survey.code}/remove/", seen=survey.revision)


def _release() -> Sample:
    survey = collected.survey()
    page = f"/surveys/{survey.code}/release/"
    return by(factories.staff(survey.organisation), page, is_open="on", seen=survey.revision)


def _export() -> Sample:
    survey = collected.survey(number=1)
    return by(factories.staff(survey.organisation), f"/surveys/{survey.code}/export/", how="codes")


def _reveal() -> Sample:
    survey = collected.survey()
    row = collected.answer(survey, field="a1", mobile="13800005678")
    return by(factories.staff(survey.organisation), f"/responses/{row.pk.hex}/reveal/", reason="电话核实")


def _void() -> Sample:
    survey = collected.survey()
    row = collected.answer(survey, field="a1")
    page = f"/responses/{row.pk.hex}/void/"
    return by(factories.staff(survey.organisation), page, reason="试填", seen=row.revision)


def _publish() -> Sample:
    survey = factories.draft()
    page = f"/surveys/{survey.code}/publish/"
    return by(factories.staff(survey.organisation), page, audience="link", once="nobody", seen=survey.revision)


def _staff(word: str, **typed: Any) -> Sample:
    survey = factories.opened()
    return by(factories.staff(survey.organisation), f"/surveys/{survey.code}/{word}/", **typed)


def _extend() -> Sample:
    survey = factories.opened()
    page = f"/surveys/{survey.code}/extend/"
    return by(factories.staff(survey.organisation), page, closes_at="2099-01-01T18:00", seen=survey.revision)


def _archive() -> Sample:
    survey = factories.closed()
    return by(factories.staff(survey.organisation), f"/surveys/{survey.code}/archive/", seen=survey.revision)


def _remind() -> Sample:
    below = bodies.body(factories.COUNTY)
    survey = factories.opened(audience="bodies")
    del below
    return by(factories.staff(survey.organisation), f"/surveys/{survey.code}/remind/")


def _answer() -> Sample:
    survey = factories.opened()
    return by(None, f"/surveys/{survey.code}/answer/", **{"a.field": "a1", "a.age": "３５"})


def _change_answer() -> Sample:
    person = persons.person()
    survey = factories.opened(once="person", is_changeable=True)
    response = factories.answered(survey, person)
    return by(person, f"/surveys/{survey.code}/change_answer/", **{"a.field": "a2"}, seen=response.revision)


def _unlock() -> Sample:
    survey = factories.opened(password="yueyang")
    return by(None, f"/surveys/{survey.code}/unlock/", password="yueyang")


SAMPLES: dict[str, Make] = {
    "surveys:add": _add,
    "surveys:change": _change,
    "surveys:remove": _remove,
    "surveys:release": _release,
    "surveys:export": _export,
    "surveys:reveal": _reveal,
    "surveys:void": _void,
    "surveys:publish": _publish,
    "surveys:close": lambda: _staff("close"),
    "surveys:extend": _extend,
    "surveys:archive": _archive,
    "surveys:remind": _remind,
    "surveys:answer": _answer,
    "surveys:change_answer": _change_answer,
    "surveys:unlock": _unlock,
}
EXEMPT: dict[str, str] = {
    "surveys:save": "keeps a draft anew every few seconds: a repeat writes the same again, and leads nowhere",
}

"""The forms of surveys, filled in; see tests/samples.py."""

import json
from itertools import count

from kexie.areas.surveys.tests import collected, factories
from kexie.foundation.organisations.tests import factories as bodies
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


SAMPLES: dict[str, Make] = {
    "surveys:add": _add,
    "surveys:change": _change,
    "surveys:remove": _remove,
    "surveys:release": _release,
    "surveys:export": _export,
    "surveys:reveal": _reveal,
    "surveys:void": _void,
}
EXEMPT: dict[str, str] = {}

"""The forms of surveys, filled in; see tests/samples.py."""

import json
from itertools import count

from kexie.areas.surveys.tests import factories
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


SAMPLES: dict[str, Make] = {
    "surveys:add": _add,
    "surveys:change": _change,
    "surveys:remove": _remove,
}
EXEMPT: dict[str, str] = {}

"""Surveys with answers, for tests of what came of them."""

import random
from typing import Any

from kexie.areas.surveys import actions
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import factories
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Collection, Entry, Response
from kexie.engines.questionnaires.tests import answered, attached, illustrated
from kexie.foundation.organisations.models import Organisation


def survey(
    body: Organisation | None = None, *, number: int = 0, is_anonymous: bool = False, title: str = "", **given: Any
) -> Survey:
    """A survey that runs, of every kind that is counted, with so many answers."""
    items = answered.ANONYMOUS if is_anonymous else answered.ITEMS
    made = factories.draft(body, items=items, title=title)
    by = factories.by(factories.staff(made.organisation))
    made = actions.publish(
        made, audience="link", once="nobody", is_anonymous=is_anonymous, seen=made.revision, by=by, **given
    )
    chance = random.Random(number)
    for _ in range(number):
        answered.response(collection(made), answered.some(chance))
    return made


def next_of(former: Survey, *, items: list[dict[str, Any]] | None = None) -> Survey:
    """The next wave of a survey, which runs: the same questions unless others are given."""
    by = factories.by(factories.staff(former.organisation))
    draft = former.questionnaire.draft | ({"items": items} if items else {})
    return published(actions.add(former.organisation, draft=draft, follows=former, by=by))


def collection(made: Survey) -> Collection:
    """What gathers its answers."""
    assert made.collection is not None
    return made.collection


def answer(made: Survey, **answers: Any) -> Response:
    """One more answer."""
    return answered.response(collection(made), answers)


def published(made: Survey) -> Survey:
    """A draft that is published."""
    by = factories.by(factories.staff(made.organisation))
    return actions.publish(made, audience="link", once="nobody", seen=made.revision, by=by)


def with_file(body: Organisation | None = None) -> Response:
    """An answer with a picture."""
    survey = factories.opened(body, items=attached.ITEMS)
    upload = Upload("照片.png", "png", illustrated.png())
    sent = questionnaires.attach(collection(survey), question="photo", file=upload, by=illustrated.BY)
    return factories.answered(survey, has="no", photo=sent.file.code)


def entry(body: Organisation | None = None, *, label: str = "001") -> Entry:
    """A paper that somebody typed."""
    survey = factories.opened(body)
    by = factories.by(factories.staff(survey.organisation))
    return actions.enter(survey, label=label, typed={"field": ["a1"]}, by=by)

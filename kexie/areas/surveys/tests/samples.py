"""The forms of surveys, filled in; see tests/samples.py."""

from itertools import count
from typing import Any

from kexie.areas.membership.tests import factories as members
from kexie.areas.surveys.tests import collected, factories
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests import factories as persons
from tests.samples import Make, Sample, by

_turns = count(1)


def _add() -> Sample:
    desk = bodies.association(factories.COUNTY)
    typed = {"source": "blank", "title": f"问卷{next(_turns)}", "text": ""}
    return by(factories.staff(desk), f"/organisations/{desk.code}/surveys/add/", **typed)


def _remove() -> Sample:
    survey = factories.draft()
    return by(factories.staff(survey.organisation), f"/surveys/{survey.code}/remove/", seen=survey.revision)


def _renew() -> Sample:
    survey = factories.rewritten()
    page, seen = f"/surveys/{survey.code}/renew/", survey.questionnaire.revision
    return by(factories.staff(survey.organisation), page, what="renew", seen=seen)


def _release() -> Sample:
    survey = collected.survey()
    page = f"/surveys/{survey.code}/release/"
    return by(factories.staff(survey.organisation), page, is_open="on", seen=survey.revision)


def _export() -> Sample:
    survey = collected.survey(number=1)
    return by(factories.staff(survey.organisation), f"/surveys/{survey.code}/export/", how="codes")


def _enter() -> Sample:
    survey = factories.opened()
    page = f"/surveys/{survey.code}/enter/"
    return by(factories.staff(survey.organisation), page, label="001", **{"a.field": "a1"})


def _confirm() -> Sample:
    entry = collected.entry()
    page = f"/papers/{entry.code}/confirm/"
    return by(factories.staff(entry.collection.organisation), page, **{"a.field": "a1"}, seen=entry.revision)


def _discard() -> Sample:
    entry = collected.entry()
    staff = factories.staff(entry.collection.organisation)
    return by(staff, f"/papers/{entry.code}/discard/", seen=entry.revision)


def _bundle() -> Sample:
    survey = collected.survey()
    page = f"/surveys/{survey.code}/bundle/"
    return by(factories.staff(survey.organisation), page, folder="none", parts=["name"])


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
    body = members.body()
    members.own(persons.person(name="罗溪"), body)
    survey = factories.opened(body, audience="members")
    return by(factories.staff(body), f"/surveys/{survey.code}/remind/")


def _answer() -> Sample:
    survey = factories.opened()
    return by(None, f"/surveys/{survey.code}/answer/", **{"a.field": "a1", "a.age": "３５"})


def _change_answer() -> Sample:
    person = persons.person()
    survey = factories.opened(once="person", is_changeable=True)
    response = factories.answered(survey, person)
    return by(person, f"/surveys/{survey.code}/change_answer/", **{"a.field": "a2"}, seen=response.revision)


SAMPLES: dict[str, Make] = {
    "surveys:add": _add,
    "surveys:remove": _remove,
    "surveys:renew": _renew,
    "surveys:release": _release,
    "surveys:export": _export,
    "surveys:void": _void,
    "surveys:bundle": _bundle,
    "surveys:enter": _enter,
    "surveys:confirm": _confirm,
    "surveys:discard": _discard,
    "surveys:publish": _publish,
    "surveys:close": lambda: _staff("close"),
    "surveys:extend": _extend,
    "surveys:archive": _archive,
    "surveys:remind": _remind,
    "surveys:answer": _answer,
    "surveys:change_answer": _change_answer,
}
EXEMPT: dict[str, str] = {
    "survey": "the short address leads on and changes nothing",
    "surveys:change": "a script keeps the draft under the revision it saw: a repeat is told of the later one it made",
    "surveys:attach": "keeps a file that no answer names yet: a repeat keeps another, which is swept",
    "surveys:detach": "lets go of a file: a repeat finds none",
    "surveys:illustrate": "keeps a picture that no questionnaire names yet: a repeat keeps another, which is swept",
    "surveys:reveal": "shows an answer's numbers again each time it is asked for, and each showing is recorded",
    "surveys:unlock": "marks the browser that knew the password, and changes nothing",
    "surveys:save": "keeps a draft anew every few seconds: a repeat writes the same again, and leads nowhere",
}

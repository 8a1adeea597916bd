"""Surveys for tests, brought as far as in life by the actions that do it."""

from itertools import count
from typing import Any

from kexie.areas.surveys import actions
from kexie.areas.surveys.models import Survey
from kexie.core.actors import Actor
from kexie.engines.questionnaires.models import Response
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.models import Person

COUNTY = "430603"
_numbers = count(1)
CHOICES = [{"key": "a1", "label": "培训"}, {"key": "a2", "label": "交流"}]
ITEMS: list[dict[str, Any]] = [
    {"key": "field", "kind": "single", "label": "您最需要什么", "is_required": True, "choices": CHOICES},
    {"key": "age", "kind": "number", "label": "您的年龄", "least": "16", "most": "80", "unit": "岁"},
    {"key": "why", "kind": "paragraph", "label": "为什么", "when": ["chosen", "field", "a2"]},
]


def by(person: Person) -> Actor:
    """The person as an actor."""
    return Actor(person=person.pk, name=person.name)


def staff(body: Organisation | None = None, role: Role = Role.SECRETARY) -> Person:
    """Somebody of a body."""
    return appointed(body or bodies.association(COUNTY), role)


def draft(body: Organisation | None = None, *, items: list[dict[str, Any]] | None = None, title: str = "") -> Survey:
    """A survey that is written and not published: three questions, the last one shown by the first."""
    body = body or bodies.association(COUNTY)
    data = {"title": title or f"需求调查{next(_numbers)}号", "items": ITEMS if items is None else items}
    return actions.add(body, draft=data, by=by(staff(body)))


def opened(body: Organisation | None = None, *, items: list[dict[str, Any]] | None = None, **given: Any) -> Survey:
    """A survey that people answer: with a link, as often as they like, unless said otherwise."""
    title = given.pop("title", "")
    survey = draft(body, items=items, title=title)
    typed: dict[str, Any] = {"audience": "link", "once": "nobody"} | given
    return actions.publish(survey, **typed, seen=survey.revision, by=by(staff(survey.organisation)))


def answered(survey: Survey, person: Person | None = None, *, device: str = "", **typed: str) -> Response:
    """An answer to a survey, by somebody or by a visitor."""
    who = Respondent(person.pk if person else None, device=device)
    sent = {name: [text] for name, text in ({"field": "a1"} | typed).items()}
    actor = by(person) if person else Actor(person=None, name="访客")
    return actions.answer(survey, typed=sent, respondent=who, is_locked=False, by=actor)


def closed(body: Organisation | None = None, **given: Any) -> Survey:
    """A survey that was answered once and takes no more answers."""
    survey = opened(body, **given)
    answered(survey)
    return actions.close(survey, by=by(staff(survey.organisation)))


def rewritten(items: list[dict[str, Any]] | None = None, survey: Survey | None = None, **given: str) -> Survey:
    """A survey that people answer, of which a later version is written: its last question is left out."""
    survey = survey or opened()
    before = survey.questionnaire.draft
    draft = {**before, "items": before["items"][:-1] if items is None else items, **given}
    survey.questionnaire.refresh_from_db()
    seen = survey.questionnaire.revision
    actions.change(survey, draft=draft, seen=seen, by=by(staff(survey.organisation)))
    survey.questionnaire.refresh_from_db()
    return survey

"""Surveys of Yunxi's association in the demonstration, all made up: of last year, running, ended, being written."""

import json
import random
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kexie.areas.surveys import actions
from kexie.areas.surveys.models import Survey
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import Item, Kind, Once
from kexie.engines.questionnaires.rules.judging import OTHER
from kexie.engines.questionnaires.rules.kinds import GRIDS, ONE_OF
from kexie.foundation.organisations.models import Organisation
from kexie.operation.demo.accounts import workplace
from kexie.operation.synth import SEED

DATA = Path(__file__).with_name("surveys.json")
RUNNING, ENDED = 36, 120
FORMER = "云溪区科技工作者需求调查（上一年，示例）"
NOBODY = Actor(person=None, name="访客")
ANSWERED = 0.93  # of what need not be answered
BELOW = 0.7  # each further choice is taken so many times as often as the one before it


@transaction.atomic
def load(*, by: Actor) -> int:
    """Bring four surveys to their stages, once; return how many answers they have."""
    body = workplace("yunxi")
    if body is None or Survey.objects.exists():
        return 0
    drafts = json.loads(DATA.read_text(encoding="utf-8"))
    now = clock.now()
    with clock.held(now - timedelta(days=45)):
        ended = _published(body, drafts["activity"], is_anonymous=True, are_results_open=True, by=by)
        taken = _answered(ended, drafts["activity"], ENDED)
    with clock.held(now - timedelta(days=31)):
        actions.close(ended, by=by)
    former = drafts["needs"] | {"draft": drafts["needs"]["draft"] | {"title": FORMER}}
    with clock.held(now - timedelta(days=370)):
        last = _published(body, former, by=by)
        taken += _answered(last, former, RUNNING)
    with clock.held(now - timedelta(days=350)):
        actions.close(last, by=by)
    with clock.held(now - timedelta(days=6)):
        running = _published(body, drafts["needs"], follows=last, closes_at=now + timedelta(days=15), by=by)
    for day in range(6):
        with clock.held(now - timedelta(days=6 - day) + timedelta(hours=day + 1)):
            taken += _answered(running, drafts["needs"], RUNNING // 6, turn=day)
    with clock.held(now - timedelta(days=1)):
        actions.add(body, draft=drafts["plan"]["draft"], by=by)
    questionnaires.fold()
    return taken


def _published(
    body: Organisation, given: Mapping[str, Any], *, follows: Survey | None = None, by: Actor, **more: Any
) -> Survey:
    made = actions.add(body, draft=given["draft"], follows=follows, by=by)
    return actions.publish(made, audience="link", once=Once.DEVICE, seen=made.revision, by=by, **more)


def _answered(survey: Survey, given: Mapping[str, Any], number: int, *, turn: int = 0) -> int:
    """Let so many devices answer; return how many did."""
    chance = random.Random(f"{SEED} {survey} {turn}")  # noqa: S311 - repeatable, not secret
    collection = survey.collection
    if collection is None:
        return 0
    items = collection.version.definition.items
    for place in range(number):
        typed = {name: texts for item in items for name, texts in _typed(item, given["texts"], chance).items()}
        respondent = Respondent(device=f"demo {survey.code} {turn} {place}")
        try:
            questionnaires.submit(collection, typed=typed, respondent=respondent, by=NOBODY)
        except questionnaires.Refused as refused:
            raise ValidationError(f"{survey}：{refused.faults}") from refused
    return number


def answer_as(survey: Survey, given: Mapping[str, Any], person: Actor) -> None:
    """Let somebody with an account answer a survey."""
    chance = random.Random(f"{SEED} {survey} {person.name}")  # noqa: S311 - repeatable, not secret
    if survey.collection is None:
        return
    items = survey.collection.version.definition.items
    typed = {name: texts for item in items for name, texts in _typed(item, given["texts"], chance).items()}
    questionnaires.submit(survey.collection, typed=typed, respondent=Respondent(person.person), by=person)


def _typed(item: Item, texts: Mapping[str, list[str]], chance: random.Random) -> dict[str, list[str]]:
    """Return what somebody types in answer to a question; the earlier choices are liked better."""
    if not item.is_required and chance.random() > ANSWERED:
        return {}
    if item.kind in GRIDS:
        return {f"{item.key}.{row.key}": [_liked(item, chance)] for row in item.rows}
    if item.kind in ONE_OF:
        return _with_words(item, [_liked(item, chance)], texts, chance)
    if item.kind == Kind.MULTIPLE:
        return _with_words(item, _several(item, chance), texts, chance)
    if item.kind == Kind.RANKING:
        keys = [choice.key for choice in item.choices]
        return {item.key: sorted(keys, key=lambda key: keys.index(key) + chance.gauss(0, len(keys) / 3))}
    return {item.key: [_word(item, texts, chance)]}


def _word(item: Item, texts: Mapping[str, list[str]], chance: random.Random) -> str:
    if item.kind == Kind.RATING:
        return str(min(int(item.most or 5), max(1, round(chance.gauss(4.1, 0.9)))))
    if item.kind == Kind.NPS:
        return str(min(10, max(0, round(chance.gauss(8, 1.8)))))
    if item.kind == Kind.NUMBER:
        return str(chance.randint(int(item.least or 0), int(item.most or 40)))
    return chance.choice(texts.get(item.key, [""]))


def _liked(item: Item, chance: random.Random) -> str:
    weights = [BELOW**place for place in range(len(item.choices))]
    return chance.choices([choice.key for choice in item.choices], weights)[0]


def _several(item: Item, chance: random.Random) -> list[str]:
    most = int(item.most or min(4, len(item.choices)))
    chosen = {_liked(item, chance) for _ in range(chance.randint(int(item.least or 1), most) + 1)}
    keys = [choice.key for choice in item.choices if choice.key in chosen][:most]
    alone = [choice.key for choice in item.choices if choice.is_alone and choice.key in keys]
    return alone[:1] or keys


def _with_words(
    item: Item, keys: list[str], texts: Mapping[str, list[str]], chance: random.Random
) -> dict[str, list[str]]:
    own = [choice.key for choice in item.choices if choice.has_text and choice.key in keys]
    said = {f"{item.key}.{OTHER}": [chance.choice(texts[f"{item.key}.other"])]} if own else {}
    return {item.key: keys, **said}

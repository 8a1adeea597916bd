"""Polls of Yunxi's association in the demonstration: one runs, one has ended, one is being written; all made up."""

import json
import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from kexie.areas.gatherings.queries import collection
from kexie.areas.polls import actions
from kexie.areas.polls.models import Poll
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.models import Questionnaire
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.foundation.organisations.models import Organisation
from kexie.operation.demo.accounts import workplace
from kexie.operation.demo.logos import drawn
from kexie.operation.synth import SEED

DATA = Path(__file__).with_name("polls.json")
RUNNING, ENDED, STUFFED = 90, 160, 12
NOBODY = Actor(person=None, name="访客")
NETWORKS = 9


@transaction.atomic
def load(*, by: Actor) -> int:
    """Bring three polls to their stages, once; return how many votes they have."""
    body = workplace("yunxi")
    if body is None or Poll.objects.exists():
        return 0
    given = json.loads(DATA.read_text(encoding="utf-8"))
    now = clock.now()
    with clock.held(now - timedelta(days=40)):
        ended = _published(body, given["ended"], ranking="end", by=by)
        taken = _voted(ended, given["ended"], ENDED)
        taken += _stuffed(ended, by=by)
    with clock.held(now - timedelta(days=20)):
        actions.close(ended, by=by)
    with clock.held(now - timedelta(days=4)):
        running = _published(
            body, given["running"], ranking="live", rate=300, closes_at=now + timedelta(days=10), by=by
        )
        taken += _voted(running, given["running"], RUNNING)
    with clock.held(now - timedelta(days=1)):
        _drafted(body, given["draft"], by=by)
    questionnaires.fold()
    return taken


def _drafted(body: Organisation, given: Mapping[str, Any], *, by: Actor) -> Poll:
    """Return a poll with a drawn picture beside each choice that is to have one."""
    poll = actions.add(body, draft={"title": given["title"], "items": []}, by=by)
    choices = [_choice(poll.questionnaire, place, name, given, by=by) for place, name in enumerate(given["names"], 1)]
    most = given["most"]
    item = {"key": "vote", "kind": "multiple" if most > 1 else "single", "label": given["label"], "is_required": True}
    item |= {"choices": choices} | ({"most": str(most)} if most > 1 else {})
    draft = {"title": given["title"], "intro": given["intro"], "items": [item]}
    poll.questionnaire.refresh_from_db()
    actions.change(poll, draft=draft, seen=poll.questionnaire.revision, by=by)
    return Poll.objects.select_related("questionnaire").get(pk=poll.pk)


def _choice(
    questionnaire: Questionnaire, place: int, name: str, given: Mapping[str, Any], *, by: Actor
) -> dict[str, str]:
    choice = {"key": f"a{place}", "label": name}
    if not given.get("has_pictures"):
        return choice
    upload = Upload("示例图片.webp", "webp", drawn(place))
    picture = questionnaires.illustrate(questionnaire, picture=upload, by=by)
    return choice | {"picture": picture.file.code, "alt": f"{name}的示例图片"}


def _published(body: Organisation, given: Mapping[str, Any], *, by: Actor, **more: Any) -> Poll:
    poll = _drafted(body, given, by=by)
    return actions.publish(poll, audience="link", seen=poll.revision, by=by, **more)


def _voted(poll: Poll, given: Mapping[str, Any], number: int) -> int:
    """Let so many devices vote from some networks; the earlier choices are liked better."""
    chance = random.Random(f"{SEED} {poll}")  # noqa: S311 - repeatable, not secret
    began = clock.now()
    for turn in range(number):
        origin = f"{chance.randrange(NETWORKS) + 1:x}" * 16
        with clock.held(began + timedelta(minutes=37 * turn)):
            _vote(poll, _liked(given, chance), device=f"demo {poll.code} {turn}", origin=origin)
    return number


def _liked(given: Mapping[str, Any], chance: random.Random) -> list[str]:
    keys = [f"a{place}" for place in range(1, len(given["names"]) + 1)]
    weights = [0.8**place for place in range(len(keys))]
    liked = {chance.choices(keys, weights)[0] for _ in range(chance.randint(1, given["most"]))}
    return sorted(liked)


def _vote(poll: Poll, keys: Sequence[str], *, device: str, origin: str) -> None:
    respondent = Respondent(device=device, origin=origin)
    typed = {"vote": list(keys)}
    questionnaires.submit(collection(poll), typed=typed, respondent=respondent, by=NOBODY)


def _stuffed(poll: Poll, *, by: Actor) -> int:
    """Let somebody stuff the box within a minute, and be found out."""
    origin = "f" * 16
    for turn in range(STUFFED):
        with clock.held(clock.now() + timedelta(seconds=4 * turn)):
            _vote(poll, ["a5"], device=f"demo {poll.code} stuffed {turn}", origin=origin)
    actions.void_many(poll, origin=origin, reason="一分钟内从同一网络连续投出，经核实是程序刷票", by=by)
    return STUFFED

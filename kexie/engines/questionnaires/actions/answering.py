"""An answer is saved as it is typed, sent, changed, or declared void."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, Q

from kexie.core import cases, clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.actions.collecting import key_of
from kexie.engines.questionnaires.models import Collection, Draft, Quota, Response
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.records.actions import record

CROSS_OFF = """
INSERT INTO collection_seat (collection_id, key, person_id, organisation_id, is_expected, is_answered)
VALUES (%s, %s, %s, %s, false, true)
ON CONFLICT (collection_id, key) DO UPDATE SET is_answered = true WHERE NOT collection_seat.is_answered
"""


@dataclass(frozen=True)
class Respondent:
    """Who answers: a person who is signed in, the organisation that is spoken for, and the token of the device."""

    person: int | None = None
    organisation: int | None = None
    device: str = ""

    def key(self, once: Once) -> str:
        """Under which word the roll knows whoever answers; raises ValidationError where that is not known."""
        match once:
            case Once.PERSON:
                key, missing = key_of(person=self.person), "请先登录再填写。"
            case Once.ORGANISATION:
                key, missing = key_of(organisation=self.organisation), "请以组织的工作人员身份填写。"
            case Once.DEVICE:
                digest = sha256(self.device.encode()).hexdigest() if self.device else ""
                key, missing = key_of(device=digest), "请允许浏览器保存 Cookie 后再填写。"
            case _:
                return ""
        if not key:
            raise ValidationError(missing)
        return key


@dataclass(frozen=True)
class Refused(Exception):
    """Answers that do not keep what the questionnaire asks: what is wrong with each question."""

    faults: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def submit(
    collection: Collection, *, typed: rules.Typed, respondent: Respondent, password: str = "", by: Actor
) -> Response:
    """Take an answer; raises Refused with what is wrong by question, ValidationError where none is taken (FRM-04).

    What is last is what everybody waits for: the numbers of the collection and of its limited options.
    """
    once = Once(collection.once)
    key = respondent.key(once)
    collection = _open(collection)
    if collection.password and not check_password(password, collection.password):
        raise ValidationError({"password": "口令不对。"})
    verdict = rules.judge(rules.program(collection.version.definition), typed)
    if verdict.faults:
        raise Refused({name: str(fault) for name, fault in verdict.faults.items()})
    if key:
        rules.require_new(is_new=_cross_off(collection, key, respondent), once=once)
    response = _written(collection, verdict.answers, respondent)
    response.save(force_insert=True)
    Draft.objects.filter(collection=collection, key=key or respondent.device).delete()
    if not collection.is_anonymous:
        record("questionnaires.submit", response, by=by, organisation=collection.organisation)
    _take(collection, verdict.answers)
    return response


def _open(collection: Collection) -> Collection:
    """The collection as it stands, held so that it is not closed meanwhile; many may answer at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM collection WHERE id = %s FOR KEY SHARE", [collection.pk])
    collection = Collection.objects.select_related("version", "organisation").get(pk=collection.pk)
    rules.require_open(state_of(collection))
    return collection


def state_of(collection: Collection) -> rules.State:
    """Whether a collection takes answers now."""
    return rules.state(
        clock.now(),
        opens_at=collection.opens_at,
        closes_at=collection.closes_at,
        closed_at=collection.closed_at,
        taken=collection.taken,
        most=collection.most,
    )


def _cross_off(collection: Collection, key: str, respondent: Respondent) -> bool:
    person = respondent.person if key.startswith("person:") else None
    organisation = respondent.organisation if key.startswith("organisation:") else None
    with connection.cursor() as cursor:
        cursor.execute(CROSS_OFF, [collection.pk, key, person, organisation])
        return bool(cursor.rowcount)


def _written(collection: Collection, answers: rules.Answers, respondent: Respondent) -> Response:
    shown, personal = rules.parted(collection.version.definition, answers)
    codes, figures = rules.coded(collection.codebook, answers)
    response = Response(
        collection=collection, version=collection.version, answers=shown, codes=codes, figures=figures,
        personal=json.dumps(personal, ensure_ascii=False) if personal else "",
    )  # fmt: skip
    if not collection.is_anonymous:
        response.person_id, response.organisation_id = respondent.person, respondent.organisation
        response.submitted_at = clock.now()
    return response


def _take(collection: Collection, answers: rules.Answers) -> None:
    limited = set(Quota.objects.filter(collection=collection).values_list("question", "choice"))
    for question, choice in rules.chosen(answers, limited):
        quota = Quota.objects.filter(collection=collection, question=question, choice=choice)
        if not quota.filter(taken__lt=F("most")).update(taken=F("taken") + 1):
            raise Refused({question: "这个选项的名额刚刚满了，请换一个。"})
    rows = Collection.objects.filter(pk=collection.pk).filter(Q(most=None) | Q(taken__lt=F("most")))
    if not rows.update(taken=F("taken") + 1):
        raise ValidationError(rules.REFUSALS[rules.State.FULL])


@transaction.atomic
def save(collection: Collection, *, typed: Mapping[str, Sequence[str]], respondent: Respondent) -> None:
    """Keep what was typed so far, on whatever device it goes on (FRM-06); raises ValidationError for too much."""
    text = json.dumps({name: list(texts) for name, texts in typed.items()}, ensure_ascii=False)
    if len(text) > rules.MAX_TYPED:
        raise ValidationError("内容太多了，没有保存。")
    key = respondent.key(Once(collection.once)) or respondent.device
    if key:
        Draft.objects.update_or_create(
            collection=collection, key=key, defaults={"typed": text, "saved_at": clock.now()}
        )


@transaction.atomic
def void(response: Response, *, reason: str, seen: int, by: Actor) -> Response:
    """Let an answer count no more; it stays, with the reason."""
    response = lock(response, seen=seen)
    response.is_void, response.void_reason = True, cases.require_reason(reason)
    response.save(update_fields=["is_void", "void_reason", "revision"])
    record(
        "questionnaires.void",
        response,
        by=by,
        organisation=response.collection.organisation,
        after={"reason": response.void_reason},
    )
    return response

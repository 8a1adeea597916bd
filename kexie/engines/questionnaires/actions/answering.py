"""An answer is saved as it is typed, sent, changed, or declared void."""

import json
from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F

from kexie.core import cases, clock
from kexie.core.actors import Actor
from kexie.core.locks import Stale, lock
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.actions import attaching
from kexie.engines.questionnaires.models import Collection, Draft, Quota, Response
from kexie.engines.questionnaires.queries.collecting import Respondent, mark_of, seat_of, state_of
from kexie.engines.questionnaires.queries.sheets import compiled
from kexie.engines.questionnaires.rules import Kind, Once
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record
from kexie.foundation.regions.models import Region

CROSS_OFF = """
INSERT INTO collection_seat (collection_id, key, person_id, organisation_id, is_expected, is_answered)
VALUES (%s, %s, %s, %s, false, true)
ON CONFLICT (collection_id, key) DO UPDATE SET is_answered = true WHERE NOT collection_seat.is_answered
"""
ANSWERED = """
UPDATE collection_seat SET is_answered = true WHERE collection_id = %s AND key = %s AND is_expected AND NOT is_answered
"""
HOLD = "SELECT * FROM collection WHERE id = %s FOR KEY SHARE"
COUNT = "UPDATE collection SET taken = taken + 1 WHERE id = %s AND (most IS NULL OR taken < most)"
FULL = "这个选项的名额刚刚满了，请换一个。"


class Refused(ValidationError):
    """Answers that do not keep what the questionnaire asks: what is wrong with each question."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__({f"{rules.PREFIX}{key}": sentence for key, sentence in faults.items()})
        self.faults = dict(faults)


@transaction.atomic
def submit(
    collection: Collection,
    *,
    typed: rules.Typed,
    uploads: attaching.Uploads = attaching.NOTHING,
    respondent: Respondent,
    by: Actor,
) -> Response:
    """Take an answer; raises Refused with what is wrong by question, ValidationError where none is taken (FRM-04).

    `uploads` are files that came with the form itself. What is last is what everybody waits for: the numbers of the
    collection and of its limited options.
    """
    once = Once(collection.once)
    respondent.key(once)  # who nobody knows is told so first
    collection = _open(collection)
    typed = attaching.taken(collection, typed, uploads, by=by)
    answers = _judged(collection, typed)
    if key := seat_of(collection, respondent):
        is_new = _cross_off(collection, key, respondent)
        rules.require_new(is_new=is_new, once=once, is_daily=collection.is_daily)
    response = Response(collection=collection)
    _write(response, collection, answers)
    if not collection.is_anonymous:
        response.person_id, response.organisation_id = respondent.person, respondent.organisation
        response.submitted_at, response.origin = clock.now(), respondent.origin
    response.save(force_insert=True)
    if rules.attaching.asks_files(definition := compiled(collection.version)[0]):
        attaching.bind(response, definition, answers, typed)
    if not collection.is_anonymous:
        Draft.objects.filter(collection=collection, key=respondent.desk).delete()
        record("questionnaires.submit", response, by=by, organisation=collection.organisation)
    _take(collection, chosen=_limited(collection, answers))
    _count(collection)
    return response


@transaction.atomic
def amend(
    response: Response, *, typed: rules.Typed, uploads: attaching.Uploads = attaching.NOTHING, seen: int, by: Actor
) -> Response:
    """Take other answers in the place of somebody's own, until the collection closes (FRM-06)."""
    collection = _open(response.collection, is_full=True)
    response = lock(response, seen=seen)
    rules.require_changeable(is_changeable=collection.is_changeable, is_void=response.is_void)
    before = set(_limited(collection, response.answers))
    typed = attaching.taken(collection, typed, uploads, by=by)
    answers = _judged(collection, typed, own=response)
    _write(response, collection, answers)
    response.save()
    attaching.bind(response, compiled(collection.version)[0], answers, typed)
    record("questionnaires.amend", response, by=by, organisation=collection.organisation)
    now = _limited(collection, answers)
    for question, choice in sorted(before - set(now)):
        quota = Quota.objects.filter(collection=collection, question=question, choice=choice)
        quota.update(taken=F("taken") - 1)
    _take(collection, chosen=[one for one in now if one not in before])
    return response


def _open(collection: Collection, *, is_full: bool = False) -> Collection:
    """The collection as it stands, held so that it is not closed meanwhile; many may answer at once.

    `is_full` is for what takes no place of its own.
    """
    (held,) = Collection.objects.raw(HOLD, [collection.pk])
    if held.version_id == collection.version_id:
        held.version = collection.version
    state = state_of(held)
    if not (is_full and state == rules.State.FULL):
        rules.require_open(state)
    return held


def _judged(collection: Collection, typed: rules.Typed, *, own: Response | None = None) -> rules.Answers:
    definition, program = compiled(collection.version)
    answers = judged(definition, typed, program)
    if lost := attaching.unknown(collection, definition, answers, own):
        raise Refused(dict.fromkeys(lost, rules.WORDS["lost_files"]))
    return answers


def judged(definition: rules.Definition, typed: rules.Typed, program: rules.Program | None = None) -> rules.Answers:
    """Return what is kept of what was typed; raises Refused with what is wrong by question."""
    if sum(len(text) for texts in typed.values() for text in texts) > rules.MAX_TYPED:
        raise ValidationError("内容太多了，没有提交。")
    verdict = rules.judge(program or rules.program(definition), typed)
    faults = {key: str(fault) for key, fault in verdict.faults.items()}
    faults |= dict.fromkeys(_unknown(definition, verdict.answers), rules.WORDS["code"])
    if faults:
        raise Refused(faults)
    return verdict.answers


def _unknown(definition: rules.Definition, answers: rules.Answers) -> Iterable[str]:
    """The questions answered with a region or an organisation that there is not."""
    for item in definition.items:
        code = answers.get(item.key)
        if code is None:
            continue
        if item.kind == Kind.REGION:
            is_known = Region.objects.filter(pk=code).exists()
        else:
            is_known = item.kind != Kind.ORGANISATION or Organisation.objects.filter(code=code).exists()
        if not is_known:
            yield item.key


def count(response: Response, collection: Collection, answers: rules.Answers) -> None:
    """Let an answer count that came by another way than a browser."""
    _write(response, collection, answers)
    response.save(force_insert=True)
    _take(collection, chosen=_limited(collection, answers))
    _count(collection)


def _cross_off(collection: Collection, key: str, respondent: Respondent) -> bool:
    person = respondent.person if key.startswith("person:") else None
    organisation = respondent.organisation if key.startswith("organisation:") else None
    with connection.cursor() as cursor:
        cursor.execute(CROSS_OFF, [collection.pk, key, person, organisation])
        is_new = bool(cursor.rowcount)
        if is_new and collection.is_daily:  # who is expected has answered once at least
            cursor.execute(ANSWERED, [collection.pk, key.partition("@")[0]])
    return is_new


def _write(response: Response, collection: Collection, answers: rules.Answers) -> None:
    shown, personal = rules.parted(compiled(collection.version)[0], answers)
    response.version, response.answers = collection.version, shown
    response.personal = json.dumps(personal, ensure_ascii=False) if personal else ""
    response.codes, response.figures = rules.coded(collection.codebook, answers)


def _limited(collection: Collection, answers: rules.Answers) -> list[tuple[str, str]]:
    if not rules.quotas(compiled(collection.version)[0]):
        return []
    limited = set(Quota.objects.filter(collection=collection).values_list("question", "choice"))
    return rules.chosen(answers, limited)


def _take(collection: Collection, *, chosen: Sequence[tuple[str, str]]) -> None:
    for question, choice in chosen:
        quota = Quota.objects.filter(collection=collection, question=question, choice=choice)
        if not quota.filter(taken__lt=F("most")).update(taken=F("taken") + 1):
            raise Refused({question: FULL})


def _count(collection: Collection) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [collection.pk])
        if not cursor.rowcount:
            raise ValidationError(rules.REFUSALS[rules.State.FULL])


@transaction.atomic
def save(collection: Collection, *, typed: rules.Typed, seen: str, respondent: Respondent) -> str:
    """Keep what was typed so far, on whatever device it goes on (FRM-06); return the mark of what is kept now.

    `seen` is the mark of what the page knew: another one, left by another device, raises Stale with the draft, so
    that neither device writes over the other. What visitors type, and whatever is anonymous, only the browser keeps
    before it is sent: then the mark is empty. Raises ValidationError for too much, and where no answers are taken.
    """
    rules.require_open(state_of(collection))
    text = json.dumps({name: list(texts) for name, texts in typed.items()}, ensure_ascii=False)
    if len(text) > rules.MAX_TYPED:
        raise ValidationError("内容太多了，没有保存。")
    if collection.is_anonymous or not respondent.desk:
        return ""
    kept = Draft.objects.select_for_update().filter(collection=collection, key=respondent.desk).first()
    if kept and mark_of(kept) != seen:
        raise Stale(kept)
    draft = kept or Draft(collection=collection, key=respondent.desk)
    draft.typed, draft.saved_at = text, clock.now()
    draft.save()
    return mark_of(draft)


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


@transaction.atomic
def void_many(collection: Collection, *, origin: str, reason: str, by: Actor) -> int:
    """Let all answers of one network count no more; they stay, with the reason. Return how many."""
    reason = cases.require_reason(reason)
    rows = Response.objects.valid().filter(collection=collection, origin=origin).exclude(origin="")
    number = rows.update(is_void=True, void_reason=reason, revision=F("revision") + 1)
    rules.require_some(number)
    after = {"reason": reason, "taken": number}
    record("questionnaires.void_many", collection, by=by, organisation=collection.organisation, after=after)
    return number

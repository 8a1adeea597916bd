"""Somebody answers a survey."""

from django.db import transaction

from kexie.areas.gatherings import actions as gatherings
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries import running
from kexie.core.actors import Actor
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires import actions as questionnaires
from kexie.engines.questionnaires.actions import NOTHING, Uploads
from kexie.engines.questionnaires.models import Attachment, Response
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import Typed


def answer(
    survey: Survey, *, typed: Typed, uploads: Uploads = NOTHING, respondent: Respondent, is_locked: bool, by: Actor
) -> Response:
    """Take an answer from somebody whom the survey is for (FRM-07)."""
    collection = gatherings.admit(survey, respondent, is_locked=is_locked)
    return questionnaires.submit(collection, typed=typed, uploads=uploads, respondent=respondent, by=by)


@transaction.atomic
def attach(
    survey: Survey, *, question: str, file: Upload, respondent: Respondent, is_locked: bool, by: Actor
) -> Attachment:
    """Keep a file that somebody sends while answering (FRM-01)."""
    collection = gatherings.admit(survey, respondent, is_locked=is_locked)
    return questionnaires.attach(collection, question=question, file=file, by=by)


def detach(survey: Survey, *, code: str, by: Actor) -> None:
    """Let go of a file that is not wanted any more."""
    del by  # whoever knows the code sent it
    questionnaires.detach(running.collection(survey), code=code)


@transaction.atomic
def save(survey: Survey, *, typed: Typed, seen: str, respondent: Respondent, is_locked: bool) -> str:
    """Keep what somebody typed so far; see `questionnaires.save`."""
    collection = gatherings.admit(survey, respondent, is_locked=is_locked)
    return questionnaires.save(collection, typed=typed, seen=seen, respondent=respondent)


@transaction.atomic
def change_answer(response: Response, *, typed: Typed, uploads: Uploads = NOTHING, seen: int, by: Actor) -> Response:
    """Take other answers in the place of somebody's own (FRM-06)."""
    return questionnaires.amend(response, typed=typed, uploads=uploads, seen=seen, by=by)


def unlock(survey: Survey, *, password: str, by: Actor) -> None:
    """Refuse a wrong password; whoever knows the right one may answer."""
    gatherings.unlock(survey, password=password, by=by)

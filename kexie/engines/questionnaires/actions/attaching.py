"""Files are sent while somebody answers, and belong to the answer once it is sent (FRM-01)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Now

from kexie.core.actors import Actor
from kexie.engines.files import actions as files
from kexie.engines.files.rules import Upload
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Attachment, Collection, Response
from kexie.engines.questionnaires.queries.collecting import state_of
from kexie.engines.questionnaires.queries.sheets import compiled
from kexie.engines.questionnaires.rules import attaching

Uploads = Mapping[str, Sequence[Upload]]
NOTHING: Uploads = MappingProxyType({})


@transaction.atomic
def attach(collection: Collection, *, question: str, file: Upload, by: Actor) -> Attachment:
    """Keep a file that somebody sent for a question; it waits for the answer."""
    state = state_of(collection)
    if not (state == rules.State.FULL and collection.is_changeable):
        rules.require_open(state)
    attaching.asked(compiled(collection.version)[0], question)
    waiting = collection.attachments.waiting().aggregate(size=Sum("file__size"))["size"] or 0
    attaching.require_space(waiting, len(file.content))
    return Attachment.objects.create(collection=collection, question=question, file=files.keep(file, by=by))


@transaction.atomic
def detach(collection: Collection, *, code: str) -> None:
    """Let go of a file that waits; whoever knows its code has sent it. The file itself is swept."""
    collection.attachments.waiting().filter(file__code=code).delete()


def taken(collection: Collection, typed: rules.Typed, uploads: Uploads, *, by: Actor) -> rules.Typed:
    """Return what was typed with the files that came with it, where a browser runs no script."""
    added = dict(typed)
    for question, sent in uploads.items():
        codes = [attach(collection, question=question, file=one, by=by).file.code for one in sent]
        added[question] = [*added.get(question, ()), *codes]
    return added


def unknown(
    collection: Collection, definition: rules.Definition, answers: rules.Answers, own: Response | None
) -> set[str]:
    """Return the questions answered with files that are not there any more, or belong to another answer."""
    wanted = attaching.held(definition, answers)
    if not wanted:
        return set()
    mine = Q(response=None) | Q(response=own.pk) if own else Q(response=None)
    rows = collection.attachments.filter(mine, file__code__in=wanted)
    return attaching.lost(wanted, set(rows.values_list("file__code", "question")))


def bind(response: Response, definition: rules.Definition, answers: rules.Answers, typed: rules.Typed) -> None:
    """Let the files of an answer belong to it, and let go of those that were sent and are not part of it."""
    wanted = attaching.held(definition, answers)
    rows = response.collection.attachments
    if wanted:
        bound = rows.filter(Q(response=None) | Q(response=response.pk), file__code__in=wanted)
        if bound.update(response=response.pk) < len(wanted):
            raise ValidationError(rules.WORDS["lost_files"])
    rows.filter(response=response.pk).exclude(file__code__in=wanted).delete()
    if dropped := attaching.typed(definition, typed) - wanted.keys():
        rows.waiting().filter(file__code__in=dropped).delete()


def sweep() -> int:
    """Let go of files that no answer was sent with; return how many."""
    old = Q(file__at__lt=Now() - attaching.WAITS)
    over = Q(collection__closed_at__lt=Now() - attaching.SPARED)
    found: int = Attachment.objects.filter(old | over, response=None).delete()[0]
    return found

"""All files of the answers to a collection, under the names that somebody chose (FRM-11)."""

from collections.abc import Collection as Some
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from kexie.engines.files.models import File
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import AttachedQuerySet, Attachment, Collection, Response
from kexie.engines.questionnaires.queries.answers import order
from kexie.engines.questionnaires.queries.questions import Question, answered
from kexie.engines.questionnaires.rules import attaching
from kexie.engines.questionnaires.rules.kinds import PERSONAL

AT_ONCE = 200  # answers that are read together


def asked(collection: Collection, *, with_personal: bool = True) -> list[Question]:
    """Return the questions that ask for files, of all versions that somebody answered."""
    kinds = rules.UPLOADED if with_personal else rules.UPLOADED - PERSONAL
    return [one for one in answered(collection) if one.item.kind in kinds]


def rows(found: AttachedQuerySet, collection: Collection, questions: Some[str]) -> AttachedQuerySet:
    """Return the files of answers that count, to some questions."""
    valid = Q(response__isnull=False, response__is_void=False)
    return found.filter(valid, collection=collection, question__in=questions)


def size(found: AttachedQuerySet, collection: Collection, questions: Some[str]) -> tuple[int, int]:
    """Return how many files there are and how many bytes they have."""
    total: dict[str, Any] = rows(found, collection, questions).aggregate(number=Count("id"), size=Sum("file__size"))
    return total["number"], total["size"] or 0


def bundle(
    found: QuerySet[Response, Response],
    collection: Collection,
    questions: Sequence[Question],
    *,
    parts: Some[str],
    folder: str,
) -> Iterator[tuple[str, File]]:
    """Give each file with its path in the archive, answer by answer, numbered as in the table of answers."""
    places = {one.item.key: one.place or one.item.label for one in questions}
    wanted = Attachment.objects.filter(question__in=places).select_related("file")
    chosen = found.filter(collection=collection, is_void=False).order_by(*order(collection))
    chosen = chosen.select_related("person", "organisation").only("id", "person__name", "organisation__name")
    listed = chosen.prefetch_related(Prefetch("attachments", queryset=wanted, to_attr="files"))
    taken: set[str] = set()
    for number, response in enumerate(listed.iterator(chunk_size=AT_ONCE), 1):
        known = {
            "number": str(number),
            "mark": response.mark,
            "who": response.person.name if response.person else "",
            "body": response.organisation.name if response.organisation else "",
        }
        for row in vars(response)["files"]:
            facts = known | {"question": places[row.question].replace(" ", ""), "name": row.file.name}
            yield attaching.distinct(attaching.path(parts, folder, facts), taken), row.file

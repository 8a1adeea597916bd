"""All files of the answers to a survey are put into one archive (FRM-11)."""

from collections.abc import Sequence
from shutil import copyfileobj
from zipfile import ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localtime

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries.running import collection
from kexie.core import cases
from kexie.core.actors import Actor
from kexie.engines.files import queries as files
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.engines.questionnaires.models import Attachment, Response
from kexie.engines.questionnaires.queries import bundles
from kexie.engines.questionnaires.rules import attaching
from kexie.foundation.records.actions import record

CHUNK = 1024**2  # bytes that are in memory at once


def bundle(
    survey: Survey, *, folder: str, parts: Sequence[str], question: str = "", reason: str = "", by: Actor
) -> Job:
    """Let the files of all answers be put into one archive, named as chosen; signatures only for a reason (SEC-06)."""
    given = {"survey": survey.code, "folder": folder, "parts": list(parts), "question": question}
    return jobs.start(
        "surveys.bundle",
        title=f"{survey}附件"[:120],
        by=by,
        organisation=survey.organisation,
        permission="surveys.manage",
        given={**given, "reason": cases.require_reason(reason) if reason else ""},
        unit="个",
        back=reverse("surveys:responses", args=[survey.code]),
    )


def write_bundle(work: Work) -> None:
    """Write the archive that somebody asked for, piece by piece: it may be larger than memory."""
    surveys = Survey.objects.where_may(work.by, "surveys.manage").select_related("collection__questionnaire")
    survey = surveys.filter(code=work.given["survey"], collection__isnull=False).first()
    if survey is None:
        raise ValidationError("这份问卷已经不在了，没有可以下载的附件。")
    given, reason = work.given, work.given["reason"]
    asked = bundles.asked(collection(survey), with_personal=bool(reason))
    asked = [one for one in asked if given["question"] in {"", one.item.key}]
    attachments = Attachment.objects.where_may(work.by, "surveys.manage")
    number, size = bundles.size(attachments, collection(survey), [one.item.key for one in asked])
    attaching.require_portable(size, number)
    rows = Response.objects.where_may(work.by, "surveys.manage")
    found = bundles.bundle(rows, collection(survey), asked, parts=given["parts"], folder=given["folder"])
    with work.file(name=f"{survey}附件", kind="zip") as target, ZipFile(target, "w") as archive:
        for path, file in work.through(found, of=number):
            place = ZipInfo(path, localtime(file.at).timetuple()[:6])
            with archive.open(place, "w", force_zip64=True) as inside, files.opened(file) as content:
                copyfileobj(content, inside, CHUNK)
    record("surveys.bundle", survey, by=work.by, after={"files": number} | ({"reason": reason} if reason else {}))

"""What the list of surveys and the builder show."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localtime

from kexie.areas.gatherings.rules import STAGE_COLOURS, Stage
from kexie.areas.surveys.models import Survey, SurveyQuerySet
from kexie.areas.surveys.rules import STAGE_LABELS
from kexie.core.forms import Form
from kexie.core.lists import Sort, listing
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Questionnaire
from kexie.engines.questionnaires.queries.sheets import sheet
from kexie.engines.questionnaires.rules import Definition, kinds, palette, ready, xlsform
from kexie.engines.sheets import queries as sheets

NEWEST = Sort("newest", "最新的在前", (), descending=True)
SIZE = 20
MOST_KNOWN = 50


def browse(rows: SurveyQuerySet, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of surveys, the tabs by stage and the addresses of the pages around it."""
    stage = filters["stage"]
    found = listing(
        (rows.filter(stage=stage) if stage else rows).select_related("questionnaire", "collection"),
        sort=NEWEST,
        after=filters["after"],
        before=filters["before"],
        size=SIZE,
    )
    tabs = [{"label": "全部", "url": "?", "current": not stage}]
    tabs += [
        {"label": label, "url": f"?{urlencode({'stage': one.value})}", "current": stage == one.value}
        for one, label in STAGE_LABELS.items()
    ]
    marks = {"previous": {"before": found.previous}, "next": {"after": found.next}}
    kept = {"stage": stage} if stage else {}
    return {
        "listing": found,
        "rows": [{"survey": one, "colour": STAGE_COLOURS[Stage(one.stage)], **_sized(one)} for one in found.rows],
        "tabs": tabs,
        "is_filtered": bool(stage),
        "pages": {name: f"?{urlencode(kept | mark)}" for name, mark in marks.items() if next(iter(mark.values()))},
    }


def _sized(survey: Survey) -> dict[str, int]:
    """How many questions there are; read from the data as they stand, as a list reads many."""
    items = survey.questionnaire.draft.get("items", [])
    return {"questions": sum(item.get("kind") not in kinds.SILENT for item in items)}


def known(rows: SurveyQuerySet) -> list[Survey]:
    """Return the surveys that a new one may be copied from."""
    return list(rows.select_related("questionnaire").order_by("-id")[:MOST_KNOWN])


def builder(survey: Survey, known: Sequence[Survey]) -> dict[str, Any]:
    """Return what the builder works with: the draft, the kinds of question, what is wrong, where to send it."""
    questionnaire = survey.questionnaire
    return {
        "survey": survey.code,
        "is_draft": survey.stage == Stage.DRAFT,
        "used": rules.used(version.definition for version in questionnaire.versions.all()),
        "palette": palette.PALETTE,
        "limits": palette.LIMITS,
        "patterns": palette.PATTERNS,
        **state(questionnaire),
        "draft": rules.written(questionnaire.definition),
        "borrow": reverse("surveys:borrow", args=[survey.code]),
        "sources": [(row.code, str(row)) for row in known if row != survey]
        + [(one.name, f"模板：{one.label}") for one in ready.MODELS],
        "preview": f"{reverse('surveys:preview', args=[survey.code])}?draft=on",
        "illustrate": reverse("surveys:illustrate", args=[survey.code]),
        "picture": reverse("questionnaires:picture", args=["0"]),  # the code goes in the place of 0
    }


def borrowed(rows: SurveyQuerySet, source: str) -> list[dict[str, Any]] | None:
    """Return the questions of another survey, or of a model, to choose from; None where there is no such source."""
    if source in {one.name for one in ready.MODELS}:
        definition = rules.read(ready.model(source))
    elif found := rows.filter(code=source).select_related("questionnaire").first():
        definition = found.questionnaire.definition
    else:
        return None
    items: list[dict[str, Any]] = rules.written(definition).get("items", [])
    return [item for item in items if item["kind"] not in {rules.Kind.PAGE, rules.Kind.COMPUTED}]


def state(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what the browser needs to know of a draft as it is kept."""
    return {
        "revision": questionnaire.revision,
        "changed_at": f"{localtime(questionnaire.changed_at):%H:%M}",
        "changed_name": questionnaire.changed_name,
        "flaws": _flaws(questionnaire.definition),
    }


def _flaws(definition: Definition) -> list[dict[str, str]]:
    return [
        {"key": flaw.key, "told": rules.told(flaw, definition), "sentence": flaw.sentence}
        for flaw in rules.flaws(definition)
    ]


def answer(form: Form) -> dict[str, Any]:
    """Return what the builder is told after sending: what is kept now, or why nothing was."""
    if kept := vars(form).get("result"):
        return state(kept)
    if isinstance(row := vars(form).get("conflict"), Questionnaire):
        return {**state(row), "draft": rules.written(row.definition)}
    return {"sentence": " ".join(str(error) for errors in form.errors.values() for error in errors)}


def spreadsheet(survey: Survey) -> bytes:
    """Return the questionnaire as a workbook in XLSForm."""
    leaves = xlsform.exported(in_force(survey), code=survey.code)
    return sheets.bound(leaves, title=str(survey))


def in_force(survey: Survey) -> Definition:
    """Return what people are asked; of a survey that was not published, what they will be."""
    return survey.collection.version.definition if survey.collection else survey.questionnaire.definition


def preview(survey: Survey, *, is_draft: bool) -> dict[str, Any]:
    """Return the questionnaire as it is shown, or the draft of it, with what is not right yet left out of it."""
    definition = survey.questionnaire.definition if is_draft else in_force(survey)
    shown = sheet(rules.drawable(definition), body=survey.organisation)
    return {"sheet": shown, "flaws": len(rules.flaws(definition))}


def renewal(survey: Survey) -> dict[str, Any]:
    """Return what a new version would change of the one in force, and what stands in its way."""
    draft, now = survey.questionnaire.definition, in_force(survey)
    return {
        "differences": rules.differences(now, draft),
        "flaws": [rules.told(flaw, draft) for flaw in rules.flaws(draft)[: rules.MAX_TOLD]],
        "taken": survey.collection.taken if survey.collection else 0,
    }


def is_writable(survey: Survey) -> bool:
    """Whether its questions may be changed: a draft's, and those of a survey that takes answers for a later version."""
    return survey.stage in {Stage.DRAFT, Stage.RUNNING}

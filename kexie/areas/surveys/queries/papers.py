"""A survey on paper, to be printed and filled in by hand (FRM-11)."""

from kexie.areas.surveys.models import Survey
from kexie.engines.papers.rules.blanks import Asked, Blank
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.rules import Kind
from kexie.engines.questionnaires.rules.printing import Printed, printed


def blank(survey: Survey, *, link: str) -> Blank:
    """Return a survey as it is printed: the version that is answered now, or the draft without what is faulty."""
    collection = survey.collection
    definition = collection.version.definition if collection else rules.drawable(survey.questionnaire.definition)
    notes = ["在选中的方框里打“√”。不用回答的题留空。"]
    if collection and collection.is_anonymous:
        notes.append("匿名填写，请不要写姓名。")
    if collection:
        notes.append(f"也可以在网上填写：{link}")
    return Blank(
        title=definition.title or rules.UNTITLED,
        organ=survey.organisation.name,
        intro=definition.intro,
        asked=tuple(_asked(one) for one in printed(definition)),
        notes=tuple(notes),
        closing=definition.thanks,
    )


def _asked(one: Printed) -> Asked:
    item = one.item
    return Asked(
        number=str(one.number) if one.number else "",
        label=item.label,
        note=one.note,
        options=one.options,
        columns=one.columns,
        rows=one.rows,
        is_ticked=item.kind != Kind.GRID_NUMBER,
        lines=one.lines,
        unit=item.unit if one.number else "",
        is_heading=item.kind == Kind.PAGE,
    )

"""How an area lets people answer a questionnaire about a thing of its own; docs/questionnaires.md shows this file."""

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.engines.questionnaires import actions
from kexie.engines.questionnaires.models import Collection, Response
from kexie.engines.questionnaires.queries import answers, crosstabs, questions, results
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person

FEEDBACK = {
    "title": "活动反馈",
    "items": [
        {"key": "stars", "kind": "rating", "label": "您给这次活动打几分", "is_required": True},
        {
            "key": "next",
            "kind": "single",
            "label": "下次想参加什么",
            "choices": [{"key": "talk", "label": "讲座"}, {"key": "visit", "label": "参观"}],
        },
        {"key": "why", "kind": "paragraph", "label": "哪里可以更好", "when": ["<", ["ref", "stars"], ["number", "4"]]},
    ],
}


def attach(body: Organisation, *, by: Actor) -> Collection:
    """Attach: the area's own row then points to the collection, with a one-to-one field."""
    made = actions.add(body, draft=FEEDBACK, by=by)
    version = actions.publish(made, by=by)
    return actions.collect(version, organisation=body, once=Once.PERSON, opens_at=clock.now(), by=by)


def collect(to: Collection, person: Person, typed: dict[str, list[str]], *, by: Actor) -> Response:
    """Collect: what a form sent, by question; raises Refused with a sentence for each question that is wrong."""
    return actions.submit(to, typed=typed, respondent=Respondent(person=person.pk), by=by)


def read(response: Response) -> dict[str, str]:
    """Read: one answer in words; what is personal in it stays hidden unless `in_full`."""
    return {one.question.item.label: one.words for one in answers.said(response)}


def aggregate(to: Collection) -> tuple[int, dict[str, str], int]:
    """Aggregate: how many answered, the figures of the first question, how many gave 5 and want a visit."""
    asked = questions.questions(to)
    found = results.summary(to, asked)
    table = crosstabs.crosstab(to, asked[0], asked[1])
    cells = {(down, across): cell.number for down, _, line in table.lines for across, cell in line}
    return found.total, dict(found.parts[0].facts), cells["5 分", "参观"]

"""Who reaches the pages of evaluations; see tests/scope.py.

Asked about a county, the sheet is its own; asked about a body, its evaluation is read by itself and by its superior,
which evaluates it. Nobody above the superior, and no other body: those above follow its numbers alone.
"""

from typing import Any

from kexie.areas.evaluations import actions
from kexie.areas.evaluations.models import Evidence
from kexie.areas.evaluations.tests import factories
from kexie.foundation.organisations.models import Organisation
from tests.scope import Row

STAFF = "own.administrator own.leader own.secretary"
DESK = f"{STAFF} own.reviewer"
LEADERS = "own.administrator own.leader"
OF_SUPERIOR = "parent.administrator parent.leader parent.secretary"
REVIEWERS = f"{OF_SUPERIOR} parent.reviewer"
BOTH = f"{STAFF} {REVIEWERS}"
FOLLOWERS = f"{STAFF} {OF_SUPERIOR} grandparent.administrator nation.administrator"
COUNTY = 3
KIND = "enterprise_association"
NOTHING = {
    "rated_by": "2222222222",
    "rated_item": 0,
    "rated_sent": "2222222222",
    "rated": "2222222222",
    "rated_score": 0,
    "rated_proof": 0,
}


def things(body: Organisation) -> dict[str, Any]:
    """A draft of a county; or an evaluation of the body, with a file, published and contested."""
    if body.kind == "association":
        if body.region is None or body.region.level != COUNTY:
            return NOTHING
        sheet = factories.sheet(body)
        sent = factories.published(body)
        return NOTHING | {"rated_by": sheet.code, "rated_item": sheet.criteria.all()[0].pk, "rated_sent": sent.code}
    sheet = factories.published(body.superior, body, kinds=[body.kind])
    row = factories.contested(factories.evaluation(body, sheet))
    sheet.refresh_from_db()
    sheet.is_ranking_open = True
    sheet.save(update_fields=["is_ranking_open"])
    proof = Evidence.objects.get(score__evaluation=row)
    return NOTHING | {"rated": row.code, "rated_score": proof.score_id, "rated_proof": proof.pk}


def mark(body: Organisation, word: str) -> None:
    """The body's own words in what it says of itself."""
    if body.kind == KIND and body.superior is not None:
        row = factories.evaluation(body, factories.published(body.superior, body))
        score = factories.item(row, "服务")
        entries = {score.pk: {"said": f"{word}自评"}}
        actions.fill(row, entries=entries, seen=row.revision, by=factories.by(factories.secretary(row)))


SHEET, EVALUATION = "/sheets/{rated_by}/", "/evaluations/{rated}/"


def _of_sheet(address: str, who: str = STAFF) -> Row:
    return Row(address, county=who)


def _of_body(address: str) -> Row:
    return Row(address, body=STAFF, park=STAFF, joint=STAFF)


def _of_superior(address: str, who: str = REVIEWERS) -> Row:
    return Row(address, body=who, park=who, joint=who)


def _of_both(address: str) -> Row:
    return Row(address, body=BOTH, park=BOTH, joint=BOTH)


ROWS = {
    "evaluations:browse": Row("/organisations/{code}/evaluations/", county=DESK),
    "evaluations:overview": Row("/organisations/{code}/evaluations/overview/", county=FOLLOWERS),
    "evaluations:outcome": Row("/sheets/{rated_sent}/outcome/", county=FOLLOWERS),
    "evaluations:add": Row("/organisations/{code}/evaluations/add/", county=STAFF),
    "evaluations:evaluated": _of_body("/organisations/{code}/evaluated/"),
    "evaluations:sheet": _of_sheet(f"{SHEET}sheet/", DESK),
    "evaluations:preview": _of_sheet(f"{SHEET}preview/", DESK),
    "evaluations:results": _of_sheet(f"{SHEET}results/", DESK),
    "evaluations:export": _of_sheet(f"{SHEET}export/", DESK),
    "evaluations:confirm": _of_sheet(f"{SHEET}confirm/", LEADERS),
    **{
        f"evaluations:{page}": _of_sheet(f"{SHEET}{page}/")
        for page in ("change", "weigh", "add_criterion", "remove", "publish", "send", "assign", "release")
    },
    "evaluations:change_criterion": _of_sheet(f"{SHEET}change_criterion/{{rated_item}}/"),
    "evaluations:remove_criterion": _of_sheet(f"{SHEET}remove_criterion/{{rated_item}}/"),
    "evaluations:show": _of_both(EVALUATION),
    "evaluations:letter": _of_both(f"{EVALUATION}letter/?as=word"),
    "evaluations:evidence": _of_both(f"{EVALUATION}evidence/{{rated_proof}}/"),
    "evaluations:fill": _of_body(f"{EVALUATION}fill/1/"),
    "evaluations:attach": _of_body(f"{EVALUATION}attach/{{rated_score}}/"),
    "evaluations:submit": _of_body(f"{EVALUATION}submit/"),
    "evaluations:contest": _of_body(f"{EVALUATION}contest/"),
    "evaluations:ranking": _of_body(f"{EVALUATION}ranking/"),
    "evaluations:review": _of_superior(f"{EVALUATION}review/1/"),
    "evaluations:return_": _of_superior(f"{EVALUATION}return_/"),
    "evaluations:conclude": _of_superior(f"{EVALUATION}conclude/"),
    "evaluations:extend": _of_superior(f"{EVALUATION}extend/", OF_SUPERIOR),
    "evaluations:answer": _of_superior(f"{EVALUATION}answer/", OF_SUPERIOR),
}

"""Who reaches the pages of surveys; see tests/scope.py. They are a body's own: nobody above or beside it has a part."""

from dataclasses import replace
from typing import Any

from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.tests import collected, factories
from kexie.foundation.organisations.models import Organisation
from tests.scope import Row

STAFF = "own.administrator own.secretary"
READERS = f"{STAFF} own.leader"


def things(body: Organisation) -> dict[str, Any]:
    """A draft of the body, a survey that is answered, and one with an answer."""
    counted = collected.survey(body)
    rolled = factories.opened(body)
    Survey.objects.filter(pk=rolled.pk).update(audience="members")
    response = collected.answer(counted, field="a1", words="一条建议", mobile="13800005678")
    filed = collected.with_file(body)
    return {
        "survey": factories.draft(body).code,
        "running": factories.opened(body).code,
        "survey_counted": counted.code,
        "survey_rolled": rolled.code,
        "survey_next": collected.next_of(counted).code,
        "response": response.pk.hex,
        "sheet": collected.entry(body).code,
        "with_file": filed.pk.hex,
        "file": filed.attachments.get().file.code,
    }


def mark(body: Organisation, word: str) -> None:
    """The body's own words in a title and in a question."""
    items = [{"key": "q", "kind": "text", "label": f"{word}题目"}]
    factories.draft(body, title=f"{word}问卷", items=items)
    running = collected.survey(body, title=f"{word}收集")
    collected.answer(running, field="a1", words=f"{word}建议", **{"needs.other": f"{word}补充"})


def _own(address: str, who: str = STAFF) -> Row:
    return Row(address, county=who, body=who, park=who, joint=who)


ROWS = {
    "surveys:browse": _own("/organisations/{code}/surveys/", READERS),
    "surveys:add": _own("/organisations/{code}/surveys/add/"),
    "surveys:change": _own("/surveys/{survey}/change/"),
    "surveys:illustrate": replace(_own("/surveys/{survey}/illustrate/"), get=(405,)),
    "surveys:preview": _own("/surveys/{survey}/preview/", READERS),
    "surveys:xlsform": _own("/surveys/{survey}/xlsform/", READERS),
    "surveys:borrow": _own("/surveys/{survey}/borrow/?source=needs"),
    "surveys:renew": _own("/surveys/{running}/renew/"),
    "surveys:remove": _own("/surveys/{survey}/remove/"),
    **{
        f"surveys:{page}": _own(f"/surveys/{{survey_counted}}/{page}/", READERS)
        for page in ("results", "crosstab", "report", "responses")
    },
    "surveys:subordinates": _own("/surveys/{survey_rolled}/subordinates/", READERS),
    "surveys:compare": _own("/surveys/{survey_next}/compare/", READERS),
    "surveys:chart": _own("/surveys/{survey_counted}/chart/?question=field", READERS),
    "surveys:words": _own("/surveys/{survey_counted}/words/?question=words", READERS),
    "surveys:texts": _own("/surveys/{survey_counted}/texts/?question=words", READERS),
    "surveys:export": _own("/surveys/{survey_counted}/export/"),
    "surveys:release": _own("/surveys/{survey_counted}/release/"),
    "surveys:outcome": Row("/surveys/{survey_counted}/outcome/", absent=True),
    "surveys:enter": _own("/surveys/{running}/enter/"),
    "surveys:confirm": _own("/papers/{sheet}/confirm/"),
    "surveys:discard": _own("/papers/{sheet}/discard/"),
    "surveys:bundle": _own("/surveys/{survey_counted}/bundle/"),
    "surveys:attachment": _own("/responses/{with_file}/{file}/attachment/", READERS),
    "surveys:response": _own("/responses/{response}/response/", READERS),
    "surveys:reveal": _own("/responses/{response}/reveal/"),
    "surveys:void": _own("/responses/{response}/void/"),
    "surveys:paper": _own("/surveys/{running}/paper/", READERS),
    "surveys:publish": _own("/surveys/{survey}/publish/"),
    "surveys:show": _own("/surveys/{running}/", READERS),
    **{
        f"surveys:{word}": _own(f"/surveys/{{running}}/{word}/")
        for word in ("poster", "picture", "remind", "extend", "close", "archive")
    },
    **{f"surveys:{word}": Row(f"/surveys/{{running}}/{word}/", public=True) for word in ("answer", "save", "thanks")},
    **{
        f"surveys:{word}": Row(f"/surveys/{{running}}/{word}/", public=True, get=(405,))
        for word in ("attach", "detach")
    },
    "surveys:change_answer": Row("/surveys/{running}/change_answer/", public=True, get=(303,)),
    "surveys:unlock": Row("/surveys/{running}/unlock/", public=True, get=(303,)),
    "survey": Row("/s/{running}/", public=True, get=(302,)),
}

"""What the list of polls and the builder show."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kexie.areas.gatherings import queries as gatherings
from kexie.areas.gatherings.rules import STAGE_COLOURS, Stage
from kexie.areas.polls.models import Poll, PollQuerySet
from kexie.areas.polls.rules import STAGE_LABELS, VOTING, flaws
from kexie.areas.surveys.queries.drafting import NEWEST, answer, state
from kexie.core.lists import listing
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.queries.sheets import sheet
from kexie.engines.questionnaires.rules import palette

__all__ = ["answer", "browse", "builder", "known", "preview", "wrong"]

SIZE, MOST_KNOWN = 20, 50


def browse(rows: PollQuerySet, filters: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of polls, the tabs by stage and the addresses of the pages around it."""
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
        "rows": [
            {"poll": one, "colour": STAGE_COLOURS[Stage(one.stage)], "choices": _choices(one)} for one in found.rows
        ],
        "tabs": tabs,
        "is_filtered": bool(stage),
        "pages": {name: f"?{urlencode(kept | mark)}" for name, mark in marks.items() if next(iter(mark.values()))},
    }


def _choices(poll: Poll) -> int:
    """How many things there are to vote on; read from the data as they stand, as a list reads many."""
    return sum(len(item.get("choices", ())) for item in poll.questionnaire.draft.get("items", []))


def known(rows: PollQuerySet) -> list[Poll]:
    """Return the polls that a new one may be copied from."""
    return list(rows.select_related("questionnaire").order_by("-id")[:MOST_KNOWN])


def builder(poll: Poll) -> dict[str, Any]:
    """Return what the builder works with: the draft, the kinds of question of a poll, where to send it."""
    kinds = {kind.value for kind in VOTING | rules.SILENT}
    offered = [{**group, "kinds": [one for one in group["kinds"] if one["kind"] in kinds]} for group in palette.PALETTE]
    return {
        "survey": poll.code,
        "is_draft": poll.stage == Stage.DRAFT,
        "used": rules.used(()),
        "patterns": palette.PATTERNS,
        "sources": [],  # other questionnaires ask other things
        "palette": [group for group in offered if group["kinds"]],
        "limits": palette.LIMITS,
        **state(poll.questionnaire),
        "draft": rules.written(poll.questionnaire.definition),
        "preview": f"{reverse('polls:preview', args=[poll.code])}?draft=on",
        "illustrate": reverse("polls:illustrate", args=[poll.code]),
        "picture": reverse("questionnaires:picture", args=["0"]),  # the code goes in the place of 0
    }


def preview(poll: Poll) -> dict[str, Any]:
    """Return the draft as it will be shown, with what is not right yet left out of it."""
    shown = sheet(rules.drawable(poll.questionnaire.definition), body=poll.organisation)
    return {"sheet": shown, "flaws": len(wrong(poll))}


def wrong(poll: Poll) -> list[str]:
    """Return what stands in the way of publishing."""
    return [*gatherings.flaws(poll), *flaws(poll.questionnaire.definition)]

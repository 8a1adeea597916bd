"""What can happen to a charter. Every action has one order: lock, ask the rules, change, record."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.urls import reverse

from kexie.areas.charters import queries
from kexie.areas.charters.models import Charter
from kexie.areas.charters.rules import Choices, Stage, articles, checks, stages
from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import require_alive
from kexie.foundation.records.actions import record


@transaction.atomic
def draft(body: Organisation, *, by: Actor, choices: Choices | None = None) -> Charter:
    """Begin a new version: with what the one in force chose, or with the model where there is none (EST-09).

    Raises ValidationError for a body that has no charter, and while another version is written or awaits its day.
    """
    body = lock(body)
    require_alive(status=body.status)
    stages.require_chartered(body.kind)
    own = Charter.objects.of(body)
    stages.require_no_draft(has_draft=own.open().exists())
    base = queries.in_force(body)
    last = own.order_by("-number").first()
    place = {"path": body.path, "tier": body.tier, "territory": body.territory}
    charter = Charter(code=codes.fresh(), organisation=body, number=last.number + 1 if last else 1, **place)
    chosen = choices or (base.choices if base else queries.suggested(body))
    charter.kept = replace(chosen, kind=body.kind).kept
    charter.changed_at = clock.now()
    charter.save(force_insert=True)
    record("charters.draft", charter, by=by, after={"number": charter.number, "base": str(base) if base else "范本"})
    return charter


@transaction.atomic
def change(charter: Charter, *, choices: Choices, seen: int, by: Actor) -> Charter:
    """Keep what was chosen for a draft, sound or not: the checks tell, adopting asks them (EST-09)."""
    charter = lock(charter, seen=seen)
    stages.require_draft(charter.stage)
    before, after = charter.kept, replace(choices, kind=charter.organisation.kind).kept
    charter.kept, charter.changed_at = after, clock.now()
    charter.save(update_fields=["kept", "changed_at", "revision"])
    charter.refresh_from_db(fields=["kept"])
    changed = sorted(name for name in charter.kept if charter.kept[name] != before.get(name))
    record("charters.change", charter, by=by, after={"fields": changed})
    return charter


@transaction.atomic
def remove(charter: Charter, *, seen: int, by: Actor) -> None:
    """Throw a draft away; what a congress adopted stays for ever."""
    charter = lock(charter, seen=seen)
    stages.require_draft(charter.stage)
    record("charters.remove", charter, by=by, before={"number": charter.number})
    charter.delete()


@transaction.atomic
def adopt(
    charter: Charter,
    *,
    congress: str,
    adopted_on: date,
    due: int,
    present: int,
    in_favour: int,
    seen: int,
    by: Actor,
) -> Charter:
    """Write down that a congress adopted the draft: its articles stay as they are, and the month begins (G25, G27).

    Raises ValidationError for a draft that breaks the General Rules, and beside the field for a day to come and for
    figures that do not carry the resolution.
    """
    body = lock(charter.organisation)
    charter = lock(charter, seen=seen)
    stages.require_draft(charter.stage)
    choices, base = charter.choices, queries.in_force(body)
    checks.require_sound(choices)
    stages.require_day_of_congress(adopted_on, today=clock.today(), since=base.effective_on if base else None)
    stages.require_carried(base.choices if base else choices, due=due, present=present, in_favour=in_favour)
    charter.congress, charter.adopted_on = stages.require_congress(congress), adopted_on
    charter.due, charter.present, charter.in_favour = due, present, in_favour
    charter.text, charter.stage = articles.kept(articles.written(choices)), Stage.ADOPTED
    charter.changed_at = clock.now()
    charter.save()
    facts = {"congress": charter.congress, "adopted_on": adopted_on, "due": due}
    record("charters.adopt", charter, by=by, after=facts | {"present": present, "in_favour": in_favour})
    worklist.wait(
        "charters.report",
        charter,
        what=f"向{body.superior.called if body.superior else '上级科协'}报送第{charter.number}版章程",
        why=f"{charter.congress}通过，应在大会后一个月内报送。",
        link=reverse("charters:show", args=[charter.code]),
        organisation=body,
        permission="charters.report",
        due=stages.report_due(adopted_on),
        is_owed=True,
        by=by,
    )
    return charter


@transaction.atomic
def undo(charter: Charter, *, reason: str, seen: int, by: Actor) -> Charter:
    """Take back an adoption that was entered by mistake: the version is a draft again, the one before it in force.

    Raises ValidationError once it was reported: what the association has read changes by a new version alone (G27).
    """
    body = lock(charter.organisation)
    charter = lock(charter, seen=seen)
    stages.require_undoable(charter.stage, is_reported=charter.reported_on is not None)
    given, adopted_on = stages.require_reason(reason), charter.adopted_on
    was_in_force, since = charter.stage == Stage.IN_FORCE, charter.effective_on
    charter.stage, charter.text, charter.congress = Stage.DRAFT, [], ""
    charter.adopted_on = charter.effective_on = charter.due = charter.present = charter.in_favour = None
    charter.changed_at = clock.now()
    charter.save()
    restored = _restore(body, since) if was_in_force else None
    record(
        "charters.undo",
        charter,
        by=by,
        before={"adopted_on": adopted_on},
        after={"reason": given, "restored": str(restored) if restored else ""},
    )
    worklist.close("charters.report", charter, by=by)
    return charter


def _restore(body: Organisation, ended_on: date | None) -> Charter | None:
    """Bring the version that was superseded on a day back into force, as if it had never been."""
    former = Charter.objects.of(body).filter(stage=Stage.SUPERSEDED, ended_on=ended_on).order_by("-number").first()
    if former is not None:
        former = lock(former)
        former.stage, former.ended_on = Stage.IN_FORCE, None
        former.save(update_fields=["stage", "ended_on", "revision"])
    organisations.show_charter(body, since=former.effective_on if former else None)
    return former


@transaction.atomic
def enforce(charter: Charter, *, effective_on: date, seen: int, by: Actor) -> Charter:
    """Bring a version that was adopted into force; the one before it is superseded on the same day (G27, T25)."""
    body = lock(charter.organisation)
    charter = lock(charter, seen=seen)
    stages.require_adopted(charter.stage)
    today = clock.today()
    stages.require_day_in_force(effective_on, adopted_on=charter.adopted_on or today, today=today)
    replaced = queries.in_force(body)
    if replaced is not None:
        replaced = lock(replaced)
        replaced.stage, replaced.ended_on = Stage.SUPERSEDED, effective_on
        replaced.save(update_fields=["stage", "ended_on", "revision"])
    charter.stage, charter.effective_on = Stage.IN_FORCE, effective_on
    charter.save(update_fields=["stage", "effective_on", "revision"])
    organisations.show_charter(body, since=effective_on)
    record(
        "charters.enforce",
        charter,
        by=by,
        after={"effective_on": effective_on, "replaced": str(replaced) if replaced else ""},
    )
    return charter


@transaction.atomic
def report(charter: Charter, *, seen: int, by: Actor) -> Charter:
    """Report a charter to the superior, which is told and may read it: within a month of the congress (G25)."""
    charter = lock(charter, seen=seen)
    stages.require_settled(charter.stage)
    stages.require_unreported(is_reported=charter.reported_on is not None)
    body, today = charter.organisation, clock.today()
    charter.reported_on = today
    charter.save(update_fields=["reported_on", "revision"])
    is_late = today > stages.report_due(charter.adopted_on or today)
    record("charters.report", charter, by=by, after={"reported_on": today, "late": is_late})
    worklist.close("charters.report", charter, by=by)
    if body.superior:
        announce(
            "charters.report",
            title=f"{body.called}报送了章程",
            text=f"{charter.congress}于 {charter.adopted_on} 通过{'，报送超过了一个月' if is_late else ''}。",
            link=reverse("charters:show", args=[charter.code]),
            organisation=body.superior,
            permission="charters.receive",
            by=by,
        )
    return charter

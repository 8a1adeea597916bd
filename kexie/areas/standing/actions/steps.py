"""What every deed with a petition does besides: the history, the worklist, the notices."""

from django.urls import reverse

from kexie.areas.standing import rules
from kexie.areas.standing.models import Petition, Step
from kexie.areas.standing.rules import Deed, Stage
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.days import working_days_after
from kexie.engines.notices.actions import announce
from kexie.engines.worklist import actions as worklist
from kexie.foundation.organisations.models import Organisation

TURNED = ("stage", "since", "due", "revision")


def title_of(petition: Petition) -> str:
    """Return what a petition is called.

    The name is the one that the body bears now.
    """
    return f"“{petition.body.name}”的{rules.PETITION_LABELS[rules.What(petition.what)]}"


def page_of(petition: Petition) -> str:
    """Return the address of a petition."""
    return reverse("standing:show", args=[petition.code])


def place_at(petition: Petition, desk: Organisation) -> None:
    """Let a petition lie at an association's desk."""
    petition.organisation = desk
    petition.path, petition.tier, petition.territory = desk.path, desk.tier, desk.territory


def turn_to(petition: Petition, stage: Stage) -> None:
    """Begin a stage; where it waits for an association, the time for its review begins."""
    petition.stage, petition.since = stage, clock.now()
    petition.due = working_days_after(clock.today(), petition.days) if stage in rules.WAITING else None


def step(petition: Petition, deed: Deed, *, by: Actor, note: str = "") -> None:
    """Write a step into the history that both sides read."""
    Step.objects.create(
        petition=petition,
        deed=deed,
        stage=petition.stage,
        desk=petition.organisation.called if deed in rules.REVIEWING else petition.body.called,
        person_id=by.person,
        name=by.name[:60],
        note=note[: rules.MAX_REASON],
        at=clock.now(),
    )


def close(petition: Petition, *, by: Actor) -> None:
    """Close whatever waited."""
    for kind in ("standing.approve", "standing.amend"):
        worklist.close(kind, petition, by=by)


def to_the_desk(petition: Petition, what: str, *, by: Actor) -> None:
    """Let a petition wait at its desk for everybody but the applicant; the association above sees the same day."""
    close(petition, by=by)
    title = title_of(petition)
    worklist.wait(
        "standing.approve",
        petition,
        what=f"审核{title}",
        link=page_of(petition),
        organisation=petition.organisation,
        permission="standing.review",
        apart=petition.applicant,
        due=petition.due,
        is_owed=True,
        by=by,
    )
    tell(petition, what, petition.organisation, f"{title}申请等待审核", text=f"请在 {petition.due} 前办理。", by=by)


def to_the_body(petition: Petition, *, by: Actor) -> None:
    """Let a petition wait for the body that has to mend it."""
    close(petition, by=by)
    worklist.wait(
        "standing.amend",
        petition,
        what=f"修改{title_of(petition)}申请后再提交",
        why=petition.reason,
        link=page_of(petition),
        organisation=petition.body,
        permission="standing.manage",
        by=by,
    )


def tell(petition: Petition, what: str, told: Organisation, title: str, *, by: Actor, text: str = "") -> None:
    """Tell those who work with a petition in the body, or at a desk."""
    announce(
        what,
        title=title,
        text=text,
        link=page_of(petition),
        organisation=told,
        permission="standing.manage" if told == petition.body else "standing.review",
        by=by,
    )

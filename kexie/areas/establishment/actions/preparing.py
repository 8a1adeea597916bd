"""The preparatory group's work: what it says, what it hands in, and when it submits."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from kexie.areas.charters import queries as charters
from kexie.areas.charters.models import Charter
from kexie.areas.establishment import queries, rules
from kexie.areas.establishment.actions.founding import ask_superior, to_review
from kexie.areas.establishment.actions.steps import close, step, tell_the_desk, to_the_group
from kexie.areas.establishment.models import TURNED, Case, Material, Sponsor, Version
from kexie.areas.establishment.rules import Deed, Stage
from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.files import actions as files
from kexie.engines.files.models import File
from kexie.engines.files.rules import Upload
from kexie.engines.papers import queries as papers
from kexie.foundation.organisations.rules import require_not_future
from kexie.foundation.records.actions import record

TYPED = ("workers", "consent_by", "consented_on", "superior_enterprise", "superior_consented_on")


@transaction.atomic
def prepare(
    case: Case,
    *,
    leader: str,
    leader_post: str,
    members: str,
    seen: int,
    by: Actor,
    workers: int | None = None,
    consent_by: str = "",
    consented_on: date | None = None,
    superior_enterprise: str = "",
    superior_consented_on: date | None = None,
) -> Case:
    """Write who prepares, who consented when, and how many workers there are (EST-02, EST-05, G12, G15)."""
    case = lock(case, seen=seen)
    rules.require_opening(case.stage)
    for field, day in (("consented_on", consented_on), ("superior_consented_on", superior_consented_on)):
        require_not_future(day, today=clock.today(), field=field)
    people = rules.group(members)
    before = {name: getattr(case, name) for name in TYPED}
    case.workers, case.consent_by, case.consented_on = workers, consent_by.strip(), consented_on
    case.superior_enterprise = superior_enterprise.strip()
    case.superior_consented_on = superior_consented_on if case.in_group else None
    case.save(update_fields=[*TYPED, "revision"])
    ask_superior(case)
    case.sponsors.all().delete()
    group = [Sponsor(case=case, name=leader.strip(), post=leader_post.strip(), is_leader=True)]
    Sponsor.objects.bulk_create([*group, *(Sponsor(case=case, name=name, post=post) for name, post in people)])
    step(case, Deed.PREPARE, by=by)
    after = {name: getattr(case, name) for name in TYPED}
    record("establishment.prepare", case, by=by, organisation=case.body, before=before, after=after)
    return case


@transaction.atomic
def upload(material: Material, *, file: Upload, seen: int, by: Actor) -> Version:
    """Hand in a material, or replace it; earlier versions stay (EST-08).

    Raises ValidationError while the association reviews: what it looks at does not change under its hands.
    """
    case = lock(material.case, seen=seen)
    rules.require_opening(case.stage)
    version = keep(material, file, by=by)
    case.save(update_fields=["revision"])
    step(case, Deed.UPLOAD, by=by, note=f"{material.label}（第 {version.number} 版）")
    after = {"material": material.label, "version": version.number}
    record("establishment.upload", case, by=by, organisation=case.body, after=after)
    return version


def _hand_in_draft(case: Case, *, by: Actor) -> None:
    """Hand in the charter's draft as it stands now: the association reads this one and none that changes (EST-02)."""
    material = case.materials.filter(key=rules.CHARTER).first()
    draft = queries.draft_for(material) if material else None
    if material and draft:
        keep_charter(material, draft, by=by)


def keep_charter(material: Material, charter: Charter, *, by: Actor) -> Version:
    """Keep a charter that was written on the platform as the newest version of a material, with what the rules say."""
    made = papers.articles_pdf(charters.paper(charter))
    file = files.keep_made(made, name=f"{charters.file_name(charter)}.pdf", kind="pdf", by=by)
    return _add(material, file, findings=[finding.sentence for finding in charters.findings(charter)], by=by)


def keep(material: Material, file: Upload, *, by: Actor) -> Version:
    """Keep a file as the newest version of a material; what was returned counts as mended."""
    return _add(material, files.keep(file, by=by), findings=[], by=by)


def _add(material: Material, file: File, *, findings: Sequence[str], by: Actor) -> Version:
    last = material.versions.values_list("number", flat=True).first() or 0
    version = Version.objects.create(
        material=material,
        number=last + 1,
        file=file,
        name=by.name[:60],
        at=clock.now(),
        findings=list(findings),
    )
    if material.is_faulty:
        material.is_faulty = False
        material.save(update_fields=["is_faulty"])
    return version


@transaction.atomic
def submit(case: Case, *, seen: int, by: Actor) -> Case:
    """Hand the case to the association; refused with everything that is missing (EST-02, EST-03, EST-07)."""
    case = lock(case, seen=seen)
    rules.require_opening(case.stage)
    rules.require_complete(queries.missing(case))
    _hand_in_draft(case, by=by)
    return to_review(case, by=by)


@transaction.atomic
def recall(case: Case, *, seen: int, by: Actor) -> Case:
    """Take a case back from the desk to change it; whoever was reviewing is told."""
    case = lock(case, seen=seen)
    rules.require_waiting(case.stage)
    case.turn_to(Stage.PREPARING, clock.now())
    case.due = None
    case.save(update_fields=[*TURNED, "due", "revision"])
    step(case, Deed.RECALL, by=by)
    record("establishment.recall", case, by=by, organisation=case.body)
    close(case, by=by)
    to_the_group(case, "establishment.submit", what=f"修改“{case.body.name}”的设立申请后再提交", by=by)
    tell_the_desk(case, "establishment.recall", title=f"“{case.body.name}”撤回了设立申请，修改后再提交", by=by)
    return case

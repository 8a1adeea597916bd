"""What whoever answers is shown: the questionnaire, the own draft, the own answer."""

import json
from typing import Any

from kexie.areas.membership.models import Member
from kexie.areas.surveys.models import Survey
from kexie.areas.surveys.queries.running import collection
from kexie.areas.surveys.rules import Audience
from kexie.core.actors import Actor
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Draft, Response
from kexie.engines.questionnaires.queries.collecting import Respondent, mark_of
from kexie.engines.questionnaires.queries.sheets import carried, compiled
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.organisations.models import Organisation, OrganisationQuerySet
from kexie.foundation.people.models import Person


def places(rows: OrganisationQuerySet, survey: Survey) -> list[Organisation]:
    """Return the organisations for which somebody may answer, out of those where the role allows it."""
    seats = collection(survey).roll.filter(is_expected=True, organisation__isnull=False)
    return list(rows.filter(pk__in=seats.values("organisation")).order_by("name_key", "id"))


def is_addressed(survey: Survey, respondent: Respondent) -> bool:
    """Tell whether a survey is for whoever answers: everybody with the link, a member, a body of the roll.

    A member who joined after the opening may answer, too.
    """
    if survey.audience == Audience.LINK:
        return True
    seats = collection(survey).roll.filter(is_expected=True)
    if survey.audience == Audience.BODIES:
        return respondent.organisation is not None and seats.filter(organisation=respondent.organisation).exists()
    if respondent.person is None:
        return False
    actor = Actor(person=respondent.person, name="")
    own = Member.objects.of(actor).on_roll().under(survey.organisation)
    return seats.filter(person=respondent.person).exists() or own.exists()


def has_answered(survey: Survey, respondent: Respondent) -> bool:
    """Tell whether whoever comes has answered already, as far as the roll knows."""
    once = Once(collection(survey).once)
    known = {Once.PERSON: respondent.person, Once.ORGANISATION: respondent.organisation, Once.DEVICE: respondent.token}
    if not known.get(once):
        return False
    return collection(survey).roll.filter(key=respondent.key(once), is_answered=True).exists()


def draft(survey: Survey, respondent: Respondent) -> tuple[dict[str, list[str]], str]:
    """Return what was typed so far and the mark of it; empty where nothing is kept."""
    kept = collection(survey).drafts.filter(key=respondent.desk).first() if respondent.desk else None
    return (typed(kept), mark_of(kept)) if kept else ({}, "")


def typed(draft: Draft) -> dict[str, list[str]]:
    """Return what a draft holds."""
    found: dict[str, list[str]] = json.loads(draft.typed)
    return found


def started(survey: Survey, person: Person | None) -> dict[str, list[str]]:
    """Return what stands in the questionnaire before anything is typed."""
    definition, _ = compiled(collection(survey).version)
    return carried(definition, None if collection(survey).is_anonymous else person)


def own(survey: Survey, respondent: Respondent) -> Response | None:
    """Return one's own answer, which may be changed; of anonymous ones nobody knows whose they are."""
    rows = collection(survey).responses.filter(is_void=False).select_related("collection__version")
    if collection(survey).is_anonymous or respondent.person is None:
        return None
    if survey.audience == Audience.BODIES:
        return rows.filter(organisation=respondent.organisation).first() if respondent.organisation else None
    return rows.filter(person=respondent.person).order_by("-submitted_at").first()


def retyped(response: Response) -> dict[str, list[str]]:
    """Return an answer as it was typed, with what is personal, for the one who gave it."""
    personal: dict[str, Any] = json.loads(response.personal) if response.personal else {}
    return rules.retyped({**response.answers, **personal})

"""Each unit says for itself whether it founds together with the others."""

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment import actions, queries
from kexie.areas.establishment.models import Partner
from kexie.areas.establishment.tests import uniting
from kexie.areas.establishment.tests.factories import by
from kexie.core.tests.threads import at_once
from kexie.engines.notices.tests.factories import titles
from kexie.engines.worklist.queries import todo
from kexie.foundation.appointments.tests.factories import actor, appointed
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("EST-04"), pytest.mark.spec("EST-07")]


def send(partner: Partner, **given: object) -> tuple[int, str]:
    secretary = appointed(partner.organisation, "secretary")
    typed = {"seen": partner.revision, "answer": "consented", "consent_by": "", "reason": ""} | given
    where = f"/organisations/{partner.organisation.code}/consent/{partner.pk}/"
    answer = pages.send(pages.browser(secretary), where, **typed)
    partner.refresh_from_db()
    return answer.status_code, answer.text


def test_a_secretary_says_yes_and_those_who_prepare_are_told() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    status, html = send(partner)
    assert (status, "请填写作出决定的机构" in html, partner.answer) == (422, True, "")
    assert send(partner, consent_by="中共参加公司支部")[0] == 303
    assert partner.answer == "consented"
    assert f"“{partner.organisation.called}”同意共同发起" in titles(case.applicant)
    assert not list(todo(actor(appointed(partner.organisation)), [partner.organisation]))


def test_a_no_has_a_reason_and_is_said_by_name_and_article() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    assert "请写明不同意的原因" in send(partner, answer="declined")[1]
    assert send(partner, answer="declined", reason="准备自己建立")[0] == 303
    lines = " ".join(queries.missing(case))
    assert f"“{partner.organisation.name}”不同意共同发起" in lines
    assert "第十七条" in lines


def test_one_that_has_not_consented_holds_the_case_back() -> None:
    case = uniting.prepared()
    partner = uniting.invited(case)
    uniting.assigned(case)
    case.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        uniting.submitted(case)
    assert (
        f"“{partner.organisation.name}”还没有同意（《企业科学技术协会组织通则》第十七条）。" in refusal.value.messages
    )


def test_who_leads_gives_up_instead_of_saying_no() -> None:
    case = uniting.united()
    (lead,) = case.partners.all()
    assert send(lead, answer="declined", reason="算了")[0] == 422


def test_an_answer_to_what_was_changed_meanwhile_is_not_taken() -> None:
    case = uniting.united()
    partner = uniting.invited(case)
    uniting.assigned(case)
    assert send(partner, consent_by="中共参加公司支部")[0] == 409
    assert partner.answer == ""


@pytest.mark.django_db(transaction=True)
def test_two_consent_while_the_case_is_submitted() -> None:
    """Whoever comes first: it is submitted with both, or refused by the names of those who had not answered."""
    case = uniting.prepared()
    rows = list(case.partners.filter(is_lead=False))
    Partner.objects.filter(pk__in=[row.pk for row in rows]).update(answer="", answered_on=None, consent_by="")
    people = [appointed(row.organisation, "secretary") for row in rows]

    def say(place: int) -> object:
        said = {"answer": "consented", "consent_by": "中共支部", "reason": ""}
        return actions.consent(rows[place], **said, seen=rows[place].revision, by=by(people[place]))

    done = at_once(lambda: say(0), lambda: say(1), lambda: uniting.submitted(case))
    case.refresh_from_db()
    answers = set(case.partners.values_list("answer", flat=True))
    assert answers == {"consented"}, "no yes is lost"
    assert not any(isinstance(result, ValidationError) for result in done[:2])
    is_submitted = case.stage == "submitted"
    assert isinstance(done[2], ValidationError) is not is_submitted

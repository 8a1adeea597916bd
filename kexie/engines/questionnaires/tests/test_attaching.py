"""Files wait for an answer, belong to it once it is sent, and nothing else of them is left."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from kexie.engines.files.actions import unused
from kexie.engines.files.models import File
from kexie.engines.files.rules import Upload
from kexie.engines.files.tests.factories import PDF
from kexie.engines.questionnaires import actions, rules
from kexie.engines.questionnaires.models import Attachment, Collection, Response
from kexie.engines.questionnaires.queries.collecting import Respondent
from kexie.engines.questionnaires.rules import attaching
from kexie.engines.questionnaires.tests import answered, attached
from kexie.engines.questionnaires.tests.illustrated import BY, png
from kexie.foundation.people.tests import factories as persons

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-01")]


def sent(to: Collection, question: str = "proof") -> str:
    upload = Upload("证书.pdf", "pdf", PDF) if question == "proof" else Upload("照片.png", "png", png())
    return actions.attach(to, question=question, file=upload, by=BY).file.code


def submit(to: Collection, **typed: str | list[str]) -> Response:
    given = {name: [text] if isinstance(text, str) else text for name, text in typed.items()}
    return actions.submit(to, typed=given, respondent=Respondent(), by=BY)


def test_what_is_hidden_or_taken_back_leaves_no_file() -> None:
    to = answered.collection(items=attached.ITEMS)
    kept, hidden, dropped = sent(to, "photo"), sent(to), sent(to, "photo")
    actions.detach(to, code=dropped)
    response = submit(to, has="no", photo=kept, proof=hidden)
    assert response.answers == {"has": "no", "photo": [kept]}
    assert list(Attachment.objects.values_list("file__code", "response")) == [(kept, response.pk)]
    assert set(unused().values_list("code", flat=True)) == {hidden, dropped}


def test_a_file_of_another_answer_question_or_collection_is_refused() -> None:
    to, other = (answered.collection(items=attached.ITEMS) for _ in range(2))
    used = sent(to, "photo")
    submit(to, photo=used)
    for code in (used, sent(to, "proof"), sent(other, "photo"), "2222222222"):
        with pytest.raises(actions.Refused) as refused:
            submit(to, photo=code)
        assert refused.value.faults == {"photo": rules.WORDS["lost_files"]}


@pytest.mark.spec("FRM-06")
def test_a_changed_answer_keeps_adds_and_lets_go() -> None:
    to = answered.collection(items=attached.ITEMS)
    Collection.objects.update(is_changeable=True)
    first, second, third = sent(to), sent(to), sent(to)
    who = Respondent(persons.person().pk)
    response = actions.submit(to, typed={"has": ["yes"], "proof": [first, second]}, respondent=who, by=BY)
    actions.amend(response, typed={"has": ["yes"], "proof": [second, third]}, seen=response.revision, by=BY)
    assert set(Attachment.objects.values_list("file__code", flat=True)) == {second, third}


def test_what_nobody_sends_is_swept() -> None:
    to, over = (answered.collection(items=attached.ITEMS) for _ in range(2))
    old, fresh, late, kept = sent(to), sent(to), sent(over), sent(to, "photo")
    submit(to, photo=kept)
    File.objects.filter(code__in=[old, kept]).update(at=Now() - timedelta(days=31))
    Collection.objects.filter(pk=over.pk).update(closed_at=Now() - timedelta(days=2))
    actions.sweep()
    assert set(Attachment.objects.values_list("file__code", flat=True)) == {fresh, kept}
    assert late not in {fresh, kept}


def test_not_too_much_waits_and_nothing_is_taken_after_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    to = answered.collection(items=attached.ITEMS)
    monkeypatch.setattr(attaching, "MAX_WAITING", 3 * len(PDF) // 2)
    sent(to)
    with pytest.raises(ValidationError, match="上传的人太多"):
        sent(to)
    closed = actions.close(to, by=BY)
    with pytest.raises(ValidationError, match="已经结束"):
        sent(closed)


@pytest.mark.spec("FRM-06")
def test_an_anonymous_questionnaire_takes_no_files() -> None:
    with pytest.raises(ValidationError, match="匿名的问卷不能收文件"):
        answered.collection(items=attached.ITEMS[:3], is_anonymous=True)

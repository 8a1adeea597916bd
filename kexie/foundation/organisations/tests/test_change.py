"""Name, dates, status and code of a body change; an old page changes nothing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core.locks import Stale
from kexie.core.requests import sentence
from kexie.core.tests.threads import at_once
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "91430600000000000R", "91430600MA4L000000"


@pytest.mark.spec("ORG-07")
def test_what_is_given_changes_and_the_rest_stays() -> None:
    body = factories.body(name="旧名", short_name="旧", founded_on=date(2001, 2, 3))
    changed = actions.change(body, seen=body.revision, name="新名", uscc="9143 0600 0000 0000 0r", by=factories.BY)
    kept = Organisation.objects.get(pk=body.pk)
    assert (kept.name, kept.uscc, kept.short_name, kept.founded_on) == ("新名", NUMBER, "旧", date(2001, 2, 3))
    assert changed.revision == kept.revision == body.revision + 1
    assert kept.path == body.path


@pytest.mark.spec("SCP-06")
def test_the_record_holds_what_was_and_what_is() -> None:
    body = factories.body(name="旧名")
    actions.change(body, seen=0, name="新名", founded_on=date(2026, 11, 21), by=factories.BY)
    record = Record.objects.get(what="organisations.change")
    assert record.before == {"name": "旧名", "founded_on": None}
    assert record.after == {"name": "新名", "founded_on": "2026-11-21"}
    assert (record.organisation, record.organisation_path) == (body.pk, body.path)


@pytest.mark.spec("REL-03")
def test_a_stale_page_changes_nothing() -> None:
    body = factories.body(name="旧名")
    actions.change(body, seen=body.revision, name="先改的", by=factories.BY)
    with pytest.raises(Stale) as stale:
        actions.change(body, seen=body.revision, name="后改的", by=factories.BY)
    assert str(stale.value.row) == "先改的"
    assert Organisation.objects.get(pk=body.pk).name == "先改的"
    assert Record.objects.filter(what="organisations.change").count() == 1


@pytest.mark.spec("REL-03")
@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_the_same_moment_one_wins() -> None:
    body = factories.body(name="旧名")
    names = ["甲改的", "乙改的"]
    came = at_once(*(lambda name=name: actions.change(body, seen=0, name=name, by=factories.BY) for name in names))
    assert [isinstance(one, Stale) for one in came].count(True) == 1
    winner = next(one for one in came if isinstance(one, Organisation))
    assert Organisation.objects.get(pk=body.pk).name == winner.name
    assert Record.objects.get(what="organisations.change").after == {"name": winner.name}


@pytest.mark.spec("ORG-07")
@pytest.mark.parametrize("empty", ["", None])
def test_a_code_can_be_taken_away(empty: str | None) -> None:
    body = factories.body(kind="enterprise", uscc=NUMBER)
    assert actions.change(body, seen=0, uscc=empty, by=factories.BY).uscc is None


@pytest.mark.spec("ORG-07")
def test_a_wrong_code_is_refused() -> None:
    body = factories.body(kind="enterprise", uscc=NUMBER)
    with pytest.raises(ValidationError, match="校验位"):
        actions.change(body, seen=0, uscc="91430600000000000X", by=factories.BY)
    assert Organisation.objects.get(pk=body.pk).uscc == NUMBER


@pytest.mark.spec("ORG-07")
def test_the_code_of_another_live_body_is_refused() -> None:
    factories.body(kind="enterprise", uscc=NUMBER)
    body = factories.body(kind="enterprise")
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        actions.change(body, seen=0, uscc=NUMBER, by=factories.BY)
    assert "已经登记过" in sentence(broken.value)


@pytest.mark.spec("ORG-07")
@pytest.mark.parametrize("name", ["", "   ", "　"])
def test_a_body_keeps_a_name(name: str) -> None:
    body = factories.body()
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        actions.change(body, seen=0, name=name, by=factories.BY)
    assert sentence(broken.value) == "请填写名称。"
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        factories.body(name=name)
    assert sentence(broken.value) == "请填写名称。"


@pytest.mark.spec("ORG-07")
def test_spaces_around_names_are_dropped() -> None:
    body = factories.body(name=" 甲 ", short_name=" 乙 ")
    assert (body.name, body.short_name) == ("甲", "乙")
    changed = actions.change(body, seen=0, name=" 丙 ", short_name=" 丁 ", by=factories.BY)
    assert (changed.name, changed.short_name) == ("丙", "丁")


@pytest.mark.spec("ORG-06")
@pytest.mark.parametrize("field", ["region", "superior", "superior_id", "kind", "closed_on", "published_at", "path"])
def test_what_has_its_own_action_does_not_change_by_the_way(field: str) -> None:
    body = factories.body()
    with pytest.raises(TypeError, match=field):
        actions.change(body, seen=0, by=factories.BY, **{field: None})


@pytest.mark.spec("ORG-07")
def test_a_closed_body_does_not_come_alive_by_its_status() -> None:
    body = factories.body()
    actions.close(body, closed_on=date(2026, 11, 21), by=factories.BY)
    with pytest.raises(ValidationError, match="已经注销"):
        actions.change(body, seen=1, status="active", by=factories.BY)


@pytest.mark.spec("ORG-09")
def test_a_status_is_found_as_a_property() -> None:
    body = factories.body(status="preparing")
    actions.change(body, seen=0, status="active", by=factories.BY)
    assert not Organisation.objects.having(status="preparing").exists()
    assert body in Organisation.objects.having(status="active")

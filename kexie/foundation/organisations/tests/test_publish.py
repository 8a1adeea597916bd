"""A body's page is written, goes online and is taken down (ORG-08)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core import clock
from kexie.core.requests import sentence
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation, PublicPage
from kexie.foundation.organisations.tests import factories
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-08")]


def present(body: Organisation, **fields: Any) -> PublicPage:
    return actions.present(body, by=factories.BY, **fields)


def test_nothing_is_public_before_it_is_published() -> None:
    body = factories.body()
    assert (body.published_at, body.public_page.released) == (None, [])
    assert not Organisation.objects.published().exists()


def test_a_page_goes_online_comes_down_and_goes_online_again() -> None:
    body = actions.publish(factories.body(), by=factories.BY)
    assert body.is_public
    assert body.published_at is not None
    assert body.published_at.tzinfo is not None
    down = actions.take_offline(body, reason="  简介有误 ", by=factories.BY)
    assert not down.is_public
    assert down.offline_reason == "简介有误"
    assert (down.published_at, down.offline_at is None) == (body.published_at, False)
    assert down not in Organisation.objects.published()
    with pytest.raises(ValidationError, match="还没有修改过"):
        actions.publish(body, by=factories.BY)
    _amend(body)
    again = actions.publish(body, by=factories.BY)
    assert (again.is_public, again.offline_at, again.offline_reason) == (True, None, "")
    assert again in Organisation.objects.published()
    assert again.revision == 3


def _amend(body: Organisation) -> None:
    """Change the page a moment later: within one transaction the clock stands still."""
    with clock.held(clock.now() + timedelta(minutes=1)):
        actions.present(body, introduction="改好的简介", by=factories.BY)


def test_what_is_returned_is_what_is_kept() -> None:
    published = actions.publish(factories.body(), by=factories.BY)
    assert published.published_at == Organisation.objects.get(pk=published.pk).published_at
    down = actions.take_offline(published, reason="有误", by=factories.BY)
    assert down.offline_at == Organisation.objects.get(pk=down.pk).offline_at


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_page_comes_down_only_with_a_reason(reason: str) -> None:
    body = factories.body(published=True)
    with pytest.raises(ValidationError) as refused:
        actions.take_offline(body, reason=reason, by=factories.BY)
    assert "reason" in refused.value.message_dict
    assert Organisation.objects.get(pk=body.pk).is_public


@pytest.mark.spec("SCP-06")
def test_records_tell_who_published_and_why_it_came_down() -> None:
    body = factories.body(published=True)
    actions.take_offline(body, reason="有误", by=factories.BY)
    told = Record.objects.filter(thing_id=str(body.pk)).exclude(what="organisations.add")
    assert [(row.what, row.after, row.organisation_path) for row in told] == [
        ("organisations.publish", {}, body.path),
        ("organisations.take_offline", {"reason": "有误"}, body.path),
    ]


def test_a_closed_body_is_not_public_even_if_published() -> None:
    body = factories.body(published=True)
    actions.close(body, closed_on=body.created_at.date(), by=factories.BY)
    body.refresh_from_db()
    assert not body.is_public
    with pytest.raises(ValidationError, match="已经注销"):
        actions.publish(body, by=factories.BY)


def test_all_places_go_online_at_once_and_only_they() -> None:
    factories.association("430603")
    body = factories.body("320102")
    down = factories.association("320100")
    actions.publish(down, by=factories.BY)
    actions.take_offline(down, reason="有误", by=factories.BY)
    closed = factories.association("430602")
    actions.close(closed, closed_on=closed.created_at.date(), by=factories.BY)
    assert actions.publish_places(by=factories.BY) == 6  # the nation, 湖南 岳阳 云溪, 江苏 玄武
    assert set(Organisation.objects.published()) == set(Organisation.objects.live().associations().exclude(pk=down.pk))
    assert body not in Organisation.objects.published()
    assert Record.objects.filter(what="organisations.publish", after={"associations": 6}).count() == 1
    assert actions.publish_places(by=factories.BY) == 0
    assert Record.objects.filter(what="organisations.publish", after__has_key="associations").count() == 1


def test_a_page_is_written_and_its_sections_released() -> None:
    body = factories.body()
    page = actions.present(
        body,
        introduction="我们是谁",
        highlights=["讲理想、比贡献"],
        phone="0730-8451234",
        email="kx@example.org",
        longitude="113.262",
        latitude="29.473",
        released=[rules.Section.INTRODUCTION, rules.Section.CONTACTS],
        by=factories.BY,
    )
    kept = PublicPage.objects.get(organisation=body)
    assert (kept.introduction, kept.highlights, kept.phone) == ("我们是谁", ["讲理想、比贡献"], "0730-8451234")
    assert kept.released == ["contacts", "introduction"]
    assert kept.revision == page.revision == 1
    record = Record.objects.get(what="organisations.present")
    assert record.organisation_path == body.path
    assert record.after["released"] == ["contacts", "introduction"]
    assert record.after["fields"] == ["email", "highlights", "introduction", "latitude", "longitude", "phone"]
    assert "0730" not in str(record.after)


def test_a_section_that_is_not_released_again_is_withdrawn() -> None:
    body = factories.body()
    actions.present(body, phone="1", released=["contacts"], by=factories.BY)
    page = actions.present(body, introduction="二", released=["introduction"], by=factories.BY)
    assert (page.released, page.phone, page.introduction) == (["introduction"], "1", "二")


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "不是邮箱"},
        {"website": "javascript:alert(1)"},
        {"postcode": "1234567"},
        {"longitude": "200", "latitude": "29"},
        {"longitude": "113", "latitude": "89"},
        {"highlights": ["长" * 121]},
        {"released": ["finances"]},
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(fields: dict[str, Any]) -> None:
    body = factories.body()
    with pytest.raises(ValidationError):
        present(body, **fields)
    kept = PublicPage.objects.get(organisation=body)
    assert (kept.revision, kept.introduction, kept.email, kept.longitude) == (0, "", "", None)


@pytest.mark.parametrize("field", ["organisation", "organisation_id", "revision", "introducton"])
def test_what_is_no_part_of_the_page_is_a_mistake_of_the_caller(field: str) -> None:
    with pytest.raises(TypeError, match=field):
        present(factories.body(), **{field: 1})


@pytest.mark.parametrize("fields", [{"longitude": "113.2"}, {"latitude": "29.4"}])
def test_a_point_has_both_coordinates(fields: dict[str, Any]) -> None:
    body = factories.body()
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        present(body, **fields)
    assert "成对" in sentence(broken.value)

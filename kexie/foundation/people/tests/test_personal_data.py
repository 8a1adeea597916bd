"""Mobile numbers and e-mail addresses stand encrypted, are found, belong to one account, and are told to nobody."""

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from pytest_django import Settings

from kexie.core.tests.threads import at_once
from kexie.foundation.people import actions
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories
from kexie.foundation.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-06"), pytest.mark.spec("ACC-06")]
MOBILE, EMAIL = "13800005678", "wang.min@example.com"
OLD, NEW = "an old key of thirty-two letters!", "a new key of thirty-two letters!!"


def person(mobile: str = "", email: str = "") -> Person:
    opened = actions.open_account(
        "wangmin", name="王敏", password=factories.PASSWORD, mobile=mobile, email=email, by=factories.BY
    )
    assert opened is not None
    return opened


def everything() -> str:
    """All that stands in the tables, as a dump would have it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(p::text, ' ') FROM person AS p")
        people = cursor.fetchone()[0] or ""
        cursor.execute("SELECT string_agg(r::text, ' ') FROM record AS r")
        return f"{people} {cursor.fetchone()[0] or ''}"


def test_a_dump_holds_neither() -> None:
    kept = person(mobile=MOBILE, email=EMAIL)
    actions.set_mobile(kept, mobile="13911112222", by=factories.BY)
    actions.set_email(kept, email="other@example.com", by=factories.BY)
    assert actions.reveal(kept, what="mobile", reason="核对", by=factories.BY) == "13911112222"
    for canary in (MOBILE, EMAIL, "13911112222", "other@example.com", "5678", "@example"):
        assert canary not in everything()
    fresh = Person.objects.get()
    assert (fresh.mobile, fresh.email) == ("13911112222", "other@example.com")
    assert (fresh.masked_mobile, fresh.masked_email) == ("139****2222", "o***@example.com")


@pytest.mark.parametrize("typed", ["wangmin", "138 0000 5678", "+8613800005678", "Wang.Min@example.COM "])
def test_an_account_is_known_by_name_number_and_address(typed: str) -> None:
    kept = person(mobile=MOBILE, email=EMAIL)
    assert list(Person.objects.get_queryset().known_as(typed)) == [kept]


@pytest.mark.parametrize("typed", ["", " ", "wang", "13800005679", "min@example.com"])
def test_nobody_else_is_known_by_them(typed: str) -> None:
    person(mobile=MOBILE, email=EMAIL)
    actions.open_account("other", name="李", password=factories.PASSWORD, by=factories.BY)
    assert not Person.objects.get_queryset().known_as(typed).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"mobile": "12345678901"}, "mobile"),
        ({"mobile": "1380000567"}, "mobile"),
        ({"mobile": "１３８００００５６７８"}, "mobile"),
        ({"email": "nobody"}, "email"),
        ({"email": f"{'x' * 250}@example.com"}, "email"),
    ],
)
def test_what_is_malformed_is_refused(given: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        person(**given)
    assert field in refused.value.message_dict
    assert not Person.objects.exists()


@pytest.mark.parametrize("username", ["13800005678", "wang@example.com", "王敏", "-wang", ""])
def test_a_user_name_is_never_taken_for_a_number_or_an_address(username: str) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.open_account(username, name="王", password=factories.PASSWORD, by=factories.BY)
    assert "username" in refused.value.message_dict


def test_each_belongs_to_one_account() -> None:
    person(mobile=MOBILE, email=EMAIL)
    other = factories.person()
    for action, field, value in ((actions.set_mobile, "mobile", MOBILE), (actions.set_email, "email", EMAIL)):
        with pytest.raises(ValidationError) as refused:
            action(other, **{field: value}, by=factories.BY)
        assert "用在别的账号上" in refused.value.message_dict[field][0]


def test_a_closed_account_lets_go_of_them() -> None:
    kept = actions.close_account(person(mobile=MOBILE, email=EMAIL), by=factories.BY)
    assert (kept.mobile, kept.email, kept.name) == ("", "", "已注销用户")
    assert "王敏" not in everything().replace("平台", "")
    again = actions.open_account(
        "wangmin", name="王敏", password=factories.PASSWORD, mobile=MOBILE, email=EMAIL, by=factories.BY
    )
    assert list(Person.objects.get_queryset().known_as(MOBILE)) == [again]
    with pytest.raises(ValidationError, match="已经注销"):
        actions.set_mobile(kept, mobile="13911112222", by=factories.BY)


@pytest.mark.django_db(transaction=True)
def test_of_several_at_the_same_moment_one_gets_the_number() -> None:
    people = [factories.person() for _ in range(4)]

    def take(one: Person) -> object:
        try:
            return actions.set_mobile(one, mobile=MOBILE, by=factories.BY)
        except ValidationError as refused:
            return refused.message_dict

    came = at_once(*[lambda one=one: take(one) for one in people])
    assert sum(isinstance(one, Person) for one in came) == 1
    assert all("mobile" in one for one in came if isinstance(one, dict))
    assert len(list(Person.objects.get_queryset().known_as(MOBILE))) == 1


def test_everything_is_encrypted_anew_with_another_key(settings: Settings) -> None:
    settings.DATA_KEYS = [OLD]
    kept = person(mobile=MOBILE, email=EMAIL)
    factories.person()
    settings.DATA_KEYS = [NEW, OLD]
    assert list(Person.objects.get_queryset().known_as(MOBILE)) == [kept]
    other = factories.person()
    with pytest.raises(ValidationError):  # also while half of the rows have the old index
        actions.set_mobile(other, mobile=MOBILE, by=factories.BY)
    assert actions.encrypt_anew(by=factories.BY) == 1
    assert actions.encrypt_anew(by=factories.BY) == 0
    settings.DATA_KEYS = [NEW]
    assert list(Person.objects.get_queryset().known_as(EMAIL)) == [kept]
    assert Person.objects.get(pk=kept.pk).mobile == MOBILE
    assert Record.objects.filter(what="people.encrypt_anew").count() == 1


def test_an_encrypted_column_is_never_searched() -> None:
    lookup = {"mobile__startswith": "138"}
    with pytest.raises(FieldError, match="blind index"):
        Person.objects.filter(**lookup).exists()

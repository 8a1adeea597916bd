"""What can happen to accounts. Records tell that it happened, never a number, an address or a password."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kexie.core import clock
from kexie.core.actors import Actor
from kexie.core.cipher import blind_index, blind_indexes
from kexie.core.locks import lock
from kexie.foundation.people import rules
from kexie.foundation.people.models import EMAIL, MOBILE, Person
from kexie.foundation.records.actions import record

BATCH = 500


@transaction.atomic
def open_account(
    username: str,
    *,
    name: str,
    password: str | None,
    by: Actor,
    mobile: str = "",
    email: str = "",
    must_change_password: bool = False,
) -> Person | None:
    """Open an account; None if the user name is taken.

    Without a password nobody can sign in with one until it is set. Raises ValidationError beside `username`, `mobile`
    or `email` where one is malformed or used by another account.
    """
    person = Person(username=rules.require_username(username), name=name, must_change_password=must_change_password)
    person.set_password(password)
    _put_mobile(person, mobile)
    _put_email(person, email)
    if Person.objects.filter(username=username).exists():
        return None
    try:
        _save(person)
    except _Taken:
        return None
    record("people.open_account", person, by=by)
    return person


@transaction.atomic
def set_mobile(person: Person, *, mobile: str, by: Actor) -> Person:
    """Set or empty the mobile number; raises ValidationError where it is malformed or another account's."""
    person = _lock_open(person)
    _put_mobile(person, mobile)
    _save(person, "mobile", "mobile_index")
    record("people.set_mobile", person, by=by)
    return person


@transaction.atomic
def set_email(person: Person, *, email: str, by: Actor) -> Person:
    """Set or empty the e-mail address; raises ValidationError where it is malformed or another account's."""
    person = _lock_open(person)
    _put_email(person, email)
    _save(person, "email", "email_index")
    record("people.set_email", person, by=by)
    return person


@transaction.atomic
def change_password(person: Person, *, present: str, new: str, by: Actor) -> Person:
    """Set a new password; raises ValidationError when the present one is wrong or the new one is the same."""
    person = _lock_open(person)
    if not person.check_password(present):
        raise ValidationError({"present": "现在的密码不对。"})
    if new == present:
        raise ValidationError({"new": "新密码不能和现在的密码一样。"})
    return _set_password(person, new, what="people.change_password", by=by)


@transaction.atomic
def reset_password(person: Person, *, new: str, by: Actor) -> Person:
    """Set a new password for somebody who proved otherwise who they are."""
    return _set_password(_lock_open(person), new, what="people.reset_password", by=by)


@transaction.atomic
def require_new_password(person: Person, *, by: Actor) -> Person:
    """Let the person do nothing but choose a new password with the next request (ACC-04)."""
    person = _lock_open(person)
    person.must_change_password = True
    person.save(update_fields=["must_change_password"])
    record("people.require_new_password", person, by=by)
    return person


@transaction.atomic
def lock_account(person: Person, *, reason: str, for_platform: bool = False, by: Actor) -> Person:
    """Lock an account: its sessions end with their next request, for good (ACC-03).

    What was locked for the platform's safety is unlocked only for the platform.
    """
    person = _lock_open(person)
    rules.require_not_locked(person.locked_at is not None)
    person.lock_reason = rules.require_reason(reason)
    person.is_active, person.locked_at, person.locked_for_platform = False, clock.now(), for_platform
    person.session_era += 1
    person.save(update_fields=["is_active", "locked_at", "lock_reason", "locked_for_platform", "session_era"])
    after = {"lock_reason": person.lock_reason, "locked_for_platform": for_platform}
    record("people.lock_account", person, by=by, after=after)
    return person


@transaction.atomic
def unlock_account(person: Person, *, for_platform: bool = False, by: Actor) -> Person:
    """Let a locked account be used again; former sessions stay ended."""
    person = _lock_open(person)
    rules.require_locked(person.locked_at is not None)
    rules.require_unlockable(locked_for_platform=person.locked_for_platform, for_platform=for_platform)
    before = {"lock_reason": person.lock_reason, "locked_for_platform": person.locked_for_platform}
    person.is_active, person.locked_at, person.lock_reason, person.locked_for_platform = True, None, "", False
    person.save(update_fields=["is_active", "locked_at", "lock_reason", "locked_for_platform"])
    record("people.unlock_account", person, by=by, before=before)
    return person


@transaction.atomic
def end_sessions(person: Person, *, by: Actor) -> Person:
    """Sign out everywhere."""
    person = _lock_open(person)
    person.session_era += 1
    person.save(update_fields=["session_era"])
    record("people.end_sessions", person, by=by)
    return person


@transaction.atomic
def consent(person: Person, *, version: str, by: Actor) -> Person:
    """Write down which version of the consent the person gave (PIPL 13 and 14)."""
    person = _lock_open(person)
    before, person.consented_to, person.consented_at = person.consented_to, version, clock.now()
    person.save(update_fields=["consented_to", "consented_at"])
    record("people.consent", person, by=by, before={"consented_to": before}, after={"consented_to": version})
    return person


@transaction.atomic
def reveal(person: Person, *, what: str, reason: str, by: Actor) -> str:
    """Return a masked value in full and write down who saw it and why (ACC-06); `what` is "mobile" or "email"."""
    if what not in {"mobile", "email"}:
        raise ValueError(what)
    person = lock(person)
    record("people.reveal", person, by=by, after={"what": what, "reason": reason})
    value: str = getattr(person, what)
    return value


@transaction.atomic
def close_account(person: Person, *, by: Actor) -> Person:
    """Close an account for good and erase what it holds of the person (PIPL 47); records stay as long as they must."""
    person = _lock_open(person)
    person.is_active, person.closed_at = False, clock.now()
    person.session_era += 1
    person.username, person.name = f"closed-{person.pk}", rules.CLOSED_NAME
    person.set_unusable_password()
    _put_mobile(person, "")
    _put_email(person, "")
    person.save()
    record("people.close_account", person, by=by)
    return person


def encrypt_anew(*, by: Actor) -> int:
    """Encrypt with the first key what stands under another one; return how many accounts.

    A batch at a time, so that it may be stopped and started again while people work.
    """
    done, last = 0, 0
    while numbers := list(Person.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = numbers[-1]
        done += _encrypt_batch(numbers, by)
    return done


@transaction.atomic
def _encrypt_batch(numbers: list[int], by: Actor) -> int:
    done = 0
    for person in Person.objects.select_for_update().filter(pk__in=numbers).order_by("pk"):
        indexes = (person.mobile_index, person.email_index)
        _put_index(person)
        if indexes != (person.mobile_index, person.email_index):
            person.save(update_fields=["mobile", "mobile_index", "email", "email_index"])
            record("people.encrypt_anew", person, by=by)
            done += 1
    return done


class _Taken(Exception):
    """Somebody took the user name at the same moment."""


def _lock_open(person: Person) -> Person:
    person = lock(person)
    rules.require_open(person.closed_at is not None)
    return person


def _set_password(person: Person, new: str, *, what: str, by: Actor) -> Person:
    person.set_password(new)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(what, person, by=by)
    return person


def _put_mobile(person: Person, typed: str) -> None:
    person.mobile = rules.mobile(typed)
    _put_index(person)
    indexes = blind_indexes(person.mobile, purpose=MOBILE)
    if person.mobile and Person.objects.filter(mobile_index__in=indexes).exclude(pk=person.pk).exists():
        raise ValidationError({"mobile": _sentence("person_mobile")})


def _put_email(person: Person, typed: str) -> None:
    person.email = rules.email(typed)
    _put_index(person)
    indexes = blind_indexes(person.email, purpose=EMAIL)
    if person.email and Person.objects.filter(email_index__in=indexes).exclude(pk=person.pk).exists():
        raise ValidationError({"email": _sentence("person_email")})


def _put_index(person: Person) -> None:
    person.mobile_index = blind_index(person.mobile, purpose=MOBILE) if person.mobile else None
    person.email_index = blind_index(person.email, purpose=EMAIL) if person.email else None


def _save(person: Person, *fields: str) -> None:
    """Save; what another account took at the same moment is told beside its field."""
    try:
        with transaction.atomic():
            person.save(update_fields=fields or None, force_insert=not fields)
    except IntegrityError as broken:
        name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", None)
        if name == "person_username":
            raise _Taken from broken
        if name in {"person_mobile", "person_email"}:
            raise ValidationError({name.removeprefix("person_"): _sentence(name)}) from broken
        raise


def _sentence(name: str) -> str:
    return next(str(one.violation_error_message) for one in Person._meta.constraints if one.name == name)

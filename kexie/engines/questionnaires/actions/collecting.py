"""Answers are gathered: from when to when, from whom, and how it ends."""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet

from kexie.core import clock, codes
from kexie.core.actors import Actor
from kexie.core.locks import lock
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection, Draft, Quota, Response, Version
from kexie.engines.questionnaires.queries.questions import chose
from kexie.engines.questionnaires.rules import Once
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.records.actions import record

# New rows in an order that tells nothing: neither the place in the table nor the transaction leads to the roll.
SHUFFLE = """
WITH gone AS (DELETE FROM response WHERE collection_id = %s RETURNING {columns})
INSERT INTO response ({columns}) SELECT {columns} FROM gone ORDER BY random()
"""

# In one statement, however many they are; who stands on the roll already because of an answer is expected now, too.
EXPECT = """
INSERT INTO collection_seat (collection_id, key, {word}_id, is_expected, is_answered)
SELECT %s, %s || expected.id, expected.id, true, false FROM ({rows}) AS expected (id)
ON CONFLICT (collection_id, key) DO UPDATE SET is_expected = true WHERE NOT collection_seat.is_expected
"""


@transaction.atomic
def collect(
    version: Version,
    *,
    organisation: Organisation,
    once: Once,
    opens_at: datetime,
    closes_at: datetime | None = None,
    is_daily: bool = False,
    is_anonymous: bool = False,
    is_changeable: bool = False,
    password: str = "",
    most: int | None = None,
    by: Actor,
) -> Collection:
    """Begin to gather answers to a version (FRM-06, FRM-07)."""
    rules.require_anonymous(version.definition, is_anonymous=is_anonymous)
    collection = Collection(
        code=codes.fresh(),
        questionnaire=version.questionnaire,
        version=version,
        organisation=organisation,
        codebook=rules.grown({}, version.definition),
        once=once,
        opens_at=opens_at,
        closes_at=closes_at,
        is_daily=is_daily,
        is_anonymous=is_anonymous,
        is_changeable=is_changeable,
        password=make_password(password) if password else "",
        most=most,
    )
    collection.full_clean(exclude=["questionnaire", "version", "organisation"], validate_unique=False)
    collection.save()
    _limit(collection)
    record("questionnaires.collect", collection, by=by, organisation=organisation, after={"version": version.number})
    return collection


@transaction.atomic
def renew(collection: Collection, version: Version, *, by: Actor) -> Collection:
    """Go on with a later version; what was answered keeps the version it was given to (FRM-05).

    Raises ValidationError where a question is of another kind than before, or a quota was passed already.
    """
    collection = lock(collection)
    earlier = version.questionnaire.versions.filter(number__lt=version.number).order_by("number")
    rules.require_alike((one.definition for one in earlier), version.definition)
    rules.require_anonymous(version.definition, is_anonymous=collection.is_anonymous)
    collection.version = version
    collection.codebook = rules.grown(collection.codebook, version.definition)
    collection.save(update_fields=["version", "codebook", "revision"])
    _limit(collection)
    record(
        "questionnaires.renew",
        collection,
        by=by,
        organisation=collection.organisation,
        after={"version": version.number},
    )
    return collection


def _limit(collection: Collection) -> None:
    """Set the quotas of the version in force; one that is new counts those who chose the option before."""
    wanted = rules.quotas(collection.version.definition)
    there = {(row.question, row.choice): row for row in collection.quotas.all()}
    collection.quotas.filter(pk__in=[row.pk for key, row in there.items() if key not in wanted]).delete()
    labels = {(item.key, one.key): one.label for item in collection.version.definition.items for one in item.choices}
    for key, most in wanted.items():
        row = there.get(key) or Quota(collection=collection, question=key[0], choice=key[1])
        row.most = most
        row.taken = row.taken if row.pk else chose(collection, *key)
        rules.require_room_for(labels[key], most=most, taken=row.taken)
        row.save()


@transaction.atomic
def extend(collection: Collection, *, closes_at: datetime | None, seen: int, by: Actor) -> Collection:
    """Fix another closing time; a collection that has ended takes answers again."""
    collection = lock(collection, seen=seen)
    before = collection.closes_at
    collection.closes_at, collection.closed_at = closes_at, None
    collection.full_clean(exclude=["questionnaire", "version", "organisation"], validate_unique=False)
    collection.save(update_fields=["closes_at", "closed_at", "revision"])
    record(
        "questionnaires.extend", collection, by=by, organisation=collection.organisation,
        before={"closes_at": before}, after={"closes_at": closes_at},
    )  # fmt: skip
    return collection


@transaction.atomic
def close(collection: Collection, *, by: Actor) -> Collection:
    """Take no more answers. Anonymous ones are written anew in random order, so that nothing leads to the roll."""
    collection = lock(collection)
    collection.closed_at = clock.now()
    collection.save(update_fields=["closed_at", "revision"])
    Draft.objects.filter(collection=collection).delete()
    if collection.is_anonymous:
        shuffle(collection)
    record(
        "questionnaires.close",
        collection,
        by=by,
        organisation=collection.organisation,
        after={"taken": collection.taken},
    )
    return collection


def shuffle(collection: Collection) -> None:
    """Write the answers of a collection anew in random order (FRM-06); what is counted of them stays as it is."""
    columns = ", ".join(str(field.column) for field in Response._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL kexie.shuffling = 'on'")  # the trigger that counts looks at it
        cursor.execute(SHUFFLE.format(columns=columns), [collection.pk])  # names of columns alone
        cursor.execute("SET LOCAL kexie.shuffling = 'off'")


@transaction.atomic
def expect(
    collection: Collection, *, people: QuerySet[Any, Any] | None = None, organisations: QuerySet[Any, Any] | None = None
) -> int:
    """Put on the roll who is expected to answer, out of rows of one column (FRM-10); return how many are new."""
    new = 0
    for word, rows in (("person", people), ("organisation", organisations)):
        if rows is None:
            continue
        statement, given = rows.order_by().distinct().query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(EXPECT.format(word=word, rows=statement), [collection.pk, f"{word}:", *given])
            new += cursor.rowcount
    return new


def unlock(collection: Collection, *, password: str) -> None:
    """Refuse a wrong password."""
    if not check_password(password, collection.password):
        raise ValidationError({"password": "口令不对，请向发给您问卷的人核对。"})

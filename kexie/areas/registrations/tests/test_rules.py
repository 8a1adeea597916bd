"""The rules by themselves, at their boundaries."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kexie.areas.establishment.rules import Queue, queue
from kexie.areas.registrations import rules
from kexie.areas.registrations.rules import Stage
from kexie.foundation.organisations.rules import KINDS

pytestmark = pytest.mark.spec("ACC-07")


def test_every_kind_has_one_queue() -> None:
    queues = {kind: queue(kind) for kind in KINDS if kind != "association"}
    assert {kind for kind, own in queues.items() if own == Queue.UNION} == {"federation", "consortium"}
    assert queues["enterprise"] == queues["workstation"] == Queue.ENTERPRISE
    assert queues["park"] == queues["park_association"] == Queue.PARK
    assert queues["society"] == queues["university"] == queues["other"] == Queue.SOCIETY


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 11, 16), date(2026, 12, 7)),  # Monday to Monday
        (date(2026, 11, 20), date(2026, 12, 11)),  # Friday to Friday
        (date(2026, 11, 21), date(2026, 12, 11)),  # a Saturday counts from Monday on
        (date(2026, 11, 22), date(2026, 12, 11)),
    ],
)
def test_fifteen_working_days(since: date, until: date) -> None:
    assert rules.due(since) == until


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (rules.require_waiting, {Stage.SUBMITTED, Stage.RESUBMITTED}),
        (rules.require_returned, {Stage.RETURNED}),
        (rules.require_open, {Stage.SUBMITTED, Stage.RESUBMITTED, Stage.RETURNED}),
    ],
)
def test_each_step_has_its_stages(rule: Callable[[Stage], None], allowed: set[Stage]) -> None:
    for stage in Stage:
        if stage in allowed:
            rule(stage)
        else:
            with pytest.raises(ValidationError, match=rules.STAGE_LABELS[stage]):
                rule(stage)


@pytest.mark.parametrize(
    ("reason", "is_good"), [("", False), (" \n", False), ("缺", True), ("缺" * 500, True), ("缺" * 501, False)]
)
def test_a_return_says_why(reason: str, is_good: bool) -> None:
    if is_good:
        assert rules.require_reason(f" {reason} ") == reason
    else:
        with pytest.raises(ValidationError):
            rules.require_reason(reason)


def test_only_fields_of_the_form_are_marked() -> None:
    assert rules.require_faults(["proofs", "name"]) == ["name", "proofs"]
    with pytest.raises(ValidationError):
        rules.require_faults(["applicant"])


@pytest.mark.parametrize("phone", ["1234567", "+86 138 0000 5678", "0730-8452000", "（0730）8452000"])
def test_telephone_numbers(phone: str) -> None:
    assert rules.clean_phone(phone) == phone


@pytest.mark.parametrize("phone", ["", "123456", "1" * 25, "abcdefgh", "138\n00005678"])
def test_what_is_no_telephone_number(phone: str) -> None:
    with pytest.raises(ValidationError):
        rules.clean_phone(phone)


@pytest.mark.parametrize(("number", "is_good"), [(0, False), (1, True), (3, True), (4, False)])
def test_one_to_three_proofs(number: int, is_good: bool) -> None:
    if is_good:
        rules.require_proofs(number)
    else:
        with pytest.raises(ValidationError):
            rules.require_proofs(number)

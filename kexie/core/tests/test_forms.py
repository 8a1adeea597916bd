"""Forms ask the rules that need nothing but what was typed, so that all refusals come at once."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from kexie.core.forms import Form

pytestmark = pytest.mark.django_db


def require_code(*, kind: str, code: str) -> None:
    if kind == "firm" and not code:
        raise ValidationError({"code": "没有代码"})


def require_past(on: date, *, today: date) -> None:
    if on > today:
        raise ValidationError({"on": "还没有到"})


def require_known(*, elsewhere: str) -> None:
    raise AssertionError(elsewhere)


class Asking(Form):
    asks = (require_code, require_past, require_known)

    name = forms.CharField()
    kind = forms.CharField()
    code = forms.CharField(required=False)
    on = forms.DateField()


def test_rules_refuse_in_the_same_round_as_fields() -> None:
    form = Asking({"kind": "firm", "on": "2999-01-01"})
    assert set(form.errors) == {"name", "code", "on"}
    assert form.errors["code"] == ["没有代码"]


def test_a_rule_is_not_asked_about_what_could_not_be_read() -> None:
    assert set(Asking({"name": "甲", "code": "", "on": "x"}).errors) == {"kind", "on"}
    assert Asking({"name": "甲", "kind": "person", "on": "2026-01-01"}).is_valid()

"""What somebody types about notices. Never saves."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from django import forms
from django.forms import BoundField

from kexie.core.forms import Filters, Form
from kexie.engines.notices import queries
from kexie.engines.notices.rules import CADENCE_LABELS, HALF_HOURS
from kexie.foundation.people.models import Person


class Browse(Filters):
    """What of the inbox is shown, as it stands in the address."""

    only = forms.ChoiceField(required=False, choices=[("unread", "未读")])
    kind = forms.CharField(max_length=40, required=False)

    def clean_kind(self) -> str:
        """Leave out a kind that does not exist."""
        given = str(self.cleaned_data["kind"])
        return given if given in queries.kinds() else ""


class Read(Form):
    """Nothing but the wish."""


class ReadAll(Form):
    """Of which kind; of all without one."""

    kind = forms.CharField(max_length=40, required=False)


class Change(Form):
    """For each kind of notices whether and how often, and the quiet hours; mail only where it is sent here."""

    def __init__(self, *args: Any, person: Person, has_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_email = has_email
        chosen = {row.kind: row for row in person.preferences.all()}
        for name, kind in queries.kinds().items():
            own = chosen.get(name)
            if not kind.is_important:
                self.fields[f"wanted_{name}"] = forms.BooleanField(
                    label=kind.label, required=False, initial=own.is_wanted if own else True
                )
                self.fields[f"wanted_{name}"].widget.attrs["class"] = "form-check-input"
            if has_email:
                self.fields[f"email_{name}"] = _select(
                    f"{kind.label}的邮件", list(CADENCE_LABELS.items()), own.email if own else kind.cadence
                )
        if has_email:
            starts, ends = queries.quiet_hours(person)
            hours = [(f"{hour:%H:%M}", f"{hour:%H:%M}") for hour in HALF_HOURS]
            self.fields["starts"] = _select("从", hours, f"{starts:%H:%M}")
            self.fields["ends"] = _select("到", hours, f"{ends:%H:%M}")

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """Each kind with its fields."""
        for name, kind in queries.kinds().items():
            wanted, email = f"wanted_{name}", f"email_{name}"
            yield {
                "kind": kind,
                "wanted": self[wanted] if wanted in self.fields else None,
                "email": self[email] if email in self.fields else None,
            }

    @property
    def hours(self) -> list[BoundField]:
        """The quiet hours' fields."""
        return [self["starts"], self["ends"]]

    def clean(self) -> dict[str, Any]:
        """Give what was chosen by kind."""
        typed = super().clean() or {}
        given: dict[str, Any] = {"wanted": {}}
        for name in queries.kinds():
            given["wanted"][name] = bool(typed.get(f"wanted_{name}", f"wanted_{name}" not in self.fields))
        if self.has_email:
            given["email"] = {name: typed.get(f"email_{name}", "") for name in queries.kinds()}
            given |= {name: time.fromisoformat(typed[name]) for name in ("starts", "ends") if name in typed}
        return given


def _select(label: str, choices: list[tuple[str, str]], initial: str) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select", "aria-label": label})
    return forms.ChoiceField(label=label, choices=choices, initial=initial, widget=widget)

"""A sample of every form that changes something: filled in so that it passes, in a browser that may send it.

An area keeps its own in `tests/samples.py`: `SAMPLES` gives, by the name of the route, a function that makes the rows
that the form is about and returns the form; `EXEMPT` names the routes without one, each with the reason. A route that
takes forms and stands in neither fails the tests. The drills send them twice, late, all at once and spoilt.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kexie.foundation.people.models import Person
from tests import pages

READS_FORMS = re.compile(r"request\.(POST|FILES|body|method)\b|\battempt\(|\brequire_(POST|http_methods)\b")


@dataclass(frozen=True)
class Sample:
    """A filled-in form; `leaves` where sending it ends the session, so that a late repeat is led to sign in."""

    browser: Client
    address: str
    typed: dict[str, Any] = field(default_factory=dict)
    leaves: bool = False

    def __post_init__(self) -> None:
        """Make what answers before windows ask it at once."""
        self.browser.handler.load_middleware()

    @property
    def form(self) -> dict[str, Any]:
        """The form as it is sent once: a file is read in the sending, so each sending has its own."""
        return pages.form(**{name: _again(value) for name, value in self.typed.items()})

    def again(self) -> Client:
        """Another window of the same browser; they share what answers, as making it takes longer than most requests."""
        window = Client()
        window.handler = self.browser.handler
        window.cookies = deepcopy(self.browser.cookies)
        return window


Make = Callable[[], Sample]


def by(person: Person | None, address: str, /, **typed: Any) -> Sample:
    """The sample of somebody who is signed in."""
    return Sample(pages.browser(person), address, typed)


def samples() -> dict[str, Make]:
    """Every area's samples, by the name of the route."""
    return {name: make for module in _declared() for name, make in module.SAMPLES.items()}


def exempt() -> dict[str, str]:
    """Why a route that takes forms has no sample, by its name."""
    return {name: why for module in _declared() for name, why in module.EXEMPT.items()}


def taking_forms() -> Iterator[str]:
    """Give the names of the routes whose view reads what was sent; one from a library does, for all we know."""
    for name, view in _views(get_resolver(), ""):
        inner = inspect.unwrap(view)
        if not inner.__module__.startswith("kexie.") or READS_FORMS.search(inspect.getsource(inner)):
            yield name


def _views(resolver: URLResolver, space: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _views(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry.callback


def _declared() -> Iterator[Any]:
    for config in apps.get_app_configs():
        name = f"{config.name}.tests.samples"
        if config.name.startswith("kexie.") and find_spec(f"{config.name}.tests") and find_spec(name):
            yield import_module(name)


def _again(value: Any) -> Any:
    if isinstance(value, SimpleUploadedFile):
        value.seek(0)
        return SimpleUploadedFile(value.name or "", value.read(), content_type=value.content_type or "")
    return value


def without(typed: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The same fields without some."""
    return {name: value for name, value in typed.items() if name not in names}

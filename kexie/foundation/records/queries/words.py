"""What a record says, in the words that the apps declare (`TRAIL` of their rules)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from kexie.core.trail import Words

HERE = "kexie."
OTHER = "其他"
NOTHING = "（空）"
MAX_NUMBER = 19
UNDECLARED = Words("", deeds={})
Reference = tuple[str, str]  # a model and the key of one of its rows


@cache
def declared() -> dict[str, Words]:
    """Return what each app declares, by its label; raises ValueError for a deed that is another app's."""
    found = {}
    for config in apps.get_app_configs():
        if config.name.startswith(HERE) and find_spec(f"{config.name}.rules"):
            words = getattr(import_module(f"{config.name}.rules"), "TRAIL", None)
            if words is not None:
                found[config.label] = words
                if strange := [deed for deed in words.deeds if deed.split(".")[0] != config.label]:
                    raise ValueError(f"not {config.label}'s to name: {strange}")
    return found


@cache
def deeds() -> dict[str, str]:
    """Return what every recorded deed is called."""
    return {deed: label for words in declared().values() for deed, label in words.deeds.items()}


@cache
def things() -> dict[str, str]:
    """Return what everything is called that something is done to."""
    return {thing: label for words in declared().values() for thing, label in words.things.items()}


@cache
def named() -> frozenset[str]:
    """Return the models whose rows are shown by their names."""
    return frozenset(thing for words in declared().values() for thing in words.named)


def deed(name: str) -> str:
    """Return what a deed is called."""
    return deeds().get(name, OTHER)


def thing(name: str) -> str:
    """Return what a model is called."""
    return things().get(name, OTHER)


def facts(record: Any, names: Mapping[Reference, str]) -> list[tuple[str, str, str]]:  # noqa: ANN401 - or named values
    """Return what stood before and after, in words: the fact, before, after; `names` are those of rows referred to."""
    keys = [*record.before, *(key for key in record.after if key not in record.before)]
    said = Said(record.what, record.thing, names)
    return [
        (label, said.side(record.before, key), said.side(record.after, key))
        for key in keys
        if (label := said.fact(key))
    ]


@dataclass(frozen=True)
class Said:
    """The words of one record."""

    deed: str
    thing: str
    names: Mapping[Reference, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """What the app of the deed declares."""
        return declared().get(self.deed.split(".")[0], UNDECLARED)

    def fact(self, key: str) -> str:
        """Return what a key is called: as the app says, or as its field; empty where it is not shown."""
        if key in self.words.facts:
            return self.words.facts[key]
        known = field_of(self.thing, key)
        return str(known.verbose_name) if known is not None else OTHER

    def side(self, values: Mapping[str, Any], key: str) -> str:
        """Return what stood on one side; nothing at all where the key is not there."""
        return self.value(key, values[key]) if key in values else ""

    def value(self, key: str, given: Any) -> str:  # noqa: ANN401 - any plain value
        """Return a value in words: codes by their labels, rows by their names, nothing as nothing."""
        if given is None or given in ("", [], {}):
            return NOTHING
        if isinstance(given, bool):
            return "是" if given else "否"
        if isinstance(given, list):
            return "、".join(self.value(key, item) for item in given)
        if isinstance(given, Mapping):
            return "；".join(f"{name}：{self.value(key, item)}" for name, item in given.items())
        return self._single(key, str(given))

    def _single(self, key: str, given: str) -> str:
        if key == "fields":
            return self.fact(given)
        if model := self.refers(key):
            return self.names.get((model, given), f"编号 {given}")
        return self._labels(key).get(given, given)

    def refers(self, key: str) -> str:
        """Return the model of the rows that a key refers to."""
        if key in self.words.refers:
            return self.words.refers[key]
        known = field_of(self.thing, key)
        related = known.related_model if isinstance(known, models.ForeignKey) else None
        return related._meta.label_lower if isinstance(related, type) else ""

    def _labels(self, key: str) -> Mapping[str, str]:
        if key in self.words.values:
            return self.words.values[key]
        known = field_of(self.thing, key)
        if isinstance(known, ArrayField):
            known = known.base_field
        choices: Iterable[tuple[Any, Any]] = known.flatchoices if known is not None else ()
        return {str(code): str(label) for code, label in choices}


def references(record: Any, *, with_facts: bool = True) -> Iterator[Reference]:  # noqa: ANN401
    """Give the rows that a record refers to: its thing, if things of the kind have names, and those in its facts."""
    if record.thing in named():
        yield record.thing, record.thing_id
    said = Said(record.what, record.thing)
    for side in (record.before, record.after) if with_facts else ():
        for key, given in side.items():
            if model := said.refers(key):
                yield from ((model, str(item)) for item in (given if isinstance(given, list) else [given]))


def names(wanted: Iterable[Reference]) -> dict[Reference, str]:
    """Return the names of rows as they are today, in one query a model; those that are gone have none."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for model, number in wanted:
        if number not in ("", "None"):
            numbers[model].add(number)
    return {
        (model, str(number)): str(row)
        for model, wanted_of_it in numbers.items()
        for number, row in apps.get_model(model)._default_manager.in_bulk(_keys(model, wanted_of_it)).items()
    }


def _keys(model: str, numbers: Iterable[str]) -> list[Any]:
    """Return those that can be keys of the model at all."""
    key = apps.get_model(model)._meta.pk
    is_text = isinstance(key, models.CharField)
    return [number for number in numbers if is_text or (number.isdecimal() and len(number) < MAX_NUMBER)]


@cache
def field_of(thing: str, key: str) -> "models.Field[Any, Any] | None":
    """Return the field of the thing that a key is, if it is one and bears a Chinese name."""
    try:
        found = apps.get_model(thing)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, models.Field) and not str(found.verbose_name).isascii() else None

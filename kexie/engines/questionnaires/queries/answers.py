"""Single answers: read one by one, what people wrote to a question, and tables of them (FRM-08)."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet

from kexie.core import clock
from kexie.core.lists import Listing, Sort, listing
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import AttachedQuerySet, Attachment, Collection, Response, ResponseQuerySet
from kexie.engines.questionnaires.queries import places
from kexie.engines.questionnaires.queries.questions import Chosen, Question, answered, condition
from kexie.engines.questionnaires.rules import Item, Kind
from kexie.engines.questionnaires.rules.kinds import GRIDS, NUMERIC, ONE_OF, PERSONAL
from kexie.engines.sheets.queries import Table, as_of
from kexie.engines.sheets.rules import Column

SIZE = 50
HIDDEN = "（个人信息，未显示）"
NEWEST = Sort("newest", "最近提交的在前", ("submitted_at",), descending=True)
ANY = Sort("any", "不分先后", ())
HOW = {"labels": "选项写成文字", "codes": "选项写成编号（便于统计软件分析）"}
Answers = Mapping[str, Any]
MOST_READ, AT_ONCE = 100_000, 2_000  # texts whose words are counted, and how many are held
MOST_LETTERS = 2_000  # of a text: what comes after says little new
TEXTS = "SELECT answers ->> %s FROM response WHERE {condition} AND jsonb_exists(answers, %s) LIMIT %s"
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Said:
    """An answer to one question, in words."""

    question: Question
    words: str
    is_hidden: bool = False
    files: Sequence[Attachment] = ()


def sort(collection: Collection) -> Sort:
    """Return the order of a collection's answers: anonymous ones have no time."""
    return ANY if collection.is_anonymous else NEWEST


def page(rows: ResponseQuerySet, collection: Collection, *, after: str = "", before: str = "") -> Listing[Response]:
    """Return a page of the answers of a collection, void ones too."""
    found = rows.filter(collection=collection).select_related("person", "organisation", "version")
    return listing(found.defer("personal"), sort=sort(collection), after=after, before=before, size=SIZE)


def texts(
    rows: ResponseQuerySet, collection: Collection, name: str, *, after: str = "", before: str = ""
) -> Listing[Response]:
    """Return a page of what people wrote to a question, in no order that tells anything."""
    found = rows.valid().filter(collection=collection, answers__has_key=name).only("id", "answers", "collection_id")
    return listing(found, sort=ANY, after=after, before=before, size=SIZE)


def written(collection: Collection, keys: Sequence[str], meant: Chosen | None = None) -> dict[str, int]:
    """Return how many wrote something to each of these questions, of all or of those who chose something."""
    if not keys:
        return {}
    words, given = condition(collection, meant)
    columns = ", ".join("count(*) FILTER (WHERE jsonb_exists(answers, %s))" for _ in keys)
    with connections[collection.tallies.all().db].cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM response WHERE {words}", [*keys, *given])  # noqa: S608 - our own words
        return dict(zip(keys, cursor.fetchone(), strict=True))


@dataclass(frozen=True)
class Wording:
    """The words that many wrote to a question, with how many and how large each is shown; out of so many texts."""

    words: Sequence[tuple[str, int, int]]
    read: int
    is_all: bool


def wording(collection: Collection, name: str, meant: Chosen | None = None) -> Wording:
    """Return what many wrote to a question, or as own words of a choice, of all or of those who chose something.

    Names of people and words of one single answer are left out.
    """
    words, given = condition(collection, meant)
    found = _Read()
    database = collection.tallies.all().db
    with transaction.atomic(using=database), connections[database].chunked_cursor() as cursor:
        cursor.execute(TEXTS.format(condition=words), [name, *given, name, MOST_READ + 1])
        frequent = rules.frequent(found.each(cursor))
    most = frequent[0][1] if frequent else 0
    listed = [(word, number, rules.size(number, most)) for word, number in frequent]
    return Wording(listed, min(found.number, MOST_READ), found.number <= MOST_READ)


class _Read:
    """Texts as a cursor gives them, counted."""

    number = 0

    def each(self, cursor: Any) -> Iterator[str]:  # noqa: ANN401 - of Django
        while rows := cursor.fetchmany(AT_ONCE):
            for (text,) in rows:
                self.number += 1
                yield text[:MOST_LETTERS]


def said(response: Response, *, in_full: bool = False) -> list[Said]:
    """Return an answer question by question, as the version asked that it was given to; personal words on demand."""
    definition = response.version.definition
    answers: dict[str, Any] = dict(response.answers)
    if in_full and response.personal:
        answers |= json.loads(response.personal)
    files, known = attached(response, definition), places.named(definition.items, answers)
    found = []
    for item in definition.questions:
        is_hidden = item.kind in PERSONAL and not in_full
        words = HIDDEN if is_hidden else in_words(item, answers, known)
        shown = () if is_hidden else files.get(item.key, ())
        found.append(Said(Question(item, definition.place(item.key)), words, is_hidden, shown))
    return found


def attached(response: Response, definition: rules.Definition) -> dict[str, list[Attachment]]:
    """Return the files of an answer by question."""
    files: dict[str, list[Attachment]] = defaultdict(list)
    if any(item.kind in rules.UPLOADED for item in definition.items):
        for row in response.attachments.select_related("file"):
            files[row.question].append(row)
    return files


def attachment(rows: AttachedQuerySet, code: str, *, is_revealed: bool) -> Attachment | None:
    """Return a file of an answer; a signature only for those to whom the answer was revealed (SEC-06)."""
    found = rows.filter(file__code=code, response__isnull=False).select_related("file", "response__version").first()
    if found is None or found.response is None:
        return None
    kinds = {item.key: item.kind for item in found.response.version.definition.items}
    return found if is_revealed or kinds.get(found.question) not in PERSONAL else None


def has_personal(definition: rules.Definition) -> bool:
    """Whether a questionnaire asks for what tells who one is."""
    return any(item.kind in PERSONAL for item in definition.items)


def in_words(item: Item, answers: Answers, known: Mapping[str, str] = NOBODY) -> str:
    """Write an answer in the words of the question; nothing where it was not answered.

    `known` are the names of regions and organisations by their codes.
    """
    answer = answers.get(item.key)
    if answer is None:
        return ""
    if item.kind in GRIDS:
        return "；".join(f"{row.label}：{_cell(item, answer[row.key])}" for row in item.rows if row.key in answer)
    if item.kind in rules.PLACED:
        return known.get(answer, str(answer))
    own = answers.get(f"{item.key}.other", "")
    return _listed(item, answer, own) if item.choices else _plain(item, answer)


def _cell(item: Item, cell: str | Sequence[str]) -> str:
    return str(cell) if item.kind == Kind.GRID_NUMBER else _listed(item, cell, "")


def _listed(item: Item, answer: str | Sequence[str], own: str) -> str:
    labels = {one.key: f"{one.label}：{own}" if one.has_text and own else one.label for one in item.choices}
    chosen = [answer] if isinstance(answer, str) else answer
    return (" > " if item.kind == Kind.RANKING else "、").join(labels.get(key, key) for key in chosen)


def _plain(item: Item, answer: Any) -> str:  # noqa: ANN401 - text, or a list of texts
    if isinstance(answer, list):
        return f"{len(answer)} 个文件"
    return f"{answer} {item.unit}" if item.unit and item.kind in NUMERIC else str(answer)


@dataclass(frozen=True)
class _Field:
    """A column of the table, and what stands in it."""

    column: Column
    read: Callable[[Answers], object]


def table(
    rows: QuerySet[Response, Response], collection: Collection, *, how: str = "labels", with_personal: bool = False
) -> Table:
    """Return the answers that count as a table: choices by their words, or by numbers, one column for each of several.

    What is personal is left out but on demand; who answered stands there only where the collection is not anonymous.
    """
    asked = [one for one in answered(collection) if with_personal or one.item.kind not in PERSONAL]
    make = _coded if how == "codes" else _labelled
    fields = [field for question in asked for field in make(collection, question)]
    chosen = rows.filter(collection=collection, is_void=False).order_by(*order(collection))
    if not with_personal:
        chosen = chosen.defer("personal")
    if not collection.is_anonymous:
        chosen = chosen.select_related("person", "organisation")
    notes = [as_of(), HOW[how], "不含作废的答卷" if with_personal else "不含作废的答卷和个人信息"]
    known = [] if collection.is_anonymous else [
        Column("at", "提交时间", width=18), Column("who", "填写人", width=14), Column("body", "组织", width=28),
    ]  # fmt: skip
    return Table(
        title=f"{collection.questionnaire.title}答卷",
        columns=[Column("number", "序号", width=8), *known, *(field.column for field in fields)],
        chosen=chosen,
        rows=lambda found: _rows(found, fields, is_anonymous=collection.is_anonymous),
        notes=notes,
        is_personal=with_personal or not collection.is_anonymous,
    )


def order(collection: Collection) -> tuple[str, ...]:
    """Return in which order a table lists answers: anonymous ones have no time."""
    return ("id",) if collection.is_anonymous else ("submitted_at", "id")


def _rows(found: Iterable[Response], fields: Sequence[_Field], *, is_anonymous: bool) -> Iterator[dict[str, object]]:
    for number, response in enumerate(found, 1):
        answers: dict[str, Any] = response.answers
        if "personal" not in response.get_deferred_fields() and response.personal:
            answers = answers | json.loads(response.personal)
        line: dict[str, object] = {"number": number}
        if not is_anonymous:
            at = response.submitted_at
            line |= {
                "at": at.astimezone(clock.PLACE).strftime("%Y-%m-%d %H:%M") if at else "",
                "who": response.person.name if response.person else "",
                "body": response.organisation.called if response.organisation else "",
            }
        for field in fields:
            line[field.column.name] = field.read(answers)
        yield line


def _labelled(collection: Collection, question: Question) -> Iterator[_Field]:
    """One column for each question, one for each line of a grid; other words stand in a column of their own."""
    item, label = question.item, question.label
    if item.kind in GRIDS:
        for row in item.rows:
            yield _Field(
                _column(f"{item.key}.{row.key}", f"{label}：{row.label}"),
                partial(_in_cell, item, row.key),
            )
        return
    read: Callable[[Answers], object] = partial(_value, item)
    if item.kind in rules.PLACED:
        read = partial(_place, places.names(collection, item), item.key)
    yield _Field(_column(item.key, label), read)
    yield from _own(question)


def _coded(collection: Collection, question: Question) -> Iterator[_Field]:
    """As `_labelled`, choices by their numbers: 1 or 0 for each of several, the rank for each that is ranked."""
    item, label = question.item, question.label
    if item.kind in {Kind.MULTIPLE, Kind.RANKING}:
        for place, choice in enumerate(item.choices, 1):
            name = f"{item.key}.{choice.key}"
            read = _rank if item.kind == Kind.RANKING else _is_chosen
            yield _Field(_column(name, f"{label}：{place} {choice.label}"), partial(read, item.key, choice.key))
        yield from _own(question)
    elif item.kind in rules.PLACED:
        yield _Field(_column(item.key, label), partial(_value, item))
    elif item.kind in ONE_OF:
        numbers = {choice.key: place for place, choice in enumerate(item.choices, 1)}
        yield _Field(_column(item.key, label), partial(_number, numbers, item.key))
        yield from _own(question)
    elif item.kind == Kind.GRID:
        numbers = {choice.key: place for place, choice in enumerate(item.choices, 1)}
        for row in item.rows:
            yield _Field(
                _column(f"{item.key}.{row.key}", f"{label}：{row.label}"),
                partial(_number_in_cell, numbers, item.key, row.key),
            )
    else:
        yield from _labelled(collection, question)


def _column(name: str, label: str) -> Column:
    return Column(name, label, width=min(40, max(12, len(label))))


def _own(question: Question) -> Iterator[_Field]:
    if any(choice.has_text for choice in question.item.choices):
        name = f"{question.item.key}.other"
        yield _Field(_column(name, f"{question.label}：补充说明"), lambda answers: answers.get(name, ""))


def _value(item: Item, answers: Answers) -> object:
    answer = answers.get(item.key)
    if answer is None:
        return ""
    if item.kind in NUMERIC:
        return float(answer) if "." in answer else int(answer)
    return _listed(item, answer, "") if item.choices else _plain(item, answer)


def _place(known: Mapping[str, str], name: str, answers: Answers) -> str:
    code = answers.get(name, "")
    return known.get(code, code)


def _in_cell(item: Item, row: str, answers: Answers) -> object:
    cell = (answers.get(item.key) or {}).get(row)
    if cell is None:
        return ""
    if item.kind == Kind.GRID_NUMBER:
        return float(cell) if "." in cell else int(cell)
    return _listed(item, cell, "")


def _number(numbers: Mapping[str, int], name: str, answers: Answers) -> int | None:
    return numbers.get(answers.get(name, ""))


def _number_in_cell(numbers: Mapping[str, int], name: str, row: str, answers: Answers) -> int | None:
    return numbers.get((answers.get(name) or {}).get(row, ""))


def _is_chosen(name: str, key: str, answers: Answers) -> int | None:
    answer: Sequence[str] | None = answers.get(name)
    return None if answer is None else int(key in answer)


def _rank(name: str, key: str, answers: Answers) -> int | None:
    answer: Sequence[str] | None = answers.get(name)
    return answer.index(key) + 1 if answer and key in answer else None

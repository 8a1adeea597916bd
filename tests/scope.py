"""The scope matrix: every route, asked by everybody about everything, beside what areas wrote down by hand (SEC-01).

An area declares its routes in `tests/scope.py`: `ROWS` says who reaches each of them, `things(body)` makes what its
addresses name, `mark(body, word)` puts a body's own word into what the area keeps of it, and `released(word)` into what
the body gives to those who may write to it. Who is meant stands as seen
from the thing asked for: `own.editor` is the editor of the very body, `parent.administrator` the administrator of its
superior, `sibling` works beside it, `uncle` is its superior's sibling. Nothing here asks the code under test who may do
what.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

from kexie.foundation.appointments import actions as appointments
from kexie.foundation.appointments.rules import PLATFORM_ROLES, ROLES, Role
from kexie.foundation.appointments.tests.factories import BY, appointed, appointment_of
from kexie.foundation.organisations import actions
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import BranchKind, Edge, Title
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people import actions as people
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from kexie.foundation.regions.models import Region
from tests import pages
from tests.pages import Answer

LEAST_PDF = 500  # what is smaller is a sample and has no text
NOWHERE = {"code": "2222222222", "number": 999_999_999}
ADMINISTRATOR = Role.ADMINISTRATOR.value
# Who works at which distance, and in which roles; the further away, the fewer roles are worth asking with.
NEAR = tuple(f"{place}.{role.value}" for place in ("own", "parent") for role in ROLES)
FAR = tuple(
    f"{place}.{ADMINISTRATOR}"
    for place in ("grandparent", "nation", "child", "sibling", "uncle", "cousin", "stranger", "guide", "guided")
)
OTHERS = ("member", "former", *(role.value for role in sorted(PLATFORM_ROLES)))
OUTSIDE = ("visitor", "locked")
EVERYBODY = (*NEAR, *FAR, *OTHERS, *OUTSIDE)
BORDERS = frozenset(f"{place}.{ADMINISTRATOR}" for place in ("own", "parent", "sibling")) | {"visitor"}

ABOVE = "parent.administrator grandparent.administrator nation.administrator"
READERS = f"{' '.join(NEAR)} grandparent.administrator nation.administrator"


@dataclass(frozen=True)
class Row:
    """Who reaches a route; everybody else is told that there is nothing, visitors are led to sign in.

    `county` and `body` are asked about a county's association and about a body below it, `park` and `joint` about
    a park association and a joint association, which have pages of their own: rows that name nobody are not asked.
    `public` is for everybody, `personal` for everybody who is signed in, `absent` for nobody as tests set things.
    `get` and `post` are what those who reach it are answered; a form that is sent empty is refused (422) or led on.
    """

    address: str
    county: str = ""
    body: str = ""
    park: str = ""
    joint: str = ""
    public: bool = False
    personal: bool = False
    absent: bool = False
    get: tuple[int, ...] = (200,)
    post: tuple[int, ...] = (200, 302, 303, 422)

    def reaching(self, target: str) -> frozenset[str]:
        """Return who reaches the route for a target."""
        if self.public:
            return frozenset(EVERYBODY)
        if self.personal:
            return frozenset(EVERYBODY) - frozenset(OUTSIDE)
        return frozenset(getattr(self, target).split())


@dataclass
class World:
    """A piece of the tree, everybody around one target, and what the addresses name."""

    target: str
    places: dict[str, Organisation]
    cast: dict[str, Person | None] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)
    nothing: dict[tuple[str, str], set[Any]] = field(default_factory=lambda: defaultdict(set))

    def address(self, row: Row) -> str:
        """Return where a row's page about the target is."""
        return row.address.format(code=self.places["own"].code, **self.things)

    def nowhere(self, row: Row) -> str:
        """Return an address of the same form that leads to nothing."""
        return row.address.format(code=NOWHERE["code"], **dict.fromkeys(self.things, NOWHERE["number"]))


def rows() -> dict[str, Row]:
    """Return what all areas declare, by the name of the route."""
    found: dict[str, Row] = {}
    for module in declared():
        found.update(module.ROWS)
    return found


def declared() -> Iterator[Any]:
    """Give every area's `tests/scope.py`."""
    for config in apps.get_app_configs():
        name = f"{config.name}.tests.scope"
        if config.name.startswith("kexie.") and find_spec(f"{config.name}.tests") and find_spec(name):
            yield import_module(name)


def routes() -> set[str]:
    """Return the names of all routes; one without a name stands under its pattern and so is in no table."""
    return set(_routes(get_resolver(), ""))


def _routes(resolver: URLResolver, space: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else str(entry.pattern)


def world(target: str) -> World:
    """Make the world around a county's association or around a body of some kind below it."""
    made = World(target, PLACES[target]())
    for name, place in made.places.items():
        made.canaries[name] = _mark(place, name)
    made.cast = {name: _person(made, name) for name in EVERYBODY}
    made.things = {}
    for module in declared():
        if hasattr(module, "things"):
            things = module.things(made.places["own"])
            assert not made.things.keys() & things.keys(), f"{module.__name__} gives things that another area gives"
            made.things |= things
    for module in declared():
        if hasattr(module, "mark"):
            for name, place in made.places.items():
                module.mark(place, made.canaries[name])
    made.browsers = {name: pages.browser(person) for name, person in made.cast.items()}
    if locked := made.cast["locked"]:
        people.lock_account(locked, reason="查", by=BY)  # after signing in
    return made


def _county() -> dict[str, Organisation]:
    own = bodies.association("430603")
    places = {
        "own": own,
        "parent": bodies.association("430600"),
        "grandparent": bodies.association("430000"),
        "nation": bodies.national(),
        "child": bodies.body("430603", name="暗号子企业科协"),
        "sibling": bodies.association("430611"),
        "uncle": bodies.association("430100"),
        "cousin": bodies.association("430102"),
        "stranger": bodies.association("320113"),
    }
    guide, guided = bodies.body("320113", name="暗号指导科协"), bodies.body("320113", name="暗号受指导科协")
    return places | {"guide": guide, "guided": guided}


def _body() -> dict[str, Organisation]:
    """A body that moved here from another county: its former superior is its present one's sibling."""
    own = bodies.body("430611", name="暗号本企业科协")
    own = actions.move(
        own, superior=bodies.association("430603"), region=Region.objects.get(pk="430603"), seen=own.revision, by=BY
    )
    places = {
        "own": own,
        "parent": bodies.association("430603"),
        "grandparent": bodies.association("430600"),
        "nation": bodies.national(),
        "child": bodies.body("430102", name="暗号无关科协"),  # a body has nothing below it
        "sibling": bodies.body("430603", name="暗号邻企业科协"),
        "uncle": bodies.association("430611"),
        "cousin": bodies.body("430611", name="暗号堂企业科协"),
        "stranger": bodies.association("320113"),
        "guide": bodies.body("320113", name="暗号指导科协"),
        "guided": bodies.body("320113", name="暗号受指导科协"),
    }
    actions.relate(own, places["guide"], edge=Edge.GUIDED_BY, since=bodies.DAY, by=BY)
    actions.relate(places["guided"], own, edge=Edge.GUIDED_BY, since=bodies.DAY, by=BY)
    return places


def _hosts(kind: str) -> dict[str, Organisation]:
    return {"host": bodies.body("430603", kind="park", name="云溪园区")} if kind == "park_association" else {}


def _other(kind: str) -> dict[str, Organisation]:
    """A body of a kind that has pages of its own, guided by nobody."""
    return {
        "own": bodies.body("430603", kind=kind, name="暗号本组织", **_hosts(kind)),
        "parent": bodies.association("430603"),
        "grandparent": bodies.association("430600"),
        "nation": bodies.national(),
        "child": bodies.body("430102", name="暗号无关科协"),
        "sibling": bodies.body("430603", name="暗号邻企业科协"),
        "uncle": bodies.association("430611"),
        "cousin": bodies.body("430611", name="暗号堂企业科协"),
        "stranger": bodies.association("320113"),
        "guide": bodies.body("320113", name="暗号指导科协"),
        "guided": bodies.body("320113", name="暗号受指导科协"),
    }


PLACES: Mapping[str, Callable[[], dict[str, Organisation]]] = {
    "county": _county,
    "body": _body,
    "park": partial(_other, "park_association"),
    "joint": partial(_other, "joint_association"),
}


def released(word: str) -> str:
    """Return a body's word for what it gives to those who may write to it: its entries in address books (SCP-04)."""
    return word.replace("暗号", "名录")


def _mark(place: Organisation, name: str) -> str:
    """Put a word into everything that a body keeps to itself, and return it."""
    word = f"暗号{name}号"  # an end of its own: no name is the beginning of another
    actions.publish(place, by=BY)
    actions.take_offline(place, reason=f"{word}下线原因", by=BY)
    written: dict[str, Any] = {"introduction": f"{word}简介", "highlights": [f"{word}亮点"], "source": f"{word}来源"}
    actions.present(place, **written, address=f"{word}路", phone=f"{word}电话", by=BY)
    branch = actions.add_branch(place, kind=BranchKind.BRANCH, name=f"{word}分会", by=BY)
    actions.fill_post(place, title=Title.CHAIR, holder=f"{word}主席", since=bodies.DAY, by=BY)
    actions.fill_post(place, title=Title.LEADER, holder=f"{word}会长", since=bodies.DAY, branch=branch, by=BY)
    appointed(place, Role.EDITOR, person=persons.person(name=f"{word}编辑"))
    appointments.invite(place, name=f"{word}新人", roles=[Role.VIEWER], by=BY)
    return word


def _person(made: World, name: str) -> Person | None:
    if name == "visitor":
        return None
    person = persons.person(name=f"甲{name}")
    place, _, role = name.partition(".")
    if name in {"former", "locked"}:
        appointed(made.places["own"], person=person)
    elif role:
        appointed(made.places[place], role, person=person)
    elif name in PLATFORM_ROLES:
        appointed(None, name, person=person)
    if name == "former":
        appointments.dismiss(appointment_of(person), by=BY)
    return person


# Asking


def complaints(name: str, row: Row, made: World, cast: Iterable[str] = EVERYBODY) -> Iterator[str]:
    """Ask a route on behalf of everybody, and give a line for every answer that is not as written down.

    What an asker does is undone before the next one asks.
    """
    for who in cast:
        browser = made.browsers[who]
        cookies = deepcopy(browser.cookies)
        with transaction.atomic():
            for method in ("get", "post"):
                for line in _ask(browser, method, row, made, who):
                    yield f"{name} {method} {made.target} by {who}: {line}"
            transaction.set_rollback(True)
        browser.cookies = cookies


def pairwise(turn: int) -> list[str]:
    """Return whom to ask for this turn's route: those at the borders, and each of the others at every twentieth."""
    return [who for place, who in enumerate(EVERYBODY) if who in BORDERS or (place + turn) % 20 == 0]


def _ask(browser: Client, method: str, row: Row, made: World, who: str) -> Iterator[str]:
    answer = _send(browser, method, made.address(row))
    if who in row.reaching(made.target):
        if answer.status_code not in (*getattr(row, method), 405):
            yield f"should reach it, got {answer.status_code}"
        elif _is_signin(answer) and not row.public:
            yield "should reach it, was led to sign in"
    elif who in OUTSIDE and not row.absent and not (method == "post" and answer.status_code == 405):
        if not _is_signin(answer):
            yield f"should be led to sign in, got {answer.status_code}"
    elif answer.status_code not in {404, 405}:
        yield f"should find nothing, got {answer.status_code}"
    elif answer.status_code == 404 and not row.absent and not _is_nothing(answer, method, row, made, who):
        yield "can tell it from what does not exist"
    yield from _leaks(answer, row, made, who)


def _is_nothing(answer: Answer, method: str, row: Row, made: World, who: str) -> bool:
    """Tell whether somebody is answered as about what does not exist; these answers are few, so asked for seldom."""
    known, shown = made.nothing[who, method], _bare(answer)
    if shown not in known:
        known.add(_bare(_send(made.browsers[who], method, made.nowhere(row))))
    return shown in known


def _leaks(answer: Answer, row: Row, made: World, who: str) -> Iterator[str]:
    """Give the marks of bodies whose inside the asker may not see."""
    seen, whose = _content(answer), who.partition(".")[0]
    inside = READABLE[made.target].get(whose, set())
    written_to = inside | (WRITTEN_TO[made.target] if whose == "own" else set())
    for place, word in made.canaries.items():
        if place not in inside and word.encode() in seen:
            yield f"shows {word}"
        if place not in written_to and released(word).encode() in seen:
            yield f"shows {released(word)}"


def _content(answer: Answer) -> bytes:
    """Return what an answer holds; a table, a document or a PDF is unpacked, so that marks inside it are found."""
    content = b"".join(answer) if answer.streaming else answer.content
    if answer.headers.get("Content-Type") == "application/pdf" and len(content) > LEAST_PDF:
        pages_ = PdfReader(io.BytesIO(content)).pages
        return "\n".join(page.extract_text().replace("\n", "") for page in pages_).encode()
    if not content.startswith(b"PK\x03\x04"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"\n".join(map(parts.read, parts.namelist()))


# Whose inside somebody may see: jurisdiction, and what one guides (SCP-01).
_UNDER_COUNTY = {"own", "child"}
_IN_CITY = _UNDER_COUNTY | {"parent", "sibling"}
# The security administrator sees whose account it is, wherever that person works.
_OF_ACCOUNTS = {"security_administrator": {"own"}}
# The audit administrator reads whose account or role something was done to, everywhere; of business that is not his he
# reads no content (accounts/tests/test_read_record.py).
_PLACES = "own parent grandparent nation child sibling uncle cousin stranger guide guided"
_OF_ACCOUNTS |= {"audit_administrator": set(_PLACES.split())}
_OF_OTHERS = _OF_ACCOUNTS | {
    "own": {"own"},
    "parent": {"parent", "own", "sibling"},
    "grandparent": {"grandparent", "parent", "own", "sibling", "uncle", "cousin"},
    "nation": set(_PLACES.split()),
    "child": {"child"},
    "sibling": {"sibling"},
    "uncle": {"uncle", "cousin"},
    "cousin": {"cousin"},
    "stranger": {"stranger", "guide", "guided"},
    "guide": {"guide"},
    "guided": {"guided"},
}
READABLE: Mapping[str, Mapping[str, set[str]]] = {
    "park": _OF_OTHERS,
    "joint": _OF_OTHERS,
    "county": _OF_ACCOUNTS
    | {
        "own": _UNDER_COUNTY,
        "parent": _IN_CITY,
        "grandparent": _IN_CITY | {"grandparent", "uncle", "cousin"},
        "nation": set(_IN_CITY | {"grandparent", "uncle", "cousin", "nation", "stranger", "guide", "guided"}),
        "child": {"child"},
        "sibling": {"sibling"},
        "uncle": {"uncle", "cousin"},
        "cousin": {"cousin"},
        "stranger": {"stranger", "guide", "guided"},
        "guide": {"guide"},
        "guided": {"guided"},
    },
    "body": _OF_ACCOUNTS
    | {
        "own": {"own", "guided"},
        "parent": {"parent", "own", "sibling"},
        "grandparent": {"grandparent", "parent", "own", "sibling", "uncle", "cousin"},
        "nation": {"nation", "grandparent", "parent", "own", "child", "sibling", "uncle", "cousin", "stranger"}
        | {"guide", "guided"},
        "child": {"child"},
        "sibling": {"sibling"},
        "uncle": {"uncle", "cousin"},
        "cousin": {"cousin"},
        "stranger": {"stranger", "guide", "guided"},
        "guide": {"guide", "own"},
        "guided": {"guided"},
    },
}


# To whom the target's staff may write besides: its peers, and one step up (SCP-04).
WRITTEN_TO: Mapping[str, set[str]] = {
    "county": {"sibling", "parent"},
    "body": {"sibling", "parent"},
    "park": {"sibling", "parent"},
    "joint": {"sibling", "parent"},
}


def _send(browser: Client, method: str, address: str) -> Answer:
    return browser.get(address) if method == "get" else pages.send(browser, address)


def _is_signin(answer: Answer) -> bool:
    return answer.headers.get("Location", "").startswith("/signin/")


def _bare(answer: Answer) -> tuple[int, str]:
    """Return an answer without what is new each time it is drawn."""
    return answer.status_code, pages.bare(answer.content.decode(errors="replace"))

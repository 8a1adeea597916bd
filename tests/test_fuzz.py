"""Whatever is sent to whichever address, the answer is a page or a refusal in words, never a breakdown (SEC-04).

The choice of what is sent is the same in every run; every day a part of it, the whole with --drills.
"""

import random
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest
from django.db import transaction
from django.test import Client
from django.test.client import MULTIPART_CONTENT, encode_multipart

from tests import hostile, pages, scope
from tests.pages import Answer
from tests.samples import exempt, samples

pytestmark = [pytest.mark.django_db, pytest.mark.spec("SEC-04")]
ROWS, SAMPLES = scope.rows(), samples()
PARTS = 2
SHARE = 96  # every day one in so many
PREFERRED = ("own.administrator", "parent.administrator", *scope.OTHERS, *scope.EVERYBODY)
GENERAL = (
    "q",
    "page",
    "after",
    "before",
    "sort",
    "next",
    "code",
    "field",
    "kind",
    "edge",
    "branch",
    "as",
    "only",
    "list",
)
SPOILT_PARTS = (
    *("9" * 40, str(2**63), str(2**31), "-1", "0", quote("汉" * 50), "x" * 3_000),
    *"%00 %ff %ED%A0%80 .. .".split(),
)
INPUTS = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([\w.\[\]-]+)"')
ADDRESSES = re.compile(r'href="[^"]*?\?([^"#]*)"')
BROKEN = 500


class Fuzz:
    """Sends, undoes what came of it, and notes which answers were none."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self.is_whole = bool(request.config.getoption("--drills"))
        self.random = random.Random(2026)
        self.sent = 0
        self.wrong: list[str] = []

    def chosen(self, things: Sequence[Any] | Iterator[Any]) -> Iterator[Any]:
        """All with --drills, otherwise one in SHARE of them."""
        for thing in things:
            if self.is_whole or self.random.random() < 1 / SHARE:
                yield thing

    def part_of(self, names: Sequence[str], part: int) -> list[str]:
        """The names of a part: all with --drills, otherwise every second one."""
        return [name for turn, name in enumerate(sorted(names)) if turn % PARTS == part][:: 1 if self.is_whole else 2]

    def send(self, browser: Client, method: str, address: str, note: object = "", **how: Any) -> Answer:
        """Send something, and undo it."""
        browser.raise_request_exception = False
        cookies, self.sent = deepcopy(browser.cookies), self.sent + 1
        with transaction.atomic():
            try:
                answer = browser.generic(method.upper(), address, **how)
            finally:
                transaction.set_rollback(True)
        browser.cookies = cookies
        if answer.streaming:
            list(answer)  # a file that is served is closed at its end
        if answer.status_code >= BROKEN or not is_in_words(answer):
            self.wrong.append(f"{method} {address[:200]} {str(note)[:200]!r}: {answer.status_code}")
        return answer

    def check(self) -> None:
        """Fail when something broke."""
        print(f"sent {self.sent}")  # noqa: T201 - for the drill's report
        assert not self.wrong, f"{len(self.wrong)} of {self.sent}:\n" + "\n".join(self.wrong[:60])


def is_in_words(answer: Answer) -> bool:
    """Whether a page says what it says in Chinese."""
    if answer.streaming or "text/html" not in answer.headers.get("Content-Type", "") or not answer.content:
        return True
    return re.search("[\u4e00-\u9fff]", answer.content.decode()) is not None


@pytest.fixture
def fuzz(request: pytest.FixtureRequest) -> Fuzz:
    return Fuzz(request)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_field_of_every_form(part: int, fuzz: Fuzz) -> None:
    """One field of a form that would pass is spoilt, so that the rest leads deep into what is done with it."""
    for name in fuzz.part_of(list(SAMPLES), part):
        sample = SAMPLES[name]()
        for field in sample.form:
            for form in fuzz.chosen(hostile.spoilt(sample.form, field)):
                fresh = sample.form | form if field != "form_key" else form
                fuzz.send(sample.again(), "post", sample.address, (field, form.get(field)), **encoded(fresh))
        for kind, body in fuzz.chosen(list(hostile.bodies("a-key-of-a-spoilt-form"))):
            fuzz.send(sample.again(), "post", sample.address, (kind, body), data=body, content_type=kind)
    fuzz.check()


def encoded(form: dict[str, Any]) -> dict[str, Any]:
    """A form as bytes, so that text which is none can be sent."""
    form = {name: value for name, value in form.items() if value is not None}
    files = [value for value in form.values() if hasattr(value, "read")]
    for file in files:
        file.seek(0)  # it may have been sent before
    if files:
        form = {name: value.decode("latin-1") if isinstance(value, bytes) else value for name, value in form.items()}
        return {"data": encode_multipart("BoUnDaRyStRiNg", form), "content_type": MULTIPART_CONTENT}
    pairs = [(name, one) for name, value in form.items() for one in (value if isinstance(value, list) else [value])]
    body = "&".join(f"{quote(name)}={_quoted(one)}" for name, one in pairs)
    return {"data": body.encode(), "content_type": "application/x-www-form-urlencoded"}


def _quoted(value: object) -> str:
    return quote_from_bytes(value) if isinstance(value, bytes) else quote(str(value))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_parameter_and_every_part_of_every_address(part: int, fuzz: Fuzz) -> None:
    made = scope.world("county")
    for name in fuzz.part_of(list(ROWS), part):
        row = ROWS[name]
        who = next((one for one in PREFERRED if one in row.reaching("county")), "own.administrator")
        browser, address = made.browsers[who], made.address(row)
        page = fuzz.send(browser, "get", address)
        for query in fuzz.chosen(list(queries(page, fuzz.random))):
            fuzz.send(browser, "get", f"{address.partition('?')[0]}?{query}")
        for spoilt in fuzz.chosen(list(addresses(row, made))):
            fuzz.send(browser, "get", spoilt)
            fuzz.send(browser, "post", spoilt, **encoded(pages.form()))
        if name in exempt():
            spoil_loose_form(fuzz, browser, address, page)
    fuzz.check()


def queries(page: Answer, chance: random.Random) -> Iterator[str]:
    """What may stand after the address: each parameter that the page knows with each value, and all at once."""
    text = "" if page.streaming else page.content.decode(errors="replace")
    linked = {pair.partition("=")[0] for found in ADDRESSES.findall(text) for pair in found.split("&amp;")}
    names = sorted({*GENERAL, *INPUTS.findall(text), *linked} - {"csrfmiddlewaretoken", "form_key"})
    values = [_quoted(value) for value in (*(text for text in hostile.TEXTS if len(text) < 10_000), *hostile.MARKS)]
    for name in names:
        for value in chance.sample(values, 12):
            yield f"{quote(name)}={value}"
    for _ in range(12):
        yield "&".join(f"{quote(name)}={chance.choice(values)}" for name in names)
        yield "&".join(f"{quote(name)}={chance.choice(values)}" for name in names for _ in range(2))
    yield "q=" + "%E6%B1%89" * 5_000
    yield "&".join(f"a{number}=1" for number in range(1_200))
    yield "%ff=%fe&=&&&%=%"
    yield "q[]=a&q[0]=b&q.c=d"


def addresses(row: scope.Row, made: scope.World) -> Iterator[str]:
    """The address with each of its parts spoilt."""
    known = {"code": made.places["own"].code, **made.things}
    for name in re.findall(r"{(\w+)}", row.address):
        for value in (
            "9" * 40,
            str(2**63),
            str(2**31),
            "-1",
            "0",
            "汉" * 50,
            "x" * 3_000,
            "%00",
            "%ff",
            "%ED%A0%80",
            "..",
            ".",
        ):
            yield row.address.format(**known | {name: value if "%" in value else quote(value)})


def spoil_loose_form(fuzz: Fuzz, browser: Client, address: str, page: Answer) -> None:
    """Spoil a form that has no sample: what the page shows of it, filled with anything."""
    fields = sorted(set(INPUTS.findall(page.content.decode(errors="replace"))))
    form = pages.form(**dict.fromkeys(fields, "x"))
    for field in form:
        for spoilt in fuzz.chosen(hostile.spoilt(form, field)):
            fuzz.send(browser, "post", address, (field, spoilt.get(field)), **encoded(spoilt))
    for kind, body in fuzz.chosen(list(hostile.bodies("a-key-of-a-spoilt-form"))):
        fuzz.send(browser, "post", address, (kind, body), data=body, content_type=kind)


HEADERS: dict[str, tuple[str, ...]] = {
    "Cookie": (
        "sessionid=\xff\xfe",
        'sessionid="\\000"',
        "sessionid=" + "x" * 9000,
        "csrftoken=汉",
        ";;;=;",
        "device=a:b:c",
    ),
    "HX-Target": ("x" * 5000, "../base", "main%00", "form#form", "汉", "\xff"),
    "HX-Request": ("false", "\xff"),
    "HX-Current-URL": ("http://[", "//", "\xff", "javascript:1"),
    "Referer": ("http://[", "\xff\xfe", "https://elsewhere.example/"),
    "Host": ("a b", "[::", "x" * 300, "localhost:99999999", "\xff"),
    "X-Forwarded-For": ("\xff", "x" * 5000, "1.2.3.4, ::1, nonsense"),
    "X-Form-Key": ("x" * 70, "\xff" * 20, "\0" * 20),
    "X-Request-ID": ("x" * 5000, "\xff", "a\tb"),
    "User-Agent": ("\xff\xfe", "\0", "汉" * 5000),
    "Accept-Language": ("x" * 5000, "zh;q=nan", "\xff"),
    "Range": ("bytes=9-1", "bytes=-9999999999999999999999"),
    "If-Modified-Since": ("x" * 500, "\xff", "Thu, 99 Jan 99999 99:99:99 GMT"),
    "If-None-Match": ("x" * 5000, "\xff", '"'),
}
PATHS = (
    "/%ff%fe/",
    "/%ED%A0%80/",
    "/organisations/%C0%AF/",
    "/static/../settings.py",
    "/static/%00",
    "/static/" + "x" * 5000,
    "//",
    "/%2e%2e/",
    "/\\..\\",
)


@pytest.mark.parametrize("who", ["visitor", "staff"])
def test_headers_cookies_and_paths_that_are_none(who: str, fuzz: Fuzz) -> None:
    sample = SAMPLES["directory:present"]()
    browser = sample.browser if who == "staff" else pages.browser()
    for address in ("/", "/organisations/", "/workbench/", sample.address, "/nowhere/", "/healthz"):
        for header, values in HEADERS.items():
            for value in (one.encode().decode("latin-1") for one in values):  # as a server hands it on
                fuzz.send(browser, "get", address, (header, value), headers={header: value})
                if header.startswith(("HX", "X-")):
                    more = {"HX-Request": "true"} | {header: value}
                    form = encoded(sample.form)
                    fuzz.send(browser, "post", address, (header, value), headers=more, **form)
    for path in PATHS:
        for method in ("get", "post", "head", "options", "put", "delete", "patch", "trace"):
            fuzz.send(browser, method, path)
    fuzz.check()

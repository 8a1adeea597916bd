"""Header, columns and footer stand on every page, and no link leads nowhere."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories as accounts
from kexie.engines.indicators import actions as indicators
from kexie.engines.indicators import queries as figures
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories

pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    """Everything a page refers to, and the ids it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        for name in ("href", "src", "hx-get", "action"):
            if (address := given.get(name)) and not (tag == "form" and given.get("method") == "post"):
                self.found.add(address)


@pytest.fixture
def body() -> Organisation:
    """A body with everything that can be linked from its page."""
    indicators.load(figures.shipped(), by=factories.BY)
    body = factories.body("430603", name="中国石化长岭炼化公司科学技术协会", published=True)
    actions.present(
        body,
        by=factories.BY,
        released=list(rules.Section),
        introduction="简介",
        address="湖南省岳阳市云溪区",
        phone="0730-8452000",
        email="kexie@example.com",
        website="https://example.com/",
    )
    federation = factories.body("430603", kind="federation", published=True)
    actions.relate(body, federation, edge=rules.Edge.MEMBER_OF, by=factories.BY)
    factories.body("320113", kind="park_association", published=True)
    factories.body("659001", published=True)
    actions.publish_places(by=factories.BY)
    return body


def pages(body: Organisation) -> Iterator[str]:
    yield from ("/", "/organisations/", "/organisations/?listing=park", "/organisations/?region=430603&q=长岭")
    yield from ("/organisations/?q=没有这样的组织", "/distribution/", "/distribution/430000/", "/distribution/430600/")
    yield from (f"/organisations/{body.code}/", "/signin/")


@pytest.mark.spec("POR-01")
def test_no_link_leads_nowhere(client: Client, body: Organisation) -> None:
    seen: dict[str, Links] = {}
    checked = 0
    for page in pages(body):
        for link in sorted(Links(client.get(page).text).found):
            parts = urlsplit(urljoin(page, link))
            assert not re.match(r"javascript:|data:|#$", link), f"{link} on {page}"
            if parts.netloc or parts.scheme in {"tel", "mailto"}:
                assert parts.scheme in {"https", "tel", "mailto"}, f"{link} on {page}"
                continue
            address = parts._replace(fragment="").geturl()
            if address not in seen:
                answer = client.get(address)
                assert answer.status_code == 200, f"{link} on {page}: {answer.status_code}"
                content = answer.getvalue()
                seen[address] = Links(content.decode() if answer["Content-Type"].startswith("text/html") else "")
            assert not parts.fragment or parts.fragment in seen[address].ids, f"{link} on {page}"
            checked += 1
    assert checked > 300
    assert len(seen) > 100


def columns(html: str) -> list[tuple[str, str, str | None]]:
    """The columns: address, label and `aria-current`."""
    nav = html.split('<nav class="k-nav"', 1)[1].split("</nav>", 1)[0]
    found = re.findall(r'<a href="([^"]*)"(?: aria-current="([^"]*)")?>([^<]*)</a>', nav)
    return [(unescape(url), label, current or None) for url, current, label in found]


@pytest.mark.spec("POR-01")
@pytest.mark.parametrize(
    ("address", "label", "current"),
    [
        ("/", "首页", "page"),
        ("/distribution/", "企业科协分布", "page"),
        ("/distribution/430000/", "企业科协分布", "true"),
        ("/organisations/", "组织在线", "page"),
        ("/organisations/?listing=park", "组织在线", "page"),
        ("/organisations/23456789ab/", "组织在线", "true"),
        ("/signin/", None, None),
        ("/nowhere/", None, None),
    ],
)
def test_the_column_of_the_page_is_marked(client: Client, address: str, label: str | None, current: str | None) -> None:
    for _ in range(2):
        marked = [(name, mark) for _, name, mark in columns(client.get(address).text) if mark]
        assert marked == ([(label, current)] if label else [])


def test_the_columns_are_the_same_everywhere(client: Client) -> None:
    expected = [("/", "首页"), ("/distribution/", "企业科协分布"), ("/organisations/", "组织在线")]
    for address in ("/", "/organisations/", "/distribution/", "/nowhere/"):
        assert [(url, label) for url, label, _ in columns(client.get(address).text)][:3] == expected


@pytest.mark.spec("AXS-01")
def test_every_page_has_one_title_one_heading_and_its_landmarks(client: Client, body: Organisation) -> None:
    titles = set()
    for address in (*pages(body), "/nowhere/"):
        html = client.get(address).text
        assert html.count("<h1") == 1, address
        assert html.count("<main ") == html.count("<header ") == html.count("<footer ") == 1, address
        assert '<html lang="zh-CN">' in html
        assert html.index('class="k-skip" href="#main"') < html.index("<header")
        (title,) = re.findall("<title>(.*?)</title>", html)
        assert title.endswith("企业科协综合服务系统"), address
        titles.add(title)
        ids = re.findall(r' id="([^"]*)"', html)
        assert len(ids) == len(set(ids)), address
    assert len(titles) >= 7


def test_a_visitors_header_is_not_a_persons(body: Organisation) -> None:
    visitor, person = Client(), Client()
    person.force_login(accounts.person("yunxi", name="云溪区<科协>"))
    for address in ("/", f"/organisations/{body.code}/"):
        for _ in range(2):
            assert "云溪区&lt;科协&gt;" in person.get(address).text
            assert "云溪区&lt;科协&gt;" not in visitor.get(address).text
            assert 'href="/signin/"' in visitor.get(address).text

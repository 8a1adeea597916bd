"""The site as people meet it: a real browser, a real server, a dozen bodies in two provinces.

The bodies and the account are made once, for these journeys leave them as they are. Whatever the browser complains
about fails the journey: errors on the console, refusals of the content policy, requests to other sites.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import TransactionTestCase
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from kexie.areas.accounts.tests import factories as accounts
from kexie.areas.charters.rules.choices import Dues
from kexie.areas.charters.tests import factories as charters
from kexie.engines.indicators import actions as indicators
from kexie.engines.indicators import queries as figures
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.tests import factories
from kexie.foundation.people import actions as people
from tests.chromium import CHROMIUM, FLAGS

PATIENCE = 20_000  # milliseconds until a journey gives up; a busy machine needs some
PERSON, NEWCOMER, KEYHOLDER = "yunxi", "newcomer", "keyholder"
STAFF, SUPERIOR, APPLICANT, FOUNDER, JOINT = "xiaowang", "laoli", "luoxi", "founder", "xiaochen"
LEADING, PARTNER = "zhoumin", "wulan"
UNITS = ("云溪绿源化工有限公司", "云溪蓝海材料有限公司")
KEEPER = "xiaotang"
CHANGLING = "中国石化长岭炼化公司科学技术协会"
MEMBERS = "云溪岳化合成有限公司科学技术协会"
SINCE = date(2024, 1, 1)
Visit: TypeAlias = Callable[..., Page]


@dataclass(frozen=True)
class Site:
    """The running site: its address, and that of Changling's page on it."""

    url: str
    changling: str


def bare(application: WSGIHandler) -> WSGIHandler:
    """Leave static files to whitenoise."""
    return application


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker, _static_files: None) -> Iterator[Site]:
    """Run the site; static files come from whitenoise under their hashed names, as in life."""
    with django_db_blocker.unblock():
        changling = _people_the_site()
        server = LiveServerThread("127.0.0.1", static_handler=bare)  # type: ignore[arg-type] # called, no more
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield Site(f"http://127.0.0.1:{server.port}", f"/organisations/{changling.code}/")
        server.terminate()
        TransactionTestCase()._fixture_teardown()  # type: ignore[attr-defined]


@pytest.fixture(scope="package")
def browser(site: Site) -> Iterator[Browser]:
    """One Chromium. While it runs, this thread has an event loop and must not ask the database: the server does."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Open pages: `visit("/")` at a desk, `visit("/", phone=True)` on a phone; further options are the browser's."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(address: str, *, phone: bool = False, **options: Any) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        given: dict[str, Any] = {"viewport": size, "has_touch": phone, "is_mobile": phone, **options}
        context = browser.new_context(base_url=site.url, locale="zh-CN", timezone_id="Asia/Shanghai", **given)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("request", lambda asked: None if is_ours(asked.url) else troubles.append(f"asks {asked.url}"))
        page.on(
            "console",
            lambda said: troubles.append(f"{page.url}: {said.text}") if is_trouble(said.type, said.text) else None,
        )
        page.goto(address)
        return page

    def is_ours(url: str) -> bool:
        return url.startswith((site.url, "data:", "blob:"))

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def is_trouble(kind: str, text: str) -> bool:
    """Whether something on the console is wrong; that a missing page or a refused form is told so is not."""
    is_told = any(f"responded with a status of {status}" in text for status in (400, 404, 409, 422))
    return kind in {"error", "warning"} and not is_told


def until(page: Page, condition: str) -> None:
    """Wait until something holds in the page. (Playwright's own waiting evaluates text, which the policy forbids.)"""
    page.evaluate(
        f"""async () => {{
          const end = performance.now() + {PATIENCE};
          while (!({condition})) {{
            if (performance.now() > end) throw new Error('waited in vain');
            await new Promise(requestAnimationFrame);
          }}
        }}"""
    )


@pytest.fixture
def desk(visit: Visit) -> Page:
    """The home page on a desk."""
    return visit("/")


@pytest.fixture
def phone(visit: Visit) -> Page:
    """The home page on a phone."""
    return visit("/", phone=True)


def _people_the_site() -> Organisation:
    indicators.load(figures.shipped(), by=factories.BY)
    changling = _listed(CHANGLING, "430603", industry="C25", ownership="state", short_name="长岭科协")
    _fill(changling)
    _listed("岳阳兴长石化股份有限公司科学技术协会", "430603", industry="C26", ownership="mixed")
    _listed("湖南云溪绿色化工园区科学技术协会", "430603", kind="park_association")
    _listed("岳阳纸业科学技术协会", "430602", industry="C22", status="rectifying")
    _listed("长沙软件有限公司科学技术协会", "430104", industry="I65", ownership="private", founded_as="2021")
    _listed("长沙高新区科学技术协会", "430104", kind="park_association")
    _listed("湘潭钢铁科学技术协会", "430304", industry="C31")
    federation = _listed("湖南省石化企业科协联合会", "430000", kind="federation")
    actions.relate(changling, federation, edge=rules.Edge.MEMBER_OF, is_lead=True, by=factories.BY)
    _listed("江宁电气有限公司科学技术协会", "320115", industry="C38", ownership="private")
    _listed("南京化工园区科学技术协会", "320113", kind="park_association")
    _listed("苏州生物医药有限公司科学技术协会", "320505", industry="C27", ownership="foreign")
    _listed("无锡物联网有限公司科学技术协会", "320211", industry="I64", status="preparing")
    hidden = factories.body("430603", name="没有公开的科学技术协会")
    actions.publish_places(by=factories.BY)
    accounts.person(PERSON)
    accounts.person(KEYHOLDER, "有密钥的人")
    accounts.person(APPLICANT, "罗溪")
    accounts.person(FOUNDER, "筹建的人")
    people.require_new_password(accounts.person(NEWCOMER, "新来的人"), by=factories.BY)
    appointed(hidden, person=accounts.person(STAFF, "没有公开科协的小王"))
    charters.in_force(hidden, dues=Dues.REGULATED)
    joint = factories.body("430603", kind="joint_association", name="云溪中小企业联合科学技术协会")
    appointed(joint, person=accounts.person(JOINT, "联合科协的小陈"))
    for name, username in zip(UNITS, (LEADING, PARTNER), strict=True):
        unit = factories.body("430603", kind="enterprise", name=name, published=True)
        appointed(unit, person=accounts.person(username, f"{name}的管理员"))
    appointed(factories.body("430603", name=MEMBERS), person=accounts.person(KEEPER, "秘书处的小唐"))
    appointed(factories.association("430603"), person=accounts.person(SUPERIOR, "云溪区科协的老李"))
    return changling


def _listed(name: str, code: str, kind: str = "enterprise_association", **fields: Any) -> Organisation:
    profile = {key: fields.pop(key) for key in ("industry", "ownership") if key in fields}
    fields.setdefault("founded_on", date(2019, 9, 12))
    body = factories.body(code, kind=kind, name=name, published=True, **fields)
    if profile:
        host = factories.body(code, kind="enterprise", name=name.removesuffix("科学技术协会"), profile=profile)
        actions.relate(body, host, edge=rules.Edge.HOSTED_BY, by=factories.BY)
    return body


def _fill(body: Organisation) -> None:
    """Give a body everything that its page can show."""
    for kind, name in (("secretariat", "秘书处"), ("study_group", "炼油学组"), ("branch", "研究院分会")):
        branch = actions.add_branch(body, kind=kind, name=name, by=factories.BY)
        actions.fill_post(body, title=rules.Title.LEADER, holder="李某", since=SINCE, branch=branch, by=factories.BY)
    for title, holder in ((rules.Title.CHAIR, "王某"), (rules.Title.SECRETARY_GENERAL, "赵某")):
        actions.fill_post(body, title=title, holder=holder, since=SINCE, by=factories.BY)
    actions.fill_post(
        body,
        title=rules.Title.DEPUTY_SECRETARY_GENERAL,
        holder="单溪",
        since=SINCE,
        is_listed=True,
        phone="000-1234567",
        mobile="19912345678",
        by=factories.BY,
    )
    actions.present(
        body,
        by=factories.BY,
        released=list(rules.Section),
        introduction="长岭炼化科协成立于一九八四年。\n下设三十八个分会。",
        highlights=["建成院士专家工作站", "每年举办青年论坛"],
        address="湖南省岳阳市云溪区路口镇",
        postcode="414012",
        phone="0730-8452000",
        email="kexie@example.com",
        website="https://example.com/",
        source="《企业科协工作手册》（2022）",
    )

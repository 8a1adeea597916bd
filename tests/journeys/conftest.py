"""A real Chromium against the live site, on a desktop and on a phone."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.tests import factories

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
CHROMIUM = os.environ.get("KEXIE_CHROMIUM", "/usr/bin/chromium")
# As root there is no sandbox; the others keep the browser from asking the network.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SIZES = {"desktop": (1440, 900), "phone": (390, 844), "narrow": (320, 640)}

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright's loop runs in this thread; we use the database beside it
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server: object) -> str:
    """The address of a site with a dozen bodies."""
    changling = factories.body(
        "430603",
        name="中国石化长岭炼化公司科学技术协会",
        short_name="长岭炼化科协",
        profile={"members": 2730, "parts": {"study_group": 22}},
        founded_as="1984",
        published=True,
    )
    actions.present(
        changling,
        introduction="长岭炼化科协有会员 2730 人。",
        address="湖南省岳阳市云溪区某路 1 号",
        phone="000-00000000",
        released=[section.value for section in rules.Section],
        by=factories.BY,
    )
    host = factories.body(
        "430603",
        "enterprise",
        name="中国石化长岭炼化公司",
        profile={"industry": "C25", "ownership": "state"},
        published=True,
    )
    actions.relate(changling, host, edge=rules.Edge.HOSTED_BY, by=factories.BY)
    for code in ("430602", "430602", "430111", "320113", "320113"):
        factories.body(code, published=True)
    factories.body("320113", "park_association", name="示例园区科学技术协会", published=True)
    factories.body("430600", "federation", name="示例岳阳企业科协联合会", published=True)
    actions.publish_places(by=factories.BY)
    return str(live_server)


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Open]:
    """Open a page of the site at one of the sizes; anything the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(path: str = "/", *, size: str = "desktop", quiet: bool = False, audit: bool = False) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, bypass_csp=audit, has_touch=size != "desktop"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if not quiet:
            page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints

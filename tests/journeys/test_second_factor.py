"""Somebody turns on an authenticator, signs in with its code, and changes a password that others know."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from kexie.areas.accounts.tests.signing import totp
from tests.journeys.conftest import NEWCOMER, Visit
from tests.journeys.test_access import AXE, faults

pytestmark = pytest.mark.spec("ACC-04")
NEW = "only-known-to-me-1"
OWN = (
    "/account/",
    "/account/second/",
    "/account/second/recovery/generate/",
    "/account/second/passkeys/add/",
    "/account/sessions/",
    "/account/set_email/",
    "/account/close_account/",
    "/account/change_password/",
)


def signin(page: Page, password: str) -> None:
    page.goto("/signin/")
    page.get_by_label("用户名").fill(NEWCOMER)
    page.get_by_label("密码", exact=True).fill(password)
    page.keyboard.press("Enter")


def test_a_first_password_is_changed_and_an_authenticator_turned_on(visit: Visit) -> None:
    page = visit("/", bypass_csp=True, reduced_motion="reduce")
    signin(page, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    page.goto("/organisations/")
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    page.get_by_label("现在的密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill(NEW)
    page.get_by_label("再输一遍新密码").fill(NEW)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="第二重验证").click()
    page.get_by_role("link", name="启用验证器应用").click()
    page.get_by_label("密码", exact=True).fill(NEW)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("启用验证器应用")
    secret = page.locator("code").first.inner_text()
    page.get_by_label("验证码", exact=True).fill(totp(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
    expect(page.get_by_role("listitem").filter(has_text=re.compile(r"^\d{8}$"))).to_have_count(10)
    page.get_by_role("button", name="退出").first.click()
    signin(page, NEW)
    expect(page.get_by_role("heading", level=1)).to_have_text("第二重验证")
    page.get_by_label("验证码", exact=True).fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("验证码不对")).to_be_visible()
    page.wait_for_timeout(1000 * (30 - time.time() % 30))  # a code is good once: the next one
    page.get_by_label("验证码", exact=True).fill(totp(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="退出").first).to_be_visible()
    for address in OWN:
        page.goto(address)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.add_script_tag(path=AXE)
            assert not list(faults(page)), f"{address} at {width} pixels"

"""Somebody adds a passkey and signs in with it alone."""

import pytest
from playwright.sync_api import Browser, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from tests.journeys.conftest import KEYHOLDER, PATIENCE, Site

pytestmark = pytest.mark.spec("ACC-04")


def test_a_passkey_signs_in_without_a_password(browser: Browser, site: Site) -> None:
    # Passkeys belong to a name: at a bare number browsers refuse them
    context = browser.new_context(base_url=site.url.replace("127.0.0.1", "localhost"), locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True, **abilities}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/signin/")
    page.get_by_label("用户名").fill(KEYHOLDER)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="退出").first).to_be_visible()
    page.goto("/account/second/passkeys/add/")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("名称", exact=True).fill("办公室电脑")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
    page.goto("/account/second/")
    expect(page.get_by_text("办公室电脑")).to_be_visible()
    page.get_by_role("button", name="退出").first.click()
    page.goto("/signin/")
    page.get_by_role("button", name="通行密钥").click()
    expect(page.get_by_role("button", name="退出").first).to_be_visible()
    page.get_by_role("button", name="退出").first.click()
    page.goto("/signin/")
    page.get_by_label("用户名").fill(KEYHOLDER)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("第二重验证")
    page.get_by_role("button", name="使用通行密钥").click()
    expect(page.get_by_role("button", name="退出").first).to_be_visible()
    context.close()

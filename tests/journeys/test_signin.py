"""Somebody signs in, sees the own account and leaves."""

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from tests.journeys.conftest import PERSON

pytestmark = pytest.mark.spec("ACC-04")


def test_one_can_sign_in_and_out_on_a_phone(phone: Page) -> None:
    phone.get_by_role("link", name="登录").tap()
    phone.get_by_label("用户名").fill(PERSON)
    phone.get_by_label("密码").fill("wrong")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("alert")).to_contain_text("用户名或密码不对")
    expect(phone.get_by_label("用户名")).to_have_value(PERSON)
    phone.get_by_label("密码").fill(PASSWORD)
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="云溪区科协").tap()
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    phone.get_by_role("button", name="退出").tap()
    expect(phone.get_by_role("link", name="登录")).to_be_visible()

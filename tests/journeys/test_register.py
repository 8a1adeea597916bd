"""A worker registers on a phone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.spec("ACC-05"), pytest.mark.spec("ACC-06")]


def test_one_can_register_on_a_phone(phone: Page) -> None:
    phone.get_by_role("link", name="登录").tap()
    phone.get_by_role("link", name="科技工作者注册").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("科技工作者注册")
    phone.get_by_label("姓名").fill("李华")
    phone.get_by_label("手机号或邮箱").fill("138 0000 9999")
    phone.get_by_role("button", name="下一步").tap()
    expect(phone.get_by_text("同意以后才能开通账号")).to_be_visible()
    phone.get_by_label("我已阅读并同意").check()
    phone.get_by_role("button", name="下一步").tap()
    phone.get_by_label("新密码", exact=True).fill("only-known-to-me-1")
    phone.get_by_label("再输一遍新密码").fill("only-known-to-me-1")
    phone.get_by_role("button", name="完成注册").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("我的账号")
    expect(phone.get_by_text("138****9999")).to_be_visible()
    phone.get_by_role("button", name="完整显示").tap()
    expect(phone.get_by_text("13800009999")).to_be_visible()

"""A body enters its members: one joins the entry to the account on a phone; dues are paid, with a receipt."""

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.directory.tests.test_worker import worker
from kexie.areas.membership.tests.factories import identity
from tests.journeys.conftest import APPLICANT, STAFF, Visit
from tests.journeys.test_jobs import LONG
from tests.journeys.test_workbench import signed_in

NUMBER = identity()
NAME, PAYER, GROUP = "罗溪", "单缴费", "青年会员"


def enter(desk: Page, name: str, **typed: str) -> None:
    """Enter a member by hand."""
    desk.goto("/workbench/")
    desk.get_by_role("link", name="会员管理").click()
    desk.get_by_role("link", name="登记会员").first.click()
    for label, words in {"姓名": name, "入会日期": "2024-05-01", **typed}.items():
        desk.get_by_label(label).fill(words)
    desk.get_by_label("人员类别").select_option("科技人员")
    desk.get_by_role("button", name="登记").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.spec("MEM-01b")
@pytest.mark.spec("MEM-08")
def test_a_member_of_the_roster_is_grouped_and_joins_the_account(visit: Visit) -> None:
    desk = signed_in(visit, STAFF)
    enter(desk, NAME, 身份证号=NUMBER)
    desk.get_by_role("link", name="会员管理").first.click()
    desk.get_by_label(f"选择{NAME}").check()
    desk.get_by_role("button", name="编入分组").click()
    expect(desk.get_by_label(NAME)).to_be_checked()
    desk.get_by_label("或者新建分组").fill(GROUP)
    desk.get_by_role("button", name="确定").click()
    expect(desk.get_by_label("分组", exact=True)).to_contain_text(GROUP)
    expect(desk.get_by_role("link", name=NAME)).to_be_visible()

    phone = signed_in(visit, APPLICANT, phone=True)
    phone.goto("/memberships/own/")
    phone.get_by_role("link", name="认领会员身份").first.tap()
    phone.get_by_role("textbox", name="身份证号").fill(f"{NUMBER[:-1]}{'0' if NUMBER[-1] != '0' else '1'}")
    phone.get_by_role("button", name="认领").tap()
    expect(phone.get_by_text("校验位不对")).to_be_visible()
    phone.get_by_role("textbox", name="身份证号").fill(NUMBER)
    phone.get_by_role("button", name="认领").tap()
    phone.get_by_role("link", name="电子会员证").tap()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("会员证")
    desk.get_by_role("link", name=NAME).click()
    expect(desk.get_by_text("已由本人认领")).to_be_visible()


@pytest.mark.spec("MEM-05")
def test_dues_are_rated_listed_paid_and_receipted(visit: Visit) -> None:
    desk = signed_in(visit, STAFF)
    enter(desk, PAYER, 手机号="19900007777")
    desk.get_by_role("link", name="会费", exact=True).click()
    desk.get_by_role("link", name="设立年度").click()
    desk.get_by_label("通过标准的大会").fill("第一次会员代表大会，2026 年 1 月 10 日")
    desk.get_by_role("button", name="设立").click()
    desk.get_by_role("link", name="增加标准").first.click()
    desk.get_by_label("标准名称").fill("个人会员")
    desk.get_by_label("每年金额").fill("50.505")
    desk.get_by_label("科技人员").check()
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("最多两位小数")).to_be_visible()
    desk.get_by_label("每年金额").fill("50.5")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("cell", name="50.50 元")).to_be_visible()
    desk.get_by_role("link", name="生成应缴名单").click()
    desk.get_by_role("button", name="开始生成").click()
    with worker():
        expect(desk.get_by_text("新列入").first).to_be_visible(timeout=LONG)
    desk.get_by_role("link", name="返回").first.click()
    desk.get_by_role("link", name="缴费名单").click()
    desk.get_by_role("link", name=PAYER).click()
    desk.get_by_role("link", name="登记缴费").click()
    expect(desk.get_by_label("金额（元）")).to_have_value("50.50")
    desk.get_by_role("button", name="登记", exact=True).click()
    expect(desk.get_by_text("已缴清")).to_be_visible()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="收据 会费").click()
    assert download.value.suggested_filename.endswith("〕0001号.pdf")

"""A body registers itself on a phone; its association returns it with a reason and then accepts it."""

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from kexie.areas.registrations.tests.factories import PDF, png, uscc
from tests.journeys.conftest import APPLICANT, SUPERIOR, Visit

pytestmark = [pytest.mark.spec("ACC-05"), pytest.mark.spec("ACC-07")]
NAME = "云溪循环材料有限公司"


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def open_registration(page: Page) -> None:
    """Find what waits among the things to do, and look at it."""
    page.goto("/workbench/")
    page.get_by_role("link", name=f"“{NAME}”的注册申请").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def choose_place(page: Page) -> None:
    for step, name in enumerate(("湖南省", "岳阳市", "云溪区"), 1):
        page.locator(f"#id_region_{step}").select_option(label=name)
    expect(page.locator("#id_region_3")).to_have_value("430603")


def test_an_enterprise_registers_is_sent_back_and_accepted(visit: Visit) -> None:
    applicant = visit("/", phone=True)
    applicant.get_by_role("link", name="单位注册").tap()
    applicant.get_by_role("link", name="登录后登记单位").tap()
    sign_in(applicant, APPLICANT)
    expect(applicant.get_by_role("heading", level=1)).to_have_text("登记单位")

    applicant.get_by_label("单位类型").select_option("企业")
    applicant.get_by_label("单位全称").fill(NAME)
    applicant.get_by_label("统一社会信用代码").fill("91430600000000000X")
    choose_place(applicant)
    applicant.get_by_label("联系人").fill("罗溪")
    applicant.get_by_label("联系电话").fill("13800005678")
    applicant.get_by_label("证明材料").set_input_files({"name": "执照.pdf", "mimeType": "", "buffer": PDF})
    applicant.get_by_role("button", name="提交审核").tap()
    expect(applicant.get_by_text("校验位不对")).to_be_visible()
    assert applicant.locator("#id_proofs").evaluate("field => field.files.length") == 1
    applicant.get_by_label("统一社会信用代码").fill(uscc())
    applicant.get_by_role("button", name="提交审核").tap()
    expect(
        applicant.get_by_text("等待岳阳市云溪区科学技术协会审核").or_(applicant.get_by_text("等待云溪区"))
    ).to_be_visible()
    address = applicant.url

    reviewer = visit("/signin/?next=/workbench/", phone=True)
    sign_in(reviewer, SUPERIOR)
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("我的工作台")
    open_registration(reviewer)
    with reviewer.expect_download() as download:
        reviewer.get_by_role("link", name="执照.pdf").tap()
    assert download.value.suggested_filename == "执照.pdf"
    reviewer.get_by_role("link", name="退回").tap()
    reviewer.get_by_label("退回原因").fill("执照拍得不清楚")
    reviewer.get_by_label("证明材料").check()
    reviewer.get_by_role("button", name="退回").tap()
    expect(reviewer.get_by_text("等待申请人修改")).to_be_visible()

    applicant.goto("/workbench/")
    applicant.get_by_role("link", name="注册申请被退回").tap()
    expect(applicant.get_by_text("退回原因：执照拍得不清楚")).to_be_visible()
    applicant.get_by_role("link", name="修改后再交").tap()
    expect(applicant.get_by_label("单位全称")).to_have_value(NAME)
    applicant.get_by_label("执照.pdf").check()
    applicant.get_by_label("补充材料").set_input_files({"name": "新执照.png", "mimeType": "", "buffer": png()})
    applicant.get_by_role("button", name="再次提交").tap()
    expect(applicant.get_by_text("待复审")).to_be_visible()

    open_registration(reviewer)
    expect(reviewer.get_by_role("link", name="新执照.png")).to_be_visible()
    reviewer.get_by_role("link", name="通过").tap()
    reviewer.get_by_role("button", name="通过").tap()
    expect(reviewer.get_by_text("已登记为下级组织")).to_be_visible()

    applicant.goto(address)
    applicant.get_by_role("link", name="进入工作台").tap()
    expect(applicant.get_by_role("heading", level=1)).to_contain_text(NAME)
    applicant.get_by_role("button", name="工作台菜单").tap()
    expect(applicant.get_by_role("link", name="基本信息").first).to_be_visible()

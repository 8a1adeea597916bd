"""A worker scans a body's code, is accepted and shows the card; when the body ends, the card says so."""

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from kexie.areas.registrations.tests.factories import PDF
from tests import qr
from tests.journeys.conftest import KEEPER, MEMBERS, SUPERIOR, Visit

pytestmark = [pytest.mark.spec("MEM-01"), pytest.mark.spec("MEM-03"), pytest.mark.spec("EST-13")]
WORKER, MOBILE = "唐𠮷溪", "13800007766"


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def scan(page: Page) -> str:
    """Read the code on a page as a telephone does."""
    return qr.read(str(page.locator(".w-code-qr svg").evaluate("code => code.outerHTML")))


def invite(secretary: Page) -> str:
    """The body's page is published; from then on there is a code to join."""
    secretary.get_by_role("main").get_by_role("link", name=MEMBERS).last.click()
    secretary.get_by_role("link", name="会员管理").click()
    expect(secretary.get_by_text("公开主页以后，这里会有入会二维码")).to_be_visible()
    secretary.get_by_role("link", name="公开主页").first.click()
    secretary.get_by_role("button", name="公开主页").click()
    expect(secretary.get_by_text("已公开").first).to_be_visible()
    secretary.get_by_role("link", name="会员管理").click()
    return scan(secretary)


def join(worker: Page) -> None:
    """Whoever scans the code without an account opens one, and is back at the application."""
    expect(worker.get_by_role("heading", level=1)).to_have_text("申请入会")
    worker.get_by_role("link", name="没有账号，先注册").tap()
    worker.get_by_label("姓名").fill(WORKER)
    worker.get_by_label("手机号或邮箱").fill(MOBILE)
    worker.get_by_label("我已阅读并同意").check()
    worker.get_by_role("button", name="下一步").tap()
    worker.get_by_label("新密码", exact=True).fill("only-known-to-me-2")
    worker.get_by_label("再输一遍新密码").fill("only-known-to-me-2")
    worker.get_by_role("button", name="完成注册").tap()
    expect(worker.get_by_label("姓名")).to_have_value(WORKER)
    expect(worker.get_by_label("手机号")).to_have_value(MOBILE)
    worker.get_by_label("部门").fill("催化剂室")
    worker.get_by_role("button", name="提交申请").tap()
    expect(worker.get_by_text("还没有提交：请看下面标红的地方。")).to_be_visible()
    expect(worker.get_by_label("部门")).to_have_value("催化剂室")
    worker.get_by_label("人员类别").select_option(label="科技人员")
    worker.get_by_label("我承认并遵守该科协的章程").check()
    worker.get_by_role("button", name="提交申请").tap()
    expect(worker.get_by_text("等待").first).to_be_visible()


def accept(secretary: Page) -> None:
    secretary.goto("/workbench/")
    secretary.get_by_role("link", name=f"审核{WORKER}的入会申请").click()
    secretary.get_by_role("link", name="通过").click()
    secretary.get_by_role("button", name="通过").click()
    expect(secretary.get_by_role("heading", level=1)).to_have_text(WORKER)


def dissolve(secretary: Page, superior: Page) -> None:
    """The congress dissolves the body, and its association agrees."""
    secretary.get_by_role("link", name="组织状态").click()
    secretary.get_by_role("link", name="申请注销").click()
    secretary.get_by_label("注销的原因").select_option("决定自行解散")
    secretary.get_by_label("作出决议的大会").fill("第一次会员大会")
    secretary.get_by_label("决议日期").evaluate("field => { field.valueAsDate = new Date(Date.now() + 28800000) }")
    secretary.get_by_label("经费、资产和档案的处理").fill("没有经费和资产，档案移交云溪区科协。")
    secretary.get_by_label("申请理由").fill("单位合并。")
    secretary.get_by_label("证明材料").set_input_files({"name": "决议.pdf", "mimeType": "", "buffer": PDF})
    secretary.get_by_role("button", name="提交申请").click()
    expect(secretary.get_by_text("待审核").first).to_be_visible()
    secretary.get_by_role("link", name="注销申请", exact=True).click()
    expect(secretary.get_by_role("heading", level=1)).to_have_text("注销申请")
    superior.goto(secretary.url)
    superior.get_by_role("link", name="批准", exact=True).click()
    superior.get_by_role("button", name="批准", exact=True).click()
    expect(superior.get_by_text("已批准并办理").first).to_be_visible()


def test_a_worker_joins_and_keeps_the_record_when_the_body_ends(visit: Visit) -> None:
    secretary = visit("/signin/?next=/workbench/")
    sign_in(secretary, KEEPER)
    worker = visit(invite(secretary), phone=True)
    join(worker)
    application = worker.url
    accept(secretary)
    worker.goto(application)
    worker.get_by_role("link", name="电子会员证").tap()
    expect(worker.get_by_role("heading", level=1)).to_contain_text("会员证")
    card = scan(worker)
    guard = visit(card, phone=True)
    expect(guard.get_by_text("会员证有效")).to_be_visible()
    expect(guard.get_by_text("唐*溪")).to_be_visible()
    superior = visit("/signin/?next=/workbench/")
    sign_in(superior, SUPERIOR)
    dissolve(secretary, superior)
    guard.reload()
    expect(guard.get_by_text("会员证已失效")).to_be_visible()
    worker.goto("/memberships/own/")
    expect(worker.get_by_text(MEMBERS)).to_be_visible()

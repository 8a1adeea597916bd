"""A year's evaluation: the association publishes its sheet, the body fills it in, it is scored, the result is read."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from kexie.areas.registrations.tests.factories import PDF
from tests.journeys.conftest import JOINT, SUPERIOR, Visit

pytestmark = [pytest.mark.spec("EST-15")]
TITLE = "年度工作评估"
HEADINGS = ("组织建设", "会员服务", "科技创新", "科普与社会服务", "日常工作")


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def later(page: Page, label: str, days: int) -> None:
    """Fill in a day so many days from today."""
    moment = timedelta(hours=8, days=days) // timedelta(milliseconds=1)
    page.get_by_label(label).evaluate(f"field => {{ field.valueAsDate = new Date(Date.now() + {moment}) }}")


def publish(desk: Page) -> None:
    """The sheet begins from the model; what it lacks is said."""
    desk.get_by_role("link", name="考核评价").click()
    desk.get_by_role("link", name="新建指标表").first.click()
    desk.locator("#id_title").fill(TITLE)
    desk.get_by_role("button", name="新建").click()
    expect(desk.get_by_text("还没有填写自评期限和评审期限。")).to_be_visible()
    desk.get_by_role("link", name="设置").click()
    desk.get_by_label("企业科协", exact=True).uncheck()
    desk.get_by_label("企业联合科协").check()
    later(desk, "自评期限", 10)
    later(desk, "评审期限", 20)
    desk.get_by_role("button", name="保存").click()
    desk.get_by_role("link", name="发布").click()
    desk.get_by_role("button", name="发布").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(TITLE)


def fill(body: Page) -> None:
    """One heading after the other, then the files."""
    body.goto("/workbench/")
    body.get_by_role("link", name=f"完成“{TITLE}”自评并提交").first.click()
    expect(body.get_by_text("“会议制度”还没有自评打分。")).to_be_visible()
    body.get_by_role("link", name="填写自评").click()
    for place, heading in enumerate(HEADINGS):
        expect(body.get_by_role("heading", level=1)).to_have_text(f"自评：{heading}")
        for field in body.get_by_label("自评得分").all():
            field.fill("8.5")
        for field in body.get_by_label("是否做到").all():
            field.select_option("是")
        for field in body.get_by_label("自评说明").all():
            field.fill("按计划开展，有记录。")
        is_last = place == len(HEADINGS) - 1
        body.get_by_role("button", name="保存" if is_last else "保存，填下一组", exact=True).click()
    expect(body.get_by_text("“会议制度”还没有上传佐证材料。")).to_be_visible()
    for link in [str(one.get_attribute("href")) for one in body.get_by_role("link", name="佐证材料").all()]:
        body.goto(link)
        body.get_by_label("选择文件").set_input_files({"name": "材料.pdf", "mimeType": "", "buffer": PDF})
        body.get_by_role("button", name="保存").click()
        expect(body.get_by_role("heading", level=1)).to_contain_text(TITLE)
    body.get_by_role("link", name="提交自评").click()
    body.get_by_role("button", name="提交").click()
    expect(body.get_by_text("正在评审")).to_be_visible()


def score(desk: Page, address: str) -> None:
    """Points beside the own score, then the end of the review."""
    desk.goto(address)
    desk.get_by_role("link", name="评审打分").click()
    for place, heading in enumerate(HEADINGS):
        expect(desk.get_by_role("heading", level=1)).to_have_text(f"评审：{heading}")
        if place == 0:
            expect(desk.get_by_text("材料.pdf").first).to_be_visible()
        for field in desk.get_by_label("评审得分").all():
            if not field.input_value():
                field.fill("5")
        is_last = place == len(HEADINGS) - 1
        desk.get_by_role("button", name="保存" if is_last else "保存，评下一组", exact=True).click()
    desk.get_by_role("link", name="完成评审").click()
    desk.get_by_label("评审意见").fill("请多开展交流活动。")
    desk.get_by_role("button", name="完成评审").click()
    expect(desk.get_by_text("已评审").first).to_be_visible()


def test_a_year_is_evaluated(visit: Visit) -> None:
    desk = visit("/signin/?next=/workbench/")
    sign_in(desk, SUPERIOR)
    publish(desk)
    body = visit("/signin/?next=/workbench/", phone=True)
    sign_in(body, JOINT)
    fill(body)
    page = body.url
    expect(body.get_by_text("得分", exact=True)).to_have_count(0)
    score(desk, page)
    desk.get_by_role("link", name=TITLE).first.click()
    body.goto(page)
    expect(body.get_by_text("请多开展交流活动。")).to_have_count(0)
    desk.get_by_role("link", name="审定结果").click()
    desk.get_by_role("button", name="审定").click()
    desk.get_by_role("link", name="公布结果").click()
    desk.get_by_label("文号").fill("云科协〔2026〕31号")
    desk.get_by_role("button", name="公布").click()
    expect(desk.get_by_role("cell", name="1", exact=True)).to_be_visible()
    body.reload()
    expect(body.get_by_text("请多开展交流活动。")).to_be_visible()
    with body.expect_download() as download:
        body.get_by_role("link", name="结果通知（PDF）").click()
    assert download.value.suggested_filename.endswith("考核结果.pdf")

"""A survey is made in the browser: from a model, question by question, undone, seen on a phone, by two at once."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SUPERIOR, Visit
from tests.journeys.test_evaluation import sign_in

pytestmark = [pytest.mark.spec("FRM-03", "SUR-01")]

# As the browser is left where the network went before the last words were kept.
LOST = """() => {
  const { survey, revision } = JSON.parse(document.getElementById("builder-data").textContent);
  const draft = { schema: 1, title: "断网时写的", items: [] };
  localStorage.setItem(`kexie-survey-${survey}`, JSON.stringify({ revision, draft }));
}"""


def item(page: Page, words: str) -> Locator:
    return page.locator(".b-item").filter(has_text=words)


def is_kept(page: Page) -> None:
    expect(page.locator("#builder-status")).to_contain_text("已保存")


def begin(page: Page, label: str) -> None:
    sign_in(page, SUPERIOR)
    page.locator('a[href$="/surveys/"]').first.click()
    page.get_by_role("link", name="新建问卷").first.click()
    page.get_by_label(label).check()
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_label("标题", exact=True)).to_be_visible()


def test_a_survey_is_built(visit: Visit) -> None:
    desk = visit("/signin/?next=/workbench/")
    begin(desk, "空白问卷")
    desk.get_by_label("标题", exact=True).fill("技术交流会意见")
    aside = desk.locator("aside")
    expect(aside).to_contain_text("问卷里还没有题目。")

    aside.get_by_role("button", name="单选", exact=True).click()
    desk.keyboard.type("您参加吗？")
    first = desk.get_by_label("选项 1", exact=True)
    first.fill("参加")
    first.press("Enter")
    desk.keyboard.type("看时间")
    desk.get_by_label("选项 3", exact=True).fill("不参加")
    desk.get_by_label("必须填写").check()

    aside.get_by_role("button", name="多行文字").click()
    desk.keyboard.type("为什么不参加？")
    desk.get_by_role("button", name="设置显示条件").click()
    desk.get_by_label("选项", exact=True).select_option(label="不参加")
    desk.get_by_role("button", name="完成").click()
    expect(item(desk, "为什么不参加？")).to_contain_text("符合条件才显示：第 1 题选了“不参加”")
    is_kept(desk)
    expect(desk.get_by_text("没有发现问题，可以发布。")).to_be_visible()

    desk.get_by_role("button", name="上移：第 2 题").click()
    expect(item(desk, "为什么不参加？")).to_contain_text("用到的题目不在它前面")
    desk.keyboard.press("Control+z")
    expect(desk.get_by_text("没有发现问题，可以发布。")).to_be_visible()

    desk.get_by_role("button", name="删除：第 1 题").click()
    expect(desk.locator(".b-item")).to_have_count(1)
    desk.get_by_role("button", name="撤销").click()
    expect(desk.locator(".b-item")).to_have_count(2)
    desk.get_by_role("button", name="复制：第 1 题").click()
    expect(desk.locator(".b-item")).to_have_count(3)
    desk.get_by_role("button", name="撤销").click()
    is_kept(desk)

    desk.get_by_role("button", name="预览").click()
    desk.get_by_role("button", name="手机", exact=True).click()
    shown = desk.frame_locator("#builder-frame")
    expect(shown.get_by_role("heading", name="技术交流会意见")).to_be_visible()
    expect(shown.get_by_text("为什么不参加？")).to_be_hidden()
    shown.get_by_label("不参加", exact=True).check()
    expect(shown.get_by_text("为什么不参加？")).to_be_visible()
    desk.locator("#builder-preview").get_by_role("button", name="关闭").click()

    desk.reload()
    expect(desk.locator(".b-item")).to_have_count(2)
    desk.get_by_role("link", name="发布", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("发布问卷")


def test_two_at_once_lose_nothing(visit: Visit) -> None:
    desk = visit("/signin/?next=/workbench/")
    begin(desk, "活动满意度调查")
    other = desk.context.new_page()
    other.goto(desk.url)
    other.get_by_label("标题", exact=True).fill("另一个标题")
    is_kept(other)
    desk.get_by_label("标题", exact=True).fill("我的标题")
    dialog = desk.get_by_role("dialog", name="别人也在改这份问卷")
    expect(dialog).to_contain_text("保存了这份问卷的另一份修改")
    dialog.get_by_role("button", name="保留我的修改").click()
    is_kept(desk)
    desk.get_by_role("button", name="撤销").click()
    expect(desk.get_by_label("标题", exact=True)).to_have_value("另一个标题")
    desk.get_by_role("button", name="重做").click()
    is_kept(desk)
    other.reload()
    expect(other.get_by_label("标题", exact=True)).to_have_value("我的标题")


def test_without_a_network_nothing_is_lost(visit: Visit) -> None:
    phone = visit("/signin/?next=/workbench/", phone=True)
    sign_in(phone, SUPERIOR)
    phone.get_by_role("button", name="工作台菜单").click()
    phone.locator('a[href$="/surveys/"]').first.click()
    phone.get_by_role("link", name="新建问卷").first.click()
    phone.get_by_label("空白问卷").check()
    phone.get_by_role("button", name="新建").click()
    phone.get_by_role("button", name="添加题目").click()
    phone.get_by_role("dialog", name="添加题目").get_by_role("button", name="打分").click()
    is_kept(phone)
    kept = phone.evaluate("JSON.stringify(localStorage)")
    assert "kexie-survey" not in kept  # what the server keeps does not stay in the browser
    phone.reload()
    phone.evaluate(LOST)
    phone.reload()
    expect(phone.get_by_label("标题", exact=True)).to_have_value("断网时写的")
    is_kept(phone)
    phone.get_by_role("button", name="撤销").click()
    expect(phone.locator(".b-item")).to_have_count(1)

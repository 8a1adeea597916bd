"""Two enterprises found a joint association: one leads, the other reads its turn on a phone and consents."""

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from tests.journeys.conftest import LEADING, PARTNER, UNITS, Visit

pytestmark = [pytest.mark.spec("EST-04")]
NAME = "云溪绿色化工企业联合科学技术协会"


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def begin(leading: Page) -> None:
    """The unit that leads names the preparatory group, and asks another one."""
    leading.get_by_role("link", name="联合发起").first.click()
    leading.get_by_role("link", name="企业联合科协").click()
    leading.get_by_label("企业联合科协的名称").fill(NAME)
    leading.get_by_label("本单位同意发起的机构").fill("中共云溪绿源公司支部委员会")
    leading.get_by_label("筹备组组长").fill("周敏")
    leading.get_by_role("button", name="成立筹备组").click()
    expect(leading.get_by_role("heading", level=1)).to_have_text(NAME)
    leading.get_by_role("link", name="邀请单位").click()
    leading.locator("#id_partner").fill(UNITS[1])
    leading.get_by_role("button", name="邀请").click()
    expect(leading.get_by_text("没有答复").first).to_be_visible()


def agree(leading: Page) -> None:
    """Turns and duties are agreed on."""
    leading.get_by_role("link", name="约定分工和轮值").click()
    leading.get_by_label("每家轮值多久").select_option(index=1)
    for turn, unit in enumerate(UNITS, 1):
        leading.get_by_label(f"{unit}：轮值顺序").fill(str(turn))
        leading.get_by_label(f"{unit}：分工").fill(f"承办第 {turn} 次交流")
    leading.get_by_role("button", name="保存").click()
    expect(leading.get_by_text("第 2 个轮值")).to_be_visible()


def test_a_joint_association_is_founded_by_two(visit: Visit) -> None:
    leading = visit("/signin/?next=/workbench/")
    sign_in(leading, LEADING)
    begin(leading)
    case = leading.url
    agree(leading)
    expect(leading.get_by_text(f"“{UNITS[1]}”还没有同意")).to_be_visible()
    partner = visit("/signin/?next=/workbench/", phone=True)
    sign_in(partner, PARTNER)
    partner.get_by_role("link", name="共同发起").first.tap()
    expect(partner.get_by_text("第 2 个轮值")).to_be_visible()
    partner.get_by_label("同意", exact=True).check()
    partner.get_by_role("button", name="答复").tap()
    expect(partner.get_by_text("请填写作出决定的机构")).to_be_visible()
    partner.get_by_label("作出决定的机构").fill("中共云溪蓝海公司支部委员会")
    partner.get_by_role("button", name="答复").tap()
    expect(partner.get_by_text("同意，20").first).to_be_visible()
    leading.goto(case)
    expect(leading.get_by_text("缺少材料：章程")).to_be_visible()
    expect(leading.get_by_text(f"“{UNITS[1]}”还没有同意")).to_have_count(0)

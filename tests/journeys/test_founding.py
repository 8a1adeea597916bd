"""An enterprise founds its association: prepared, returned, approved, established, reported, and found on the list."""

import pytest
from playwright.sync_api import Page, expect

from kexie.areas.accounts.tests.factories import PASSWORD
from kexie.areas.registrations.tests.factories import PDF, uscc
from tests.journeys.conftest import FOUNDER, SUPERIOR, Visit

pytestmark = [pytest.mark.spec("EST-02"), pytest.mark.spec("EST-07"), pytest.mark.spec("EST-10")]
ENTERPRISE = "云溪先进催化材料有限公司"
NAME = f"{ENTERPRISE}科学技术协会"
MATERIALS = ("设立申请", "章程", "同意设立的文件", "首届委员会候选人名单", "成立大会方案")


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def choose(page: Page, label: str, name: str) -> None:
    page.get_by_label(label).first.set_input_files({"name": name, "mimeType": "", "buffer": PDF})


def upload(page: Page, material: str) -> None:
    """Hand a material in from the page of the case."""
    row = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=material, exact=False)).first
    row.get_by_role("link", name=material).last.click()
    choose(page, "文件", f"{material}.pdf")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("link", name=f"{material}.pdf").first).to_be_visible()


def register(applicant: Page, reviewer: Page) -> None:
    """The enterprise registers itself and is accepted."""
    applicant.get_by_label("单位类型").select_option("企业")
    applicant.get_by_label("单位全称").fill(ENTERPRISE)
    applicant.get_by_label("统一社会信用代码").fill(uscc())
    for step, name in enumerate(("湖南省", "岳阳市", "云溪区"), 1):
        applicant.locator(f"#id_region_{step}").select_option(label=name)
    expect(applicant.locator("#id_region_3")).to_have_value("430603")
    applicant.get_by_label("联系人").fill("罗溪")
    applicant.get_by_label("联系电话").fill("13800005678")
    choose(applicant, "证明材料", "执照.pdf")
    applicant.get_by_role("button", name="提交审核").click()
    expect(applicant.get_by_role("heading", level=1)).to_have_text(ENTERPRISE)
    reviewer.goto("/workbench/")
    reviewer.get_by_role("link", name=f"“{ENTERPRISE}”的注册申请").click()
    reviewer.get_by_role("link", name="通过").click()
    reviewer.get_by_role("button", name="通过").click()
    expect(reviewer.get_by_text("已登记为下级组织")).to_be_visible()


def found(applicant: Page) -> None:
    """The preparatory group is named and prepares."""
    applicant.reload()
    applicant.get_by_role("link", name="进入工作台").click()
    applicant.get_by_role("link", name="建立科协").first.click()
    expect(applicant.get_by_label("科协名称")).to_have_value(NAME)
    applicant.get_by_label("有：须经党组织同意").check()
    applicant.get_by_label("筹备组组长").fill("罗溪")
    applicant.get_by_role("button", name="成立筹备组").click()
    expect(applicant.get_by_role("heading", level=1)).to_have_text(NAME)
    applicant.get_by_role("link", name="填写筹备情况").click()
    applicant.get_by_label("科技工作者人数").fill("99")
    applicant.get_by_label("同意设立的机构").fill("中共云溪先进催化材料有限公司委员会")
    applicant.get_by_label("企业党组织同意日期", exact=True).fill("2026-01-05")
    applicant.get_by_role("button", name="保存").click()


def hand_in(applicant: Page, case: str) -> None:
    """With one document missing it is not submitted, with all it is."""
    for material in MATERIALS[:-1]:
        upload(applicant, material)
    expect(applicant.get_by_text("缺少材料：成立大会方案")).to_be_visible()
    expect(applicant.get_by_role("link", name="提交审核")).to_have_count(0)
    applicant.goto(f"{case}submit/")
    applicant.get_by_role("button", name="提交").click()
    expect(applicant.get_by_text("缺少材料：成立大会方案")).to_be_visible()
    applicant.goto(case)
    upload(applicant, MATERIALS[-1])
    submit(applicant, "待审核")


def submit(applicant: Page, stage: str) -> None:
    applicant.get_by_role("link", name="提交审核").click()
    applicant.get_by_role("button", name="提交").click()
    expect(applicant.get_by_text(stage).first).to_be_visible()


def return_and_mend(applicant: Page, reviewer: Page, case: str) -> None:
    """The charter goes back, and is replaced."""
    reviewer.goto("/workbench/")
    reviewer.get_by_role("link", name=f"审核“{NAME}”的设立申请").first.click()
    reviewer.get_by_role("link", name="退回修改").click()
    reviewer.get_by_label("章程").fill("没有写经费来源")
    reviewer.get_by_role("button", name="退回").click()
    expect(reviewer.get_by_text("章程：没有写经费来源").first).to_be_visible()
    applicant.goto(case)
    expect(applicant.get_by_text("材料“章程”被退回，还没有更换。")).to_be_visible()
    upload(applicant, "章程")
    submit(applicant, "待复审")


def approve(applicant: Page, reviewer: Page, case: str) -> None:
    """The reply has a number and is taken away as Word."""
    reviewer.goto(case)
    reviewer.get_by_role("link", name="批准", exact=True).click()
    reviewer.get_by_label("文号").fill("云科协〔2026〕99号")
    reviewer.get_by_role("button", name="批准").click()
    expect(reviewer.get_by_text("批复文号：云科协〔2026〕99号")).to_be_visible()
    applicant.goto(case)
    with applicant.expect_download() as download:
        applicant.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith("批复.docx")


def hold_and_report(applicant: Page) -> str:
    """All workers meet, and what they elected is reported; return where the certificate is verified."""
    applicant.get_by_role("link", name="登记成立大会").click()
    applicant.get_by_label("成立大会日期").evaluate("field => { field.valueAsDate = new Date(Date.now() + 28800000) }")
    applicant.get_by_label("大会形式").select_option("全体会员大会")
    applicant.get_by_label("当选主席").fill("罗溪")
    applicant.get_by_label("委员人数").fill("7")
    applicant.get_by_role("button", name="登记").click()
    expect(applicant.get_by_text("已成立，待报送")).to_be_visible()
    applicant.get_by_role("link", name="报送结果").click()
    choose(applicant, "选举结果", "结果.pdf")
    choose(applicant, "通过的章程", "章程.pdf")
    applicant.get_by_role("button", name="报送").click()
    expect(applicant.get_by_text("已经成立，批复文号：云科协〔2026〕99号。")).to_be_visible()
    return str(applicant.get_by_role("link", name="查验页面").get_attribute("href"))


def test_an_enterprise_founds_its_association(visit: Visit) -> None:
    applicant = visit("/signin/?next=/registrations/submit/")
    sign_in(applicant, FOUNDER)
    reviewer = visit("/signin/?next=/workbench/")
    sign_in(reviewer, SUPERIOR)
    register(applicant, reviewer)
    found(applicant)
    case = applicant.url
    hand_in(applicant, case)
    return_and_mend(applicant, reviewer, case)
    approve(applicant, reviewer, case)
    verify = hold_and_report(applicant)
    applicant.get_by_role("link", name="公开主页").last.click()
    applicant.get_by_role("button", name="公开主页").click()
    expect(applicant.get_by_text("已公开").first).to_be_visible()
    visitor = visit(verify, phone=True)
    expect(visitor.get_by_text("这份登记证书有效")).to_be_visible()
    visitor.goto("/organisations/?q=云溪先进催化")
    expect(visitor.get_by_role("link", name=NAME).first).to_be_visible()

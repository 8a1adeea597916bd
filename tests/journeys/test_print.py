"""On paper there is what one reads, and nothing to click."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import CHANGLING, Site, Visit

pytestmark = [pytest.mark.spec("POR-10"), pytest.mark.spec("AXS-01")]

A4 = (595, 842)  # points; browsers round up to whole pixels


def paper(page: Page, folder: Path) -> tuple[int, str]:
    """Print the page on A4: the number of sheets, and the text where poppler can read it."""
    file = folder / "page.pdf"
    content = page.pdf(path=file, format="A4", prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    text = ""
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    assert all(abs(float(side) - wanted) < 2 for box in boxes for side, wanted in zip(box, A4, strict=True))
    return len(boxes), text


def on_paper(page: Page) -> None:
    """Check what is left out on paper, and that the rest is dark on white."""
    page.emulate_media(media="print")
    for left_out in (".k-nav", ".k-skip", ".k-search", ".k-header-actions", ".k-breadcrumb", ".btn", "button"):
        for part in page.locator(left_out).all():
            expect(part).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for text in ("h1", "main p", ".k-brand-name"):
        colour = page.locator(text).first.evaluate("part => getComputedStyle(part).color")
        assert colour in {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}, text
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }


def test_a_bodys_page_on_paper(visit: Visit, site: Site, tmp_path: Path) -> None:
    page = visit(site.changling)
    sheets, text = paper(page, tmp_path)
    assert sheets in {1, 2}
    if text:
        for words in (CHANGLING, "长岭炼化科协成立于一九八四年", "0730-8452000", "王某", "炼油学组", "资料来源"):
            assert words in re.sub(r"\s+", "", text), words
        assert "复制网址" not in text
    on_paper(page)
    for words in ("长岭炼化科协成立于一九八四年。", "0730-8452000", "王某", "炼油学组"):
        expect(page.get_by_text(words).first).to_be_visible()


def test_the_distribution_on_paper(visit: Visit, tmp_path: Path) -> None:
    page = visit("/distribution/")
    page.locator("[data-map] canvas").wait_for()
    sheets, text = paper(page, tmp_path)
    assert sheets in {1, 2, 3, 4}
    if text:
        for words in ("企业科协分布", "4,058", "新疆生产建设兵团", "26,708"):
            assert words in text, words
        assert "复制表格" not in text
    on_paper(page)
    expect(page.get_by_role("row", name=re.compile("^新疆生产建设兵团"))).to_be_visible()
    canvas = page.locator("[data-map] canvas").bounding_box()
    assert canvas is not None
    assert canvas["width"] > 300


def test_the_list_on_paper(visit: Visit, tmp_path: Path) -> None:
    page = visit("/organisations/?region=430000")
    sheets, text = paper(page, tmp_path)
    assert sheets == 1
    if text:
        assert "湖南省：共" in re.sub(r"\s+", "", text)
    on_paper(page)
    expect(page.locator(".k-row-title")).to_have_count(int(page.locator(".k-count strong").inner_text()))
    expect(page.locator(".k-filter")).to_be_hidden()

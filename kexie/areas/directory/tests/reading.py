"""Reads the pages of this area as a person would."""

import re
from html import unescape


def words(html: str) -> str:
    """What can be read, without the markup."""
    return unescape(" ".join(re.sub(r"<(script|svg).*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL).split()))


def rows(html: str) -> dict[str, str]:
    """The listed bodies in their order: name → address."""
    found = re.findall(r'<h2 class="k-row-title">\s*<a href="([^"]*)">(.*?)</a>', html, re.DOTALL)
    return {unescape(name): unescape(address) for address, name in found}


def notices(html: str) -> list[str]:
    """The notices above the list."""
    return [words(part) for part in re.findall(r'<div class="alert alert-warning".*?</div>\s*</div>', html, re.DOTALL)]


def count(html: str) -> str:
    """How many are said to be found, without the region's name."""
    (number,) = re.findall(r"共\s*<strong>(.*?)</strong>", html)
    return str(number)


def tabs(html: str) -> dict[str, str]:
    """The lists: label → number."""
    part = html.split('class="k-tabs"', 1)[1].split("</nav>", 1)[0]
    found = re.findall(r"<a [^>]*>(.*?)<span[^>]*>(.*?)</span>", part, re.DOTALL)
    return {label.strip(): number.strip() for label, number in found}


def chosen_tab(html: str) -> str:
    """The list that is shown."""
    part = html.split('class="k-tabs"', 1)[1].split("</nav>", 1)[0]
    (label,) = re.findall(r'aria-current="page"[^>]*>\s*([^<]*?)\s*<', part)
    return str(label)


def pages(html: str) -> dict[str, str]:
    """The links beneath the list: 首页, 上一页, 下一页, 末页, as far as there are."""
    part = html.partition('class="pagination"')[2].split("</nav>", 1)[0]
    return {label: unescape(link) for link, label in re.findall(r'href="([^"]*)">(.*?)</a>', part)}


def links(html: str, label: str) -> list[str]:
    """The addresses of the links that bear a label, such as 下一页."""
    plain = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    return [unescape(link) for link in re.findall(rf'<a [^>]*href="([^"]*)"[^>]*>\s*{label}\s*<', plain)]


def regions(html: str) -> dict[str, tuple[str, str]]:
    """The regions one step below that can be chosen: label → address and number, if one is shown."""
    part = html.split('<span class="k-filter-label">')[2].split("</ul>", 1)[0]
    found = re.findall(r'href="([^"]*)"[^>]*>([^<]*?)\s*(?:<span class="k-num">(.*?)</span>)?</a>', part)
    return {label: (unescape(link), number) for link, label, number in found}


def table(html: str, name: str) -> list[list[str]]:
    """The cells of a table, by its id or its caption's text, row by row."""
    part = re.split(rf'<table[^>]*id="{name}"|aria-label="{name}"', html)[1].split("</table>", 1)[0]
    lines = re.findall(r"<tr.*?</tr>", part, re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)] for line in lines]


def section(html: str, heading: str) -> str:
    """The card under a heading, or nothing."""
    cards = re.split(r'(?=<section class="card)', html)
    return next((card.split("</section>", 1)[0] for card in cards if f">{heading}</h2>" in card), "")

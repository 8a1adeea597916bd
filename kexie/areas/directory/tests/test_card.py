"""A card for the contacts of a telephone."""

import re

import pytest
import vobject

from kexie.areas.directory.queries import cards
from kexie.areas.directory.tests.book import MOBILE, entry
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations import actions, rules
from kexie.foundation.organisations.models import Organisation, Post
from kexie.foundation.organisations.tests import factories
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ORG-11"), pytest.mark.spec("SEC-06")]


def address(book: Organisation, post: Post, page: str = "card") -> str:
    return f"/organisations/{book.code}/contacts/{post.pk}/{page}/"


def test_it_is_a_vcard_with_the_name_in_its_parts_and_no_mobile_number() -> None:
    county, body = factories.association("430603"), factories.body(name="长岭科协")
    office = actions.add_branch(body, kind="secretariat", name="秘书处", by=factories.BY)
    post = entry(body, "欧阳云", rules.Title.LEADER, branch=office, phone="000-1234567", mobile=MOBILE)
    answer = pages.browser(appointed(county)).get(address(county, post))
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert "filename*=utf-8''%E6%AC%A7%E9%98%B3%E4%BA%91.vcf" in answer["Content-Disposition"]
    read = vobject.readOne(answer.content.decode())
    assert read.version.value == "3.0"
    assert (read.n.value.family, read.n.value.given, read.fn.value) == ("欧阳", "云", "欧阳云")
    assert read.org.value == ["长岭科协", "秘书处"]
    assert read.title.value == "秘书处负责人"
    assert [line.value for line in read.contents["tel"]] == ["000-1234567"]
    assert MOBILE not in answer.content.decode()


def test_the_number_stands_on_it_for_who_has_just_looked_at_it() -> None:
    county = factories.association("430603")
    post = entry(factories.body(), "陈岳", mobile=MOBILE)
    browser = pages.browser(appointed(county))
    page = pages.send(browser, address(county, post, "reveal_contact"), reason="开会").text
    (ticket,) = re.findall(r'name="ticket" value="([^"]*)"', page)
    given = pages.send(browser, address(county, post), ticket=ticket)
    assert f"CELL:{MOBILE}" in given.content.decode()
    for typed in ({}, {"ticket": "x"}):
        answer = pages.send(browser, address(county, post), **typed)
        assert MOBILE not in answer.content.decode()
    colleague = pages.browser(appointed(county))
    taken = pages.send(colleague, address(county, post), ticket=ticket)
    assert MOBILE not in taken.content.decode()


@pytest.mark.parametrize("name", ["单;云,", "A\\nB", "\nEND:VCARD\nBEGIN:VCARD", "𠮷㐂䶮", "O'Brien: x", "长" * 60])
def test_whatever_stands_in_a_name_stays_in_its_line(name: str) -> None:
    post = entry(factories.body(name="甲;乙,科协"), name)
    text = cards.card(post)
    assert text.count("BEGIN:VCARD") == 1 or name.count("BEGIN:VCARD") == 1
    (read,) = vobject.readComponents(text)
    assert read.fn.value == name.strip()
    assert read.org.value == ["甲;乙,科协"]


def test_the_picture_holds_the_longest_card() -> None:
    long = factories.body(name="长" * 120)
    branch = actions.add_branch(long, kind="study_group", name="组" * 80, by=factories.BY)
    post = entry(long, "名" * 60, rules.Title.LEADER, branch=branch, phone="000-1234567", mobile=MOBILE)
    assert cards.picture(post, mobile=MOBILE).startswith("<svg")

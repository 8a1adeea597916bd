"""The forms of dues, filled in; see tests/samples.py."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.areas.dues import actions
from kexie.areas.dues.queries.payments import COLUMNS
from kexie.areas.dues.tests import factories
from kexie.areas.membership.tests import factories as members
from kexie.core import clock
from kexie.engines.sheets import queries as sheets
from kexie.foundation.appointments.rules import Role
from kexie.foundation.appointments.tests.factories import appointed
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.people.models import Person
from kexie.foundation.people.tests import factories as persons
from tests.samples import Make, Sample, by


def _finance(body: Organisation) -> Person:
    return appointed(body, Role.FINANCE)


def _add_year() -> Sample:
    body = factories.body()
    page = f"/organisations/{body.code}/dues/years/add_year/"
    return by(_finance(body), page, year=str(clock.today().year), decision="第一次会员代表大会")


def _add_rate() -> Sample:
    year = factories.year()
    typed = {"name": "普通会员", "amount": "50.00", "groups": ["technical"], "seen": year.revision}
    return by(_finance(year.organisation), f"/dues/{year.code}/add_rate/", **typed)


def _remove_rate() -> Sample:
    rate = factories.rate()
    rate.year.refresh_from_db()
    return by(_finance(rate.year.organisation), f"/dues/rates/{rate.code}/remove_rate/", seen=rate.year.revision)


def _roll() -> Sample:
    rate = factories.rate()
    rate.year.refresh_from_db()
    page = f"/dues/{rate.year.code}/roll/"
    return by(_finance(rate.year.organisation), page, seen=rate.year.revision, on=str(clock.today()))


def _remind() -> Sample:
    year = factories.due(members.own(persons.person(), factories.body())).year
    return by(_finance(year.organisation), f"/dues/{year.code}/remind/", seen=year.revision)


def _close() -> Sample:
    year = factories.rolled()
    return by(_finance(year.organisation), f"/dues/{year.code}/close/", seen=year.revision)


def _reopen() -> Sample:
    year = factories.rolled()
    year = actions.close(year, seen=year.revision, by=members.BY)
    return by(_finance(year.organisation), f"/dues/{year.code}/reopen/", seen=year.revision, reason="补登一笔")


def _export() -> Sample:
    year = factories.due().year
    return by(_finance(year.organisation), f"/dues/{year.code}/export/", state="owed")


def _receipts() -> Sample:
    year = factories.paid().year
    return by(_finance(year.organisation), f"/dues/{year.code}/receipts/", first="1", last="1")


def _pay_many() -> Sample:
    due = factories.due()
    row = {"number": str(due.number), "name": due.member.name, "amount": "50", "on": "2026-03-12", "way": "现金"}
    upload = SimpleUploadedFile("缴费.xlsx", sheets.write(COLUMNS, [row]))
    return by(_finance(due.year.organisation), f"/dues/{due.year.code}/pay_many/", rows=upload)


def _of(page: str, **typed: Any) -> Make:
    def make() -> Sample:
        due = factories.due()
        address = f"/dues/{due.year.code}/members/{due.member.code}/{page}/"
        return by(_finance(due.year.organisation), address, seen=due.revision, **typed)

    return make


def _pay() -> Sample:
    return _of("pay", amount="20.00", on=str(clock.today()), way="cash")()


def _correct() -> Sample:
    entry = factories.paid()
    entry.due.refresh_from_db()
    page = f"/dues/entries/{entry.code}/correct/"
    return by(_finance(entry.year.organisation), page, seen=entry.due.revision, reason="记错了人")


SAMPLES: dict[str, Make] = {
    "dues:add_year": _add_year,
    "dues:add_rate": _add_rate,
    "dues:remove_rate": _remove_rate,
    "dues:roll": _roll,
    "dues:remind": _remind,
    "dues:close": _close,
    "dues:reopen": _reopen,
    "dues:export": _export,
    "dues:receipts": _receipts,
    "dues:pay_many": _pay_many,
    "dues:pay": _pay,
    "dues:waive": _of("waive", amount="50.00", reason="家庭困难"),
    "dues:correct": _correct,
}
EXEMPT: dict[str, str] = {}

"""The mail server is away for longer than a restart takes: letters wait, then each goes out once (REL-06, REL-07)."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from kexie.engines.notices.tests.post import Office
from kexie.operation.tests.factories import soon
from tests.drills.client import Browser
from tests.drills.system import System

pytestmark = [pytest.mark.spec("REL-06"), pytest.mark.spec("REL-07")]
INVITED = 5
AWAY = 100.0  # seconds; a server that is updated and started anew takes less
BACK = 300.0  # until the last one's next try: those that waited for two minutes are tried again within three
CLEAR = 5.0
WAITING = """
SELECT count(*) FROM procrastinate_jobs
WHERE task_name = 'accounts.deliver_invitation' AND status = 'todo' AND attempts > 0
"""
PUT_OFF = "SELECT count(*) FROM delivery WHERE state = 'queued' AND answer <> ''"
LEFT = """
SELECT 'delivery', state, count(*) FROM delivery WHERE state <> 'sent' GROUP BY 2 UNION ALL
SELECT 'job', status::text, count(*) FROM procrastinate_jobs
WHERE task_name = 'accounts.deliver_invitation' AND status <> 'succeeded' GROUP BY 2
"""


@contextmanager
def mail_server(system: System) -> Iterator[Office]:
    """Let somebody take letters where the product sends them."""
    office = Office(port=int(system.environment["KEXIE_SMTP_PORT"]))
    server = Controller(office, hostname="127.0.0.1", port=office.port)
    server.start()
    try:
        yield office
    finally:
        server.stop()


@pytest.mark.drill
def test_letters_wait_for_the_mail_server_and_each_goes_out_once(living: tuple[System, dict[str, Any]]) -> None:
    """It takes some minutes."""
    system, staged = living
    system.start()
    began = time.monotonic()
    expected = act(system, staged)
    assert soon(lambda: system.ask(WAITING)[0][0] >= INVITED and system.ask(PUT_OFF)[0][0], AWAY), system.ask(LEFT)
    assert "不行　邮件：" in system.doctor()
    time.sleep(max(AWAY - (time.monotonic() - began), 0))
    back = time.monotonic()
    with mail_server(system) as office:
        assert "好　　邮件：" in system.doctor()
        assert soon(lambda: office.counts >= expected, BACK), office.counts
        took = time.monotonic() - back
        assert soon(lambda: not system.ask(LEFT)), system.ask(LEFT)
    found = {address: number for address, number in office.counts.items() if address in expected}
    print(f"away {back - began:.0f} s, all letters out {took:.0f} s after: {found}")  # noqa: T201 - the drill's report
    assert found == expected


def act(system: System, staged: dict[str, Any]) -> Counter[str]:
    """Invite some, and tell others that their page is offline; return who is to get how many letters."""
    place = staged["clients"][0]
    staff = Browser(system.address)
    assert soon(lambda: staff.sign_in(place["name"], staged["password"]))
    invited = [f"invited{number}@example.com" for number in range(INVITED)]
    deeds = [
        (f"/organisations/{place['county']}/staff/invite/", {"name": "王敏", "roles": "viewer", "email": address})
        for address in invited
    ]
    deeds.append((f"/organisations/{staged['read']}/take_offline/", {"reason": "演练"}))
    for page, typed in deeds:
        began = time.monotonic()
        answer = staff.post(page, staff.hidden(page) | typed)
        assert answer.is_led_on, answer
        assert time.monotonic() - began < CLEAR
    return Counter([*invited, *staged["readers"]])

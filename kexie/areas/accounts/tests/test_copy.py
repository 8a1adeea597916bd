"""One's own copy of everything that is kept of one."""

import json

import pytest
from django.test import Client

from kexie.areas.accounts.tests import factories
from kexie.areas.accounts.tests.signing import signin
from kexie.core.actors import Actor
from kexie.foundation.people import actions as people

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-06")]


def test_it_holds_what_is_the_persons_own_and_nobody_elses(client: Client) -> None:
    by = Actor.platform("tests")
    people.set_mobile(factories.person(), mobile="13800005678", by=by)
    people.set_email(factories.person("other", "栖霞区科协"), email="canary@example.com", by=by)
    signin(client)
    answer = client.get("/account/copy/")
    assert answer["Content-Disposition"] == 'attachment; filename="account.json"'
    told = json.loads(answer.content)
    assert told["账号"]["手机号"] == "13800005678"
    assert [one["事项"] for one in told["操作记录"]] == ["people.open_account", "people.set_mobile", "accounts.signin"]
    assert len(told["登录的设备"]) == 1
    text = answer.content.decode()
    for canary in ("canary", "栖霞", "md5$"):
        assert canary not in text


def test_a_visitor_gets_none(client: Client) -> None:
    assert client.get("/account/copy/").status_code == 302

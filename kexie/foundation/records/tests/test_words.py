"""Whatever is recorded has words: deeds, things, facts and their values (SCP-06)."""

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from kexie.core.trail import Words
from kexie.foundation.organisations.models import AgreedTask, Organisation
from kexie.foundation.organisations.rules import Edge, Title
from kexie.foundation.organisations.tests import factories as bodies
from kexie.foundation.people.tests.factories import person
from kexie.foundation.records.queries import words
from tests import architecture

pytestmark = pytest.mark.spec("SCP-06")
ROOT = Path(__file__).resolve().parents[4]


def told(what: str, thing: str, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None) -> Any:
    return SimpleNamespace(what=what, thing=thing, thing_id="1", before=before or {}, after=after or {})


def facts(*given: Any, **sides: Any) -> list[tuple[str, str, str]]:
    return words.facts(told(*given, **sides), {})


def test_every_label_is_chinese_and_every_thing_is_there() -> None:
    for one in words.declared().values():
        labels = [one.label, *one.deeds.values(), *one.things.values(), *filter(None, one.facts.values())]
        assert not [label for label in labels if label.isascii()]
        assert all(apps.get_model(thing) for thing in [*one.things, *one.refers.values(), *one.named])


def literal_keys(call: ast.Call) -> set[str]:
    sides = [architecture.keyword(call, side) for side in ("before", "after")]
    keys = [key for side in sides if isinstance(side, ast.Dict) for key in side.keys]
    return {name for key in keys if (name := architecture.text(key))}


def test_every_fact_that_is_written_out_has_a_name() -> None:
    """A key is either named by the deed's app or a field with a Chinese name of one of the app's models."""
    nameless = []
    for file in architecture.product(ROOT):
        tree = architecture.parsed(file)
        for call in architecture.calls(tree, "record", "record_all"):
            for deed in architecture.written_out(architecture.argument(call, 0, "what"), call, tree):
                app = deed.split(".")[0]
                named = words.declared().get(app, Words("", deeds={}))
                models_of = [model._meta.label_lower for model in apps.get_app_config(app).get_models()]
                nameless += [
                    f"{deed}: {key}"
                    for key in literal_keys(call)
                    if key not in named.facts and not any(words.field_of(model, key) for model in models_of)
                ]
    assert not nameless


def test_a_deed_that_nobody_named_is_called_other() -> None:
    assert (words.deed("tests.try"), words.thing("tests.thing")) == ("其他", "其他")
    assert facts("tests.try", "tests.thing", after={"x": 1}) == [("其他", "", "1")]


ORGANISATION = "organisations.organisation"


@pytest.mark.parametrize(
    ("what", "thing", "key", "value", "label", "said"),
    [
        ("organisations.change", ORGANISATION, "name", "甲", "名称", "甲"),
        ("organisations.change", ORGANISATION, "short_name", "", "简称", "（空）"),
        ("organisations.change", ORGANISATION, "status", "active", "状态", "正常"),
        ("organisations.change", ORGANISATION, "uscc", None, "统一社会信用代码", "（空）"),
        ("organisations.add", ORGANISATION, "kind", "enterprise", "类型", "企业"),
        ("organisations.add", ORGANISATION, "superior", 12, "上级", "编号 12"),
        ("organisations.add_branch", "organisations.branch", "kind", "department", "类型", "内设部门"),
        ("organisations.fill_post", "organisations.post", "title", int(Title.CHAIR), "职务", "主席"),
        ("organisations.fill_posts", ORGANISATION, "titles", [10, 10], "职务", "主席、主席"),
        ("organisations.agree_task", "organisations.agreedtask", "title", "共建", "任务", "共建"),
        ("organisations.relate", "organisations.relation", "edge", int(Edge.GUIDED_BY), "关系", "业务指导"),
        ("organisations.present", "organisations.publicpage", "fields", ["introduction"], "修改的栏目", "简介"),
        ("organisations.present", "organisations.publicpage", "released", ["structure"], "已公开的栏目", "组织架构"),
        ("organisations.change_profile", "organisations.grassrootsprofile", "has_budget", True, "有独立经费", "是"),
        ("organisations.change_profile", "organisations.grassrootsprofile", "parts", {"a": 2}, None, "a：2"),
        ("appointments.appoint", "appointments.appointment", "role", "leader", "角色", "负责人"),
        ("appointments.invite", "appointments.invitation", "roles", ["leader", "viewer"], "角色", "负责人、查看人"),
        ("people.reveal", "people.person", "what", "mobile", "查看的内容", "手机号"),
        ("registrations.submit", "registrations.registration", "stage", "submitted", "状态", "待审核"),
        ("accounts.change_factors", "people.person", "kinds", ["totp"], "验证方式", "验证器应用"),
    ],
)
def test_a_fact_in_words(  # noqa: PLR0917 - a table of cases
    what: str, thing: str, key: str, value: object, label: str | None, said: str
) -> None:
    ((found, before, after),) = facts(what, thing, before={key: value}, after={key: value})
    assert label in (found, None)
    assert before == after == said


def test_what_stood_on_one_side_only() -> None:
    found = facts("organisations.change", ORGANISATION, before={"name": "甲"}, after={"short_name": "乙"})
    assert found == [("名称", "甲", ""), ("简称", "", "乙")]


def test_what_is_not_for_people_is_left_out() -> None:
    assert facts("organisations.move", ORGANISATION, after={"path": "0000001"}) == []


@pytest.mark.django_db
def test_rows_that_are_referred_to_are_named_and_those_that_are_gone_numbered() -> None:
    body, someone = bodies.body(name="甲企业"), person(name="王敏")
    one = told("appointments.appoint", "appointments.appointment", after={"person": someone.pk, "role": "leader"})
    other = told("organisations.move", ORGANISATION, before={"superior": body.superior_id}, after={"superior": 10**9})
    other.thing_id = str(body.pk)
    names = words.names([*words.references(one), *words.references(other), ("people.person", "x"), (ORGANISATION, "")])
    assert words.facts(one, names)[0] == ("人员", "", "王敏")
    assert words.facts(other, names) == [("上级", body.superior.name, "编号 1000000000")]
    assert names[(ORGANISATION, str(body.pk))] == "甲企业"


@pytest.mark.django_db
def test_a_list_of_rows_is_named() -> None:
    body = bodies.body(name="甲联合会")
    task = AgreedTask.objects.create(organisation=body, title="共建平台", agreed_on=bodies.DAY)
    one = told("organisations.hand_over", "organisations.turn", after={"tasks": [task.pk]})
    assert words.facts(one, words.names(words.references(one))) == [("交接的任务", "", "共建平台")]


def test_two_apps_do_not_name_the_same() -> None:
    seen: dict[str, str] = {}
    for app, one in words.declared().items():
        for thing in one.things:
            assert seen.setdefault(thing, app) == app


def test_fields_without_a_chinese_name_are_not_shown_by_it() -> None:
    assert words.field_of(ORGANISATION, "revision") is None
    assert words.field_of(ORGANISATION, "nothing") is None
    assert words.field_of("no.model", "name") is None
    assert isinstance(words.field_of(ORGANISATION, "name"), models.Field)
    assert Organisation._meta.label_lower == ORGANISATION

"""The questionnaires that are ready to use."""

import pytest

from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.rules import ready


@pytest.mark.spec("SUR-01")
@pytest.mark.parametrize("name", [one.name for one in ready.MODELS])
def test_a_model_has_no_flaw_and_is_kept_as_it_is(name: str) -> None:
    definition = rules.read(ready.model(name))
    assert rules.flaws(definition) == []
    assert rules.read(rules.written(definition)) == definition
    assert len([item for item in definition.items if item.is_asked]) >= 10
    assert any(item.when for item in definition.items)


def test_files_and_list_agree() -> None:
    assert {file.stem for file in ready.FOLDER.glob("*.json")} == {one.name for one in ready.MODELS}


def test_another_name_is_refused() -> None:
    with pytest.raises(KeyError):
        ready.model("../../models")

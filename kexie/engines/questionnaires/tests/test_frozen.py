"""What was published stays as it was, whoever writes to the tables (FRM-05)."""

import pytest
from django.db import IntegrityError, transaction

from kexie.core.requests import sentence
from kexie.engines.questionnaires.models import Version
from kexie.engines.questionnaires.tests import answered

pytestmark = [pytest.mark.django_db, pytest.mark.spec("FRM-05")]


@pytest.mark.parametrize("change", [{"data": {"title": "别的"}}, {"number": 9}])
def test_a_version_is_frozen_by_the_database(change: dict[str, object]) -> None:
    version = answered.collection().version
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**change)
    assert "已经发布的版本不能再改" in sentence(broken.value)
    assert Version.objects.get(pk=version.pk).data == version.data

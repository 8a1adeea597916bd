"""A registration is completed with a password: see `test_register`."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.spec("ACC-05")]


def test_nothing_is_completed_that_did_not_begin(client: Client) -> None:
    assert client.get("/register/complete/")["Location"] == "/register/"

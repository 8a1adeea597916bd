"""A machine asks whether the process lives; nothing else is needed for the answer."""

import pytest
from django.test import Client


@pytest.mark.spec("OPS-02")
def test_the_process_lives_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert not answer.cookies

"""Signing in by hand, as a browser does."""

import base64
import json
import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from altcha import v1 as altcha
from django.http import HttpResponse
from django.test import Client

from kexie.areas.accounts.tests import factories


def signin(client: Client, username: str = "yunxi", password: str = factories.PASSWORD, **more: str) -> HttpResponse:
    """Send the form."""
    answer = client.post("/signin/", {"username": username, "password": password, **more})
    assert isinstance(answer, HttpResponse)
    return answer


def solved(page: str) -> str:
    """Work out the page's task."""
    found = re.search(r'data-proof="([^"]+)"', page)
    assert found is not None
    task = json.loads(found[1].replace("&quot;", '"').replace("&amp;", "&"))
    solution = altcha.solve_challenge(
        challenge=task["challenge"], salt=task["salt"], algorithm=task["algorithm"], max_number=task["maxNumber"]
    )
    assert solution is not None
    payload = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**payload, "number": solution.number}).encode()).decode()


def totp(secret: str, *, steps: int = 0) -> str:
    """The code that an authenticator shows now, or so many half minutes later."""
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
    return code

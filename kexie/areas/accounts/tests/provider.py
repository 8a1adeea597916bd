"""A small OpenID provider on this machine, as strict as it must be to prove that codes and PKCE are used."""

import base64
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT, SECRET = "kexie", "the client's secret, of some length"


class Provider(ThreadingHTTPServer):
    """Whoever comes is `person`; `claims` are what it tells of them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.claims: dict[str, Any] = {}
        self.given: dict[str, str] = {}  # code: challenge

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def authorise(self, address: str) -> str:
        """Let the person agree, as their browser would; return the query with which it comes back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.given[code] = asked["code_challenge"]
        return f"?code={code}&state={asked['state']}"


class Handler(BaseHTTPRequestHandler):
    """The provider's addresses."""

    server: Provider

    def do_GET(self) -> None:
        """Tell where things are, or who the person is."""
        if self.path.startswith("/.well-known"):
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
            addresses = {name: f"{self.server.url}/{word}" for name, word in names.items()}
            self.answer({"issuer": self.server.url, "jwks_uri": f"{self.server.url}/keys", **addresses})
        else:
            self.answer(self.server.claims)

    def do_POST(self) -> None:
        """Exchange a code, once and with its verifier, for tokens."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        digest = base64.urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest()).decode().rstrip("=")
        if self.server.given.pop(sent["code"], "") != digest:
            self.answer({"error": "invalid_grant"}, status=400)
            return
        told = {"iss": self.server.url, "aud": CLIENT, "exp": int(time()) + 60, "iat": int(time())}
        token = jwt.encode(told | self.server.claims, SECRET, algorithm="HS256")
        self.answer({"access_token": "access", "token_type": "Bearer", "id_token": token})

    def answer(self, content: dict[str, Any], *, status: int = 200) -> None:
        """Send JSON."""
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider meanwhile."""
    with Provider() as provider:
        thread = Thread(target=provider.serve_forever, daemon=True)
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()

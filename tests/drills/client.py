"""A browser outside of everything: it knows the site's address and what it is answered, no more."""

import http.client
import re
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from kexie.operation.supervisor import Address

BROKEN = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    location: str

    @property
    def is_led_on(self) -> bool:
        """Whether it says that the deed is done."""
        return self.status == http.client.SEE_OTHER


@dataclass
class Browser:
    """Keeps cookies, fills in forms, follows nothing by itself. Raises one of BROKEN when nothing comes back."""

    address: Address
    timeout: float = 10
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._send("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self._send("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def hidden(self, path: str) -> dict[str, str]:
        """What a page's form brings along: its key, its token, the revision. Empty when there is no form."""
        page = self.get(path)
        form = max(re.findall(r'<form[^>]*method="post".*?</form>', page.text, re.DOTALL), key=len, default="")
        fields = re.findall(r"<input[^>]*>", form)
        found = [re.search(r'name="([^"]+)"', one) for one in fields if 'type="hidden"' in one]
        values = [re.search(r'value="([^"]*)"', one) for one in fields if 'type="hidden"' in one]
        return {name[1]: unescape(value[1]) for name, value in zip(found, values, strict=True) if name and value}

    def sign_in(self, name: str, password: str) -> bool:
        """Sign in as a person does; tell whether one is let in."""
        token = self.hidden("/signin/")
        return self.post("/signin/", token | {"username": name, "password": password}).is_led_on

    def _send(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection(self.address.near, self.address.port, timeout=self.timeout)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": cookie, **(headers or {})})
            got = connection.getresponse()
            text = got.read().decode(errors="replace")
            for line in got.headers.get_all("Set-Cookie") or ():
                self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
            return Answer(got.status, text, got.headers.get("Location", ""))
        finally:
            connection.close()

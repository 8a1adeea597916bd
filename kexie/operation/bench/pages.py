"""Pages as visitors get them: over HTTP from the product's web server."""

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from statistics import median
from types import TracebackType

from kexie.operation.bench.rounds import Result, Rounds, side_by_side
from kexie.operation.bench.stage import LARGE, SMALL, Stage
from kexie.operation.supervisor import Address

VISITORS = 4  # as many as the web server has threads
REQUESTS = 25  # of each visitor in one call
BARE, REFERENCE, HOME, LIST = "/bench/bare/", "/bench/reference/", "/", "/organisations/"


def remembered(stage: Stage) -> Iterator[Result]:
    """PRF-01: how many remembered pages the server gives in the time of one that does nothing."""
    with ExitStack() as visits:
        product, plain = stage.web(LARGE), stage.web(LARGE, KEXIE_BENCH_BARE="1")
        measured = side_by_side(
            {
                "空白页面": visits.enter_context(Visits(plain, BARE)),
                "首页": visits.enter_context(Visits(product, HOME)),
                "组织在线": visits.enter_context(Visits(product, LIST)),
            }
        )
    for name in ("首页", "组织在线"):
        yield Result(name, measured.ratio("空白页面", to=name), 0.45, is_floor=True, note=_each(measured, name))


def listed(stage: Stage) -> Iterator[Result]:
    """PRF-02: how many list pages the server makes in the time of one reference page."""
    for size in (SMALL, LARGE):
        with ExitStack() as visits:
            web = stage.web(size, KEXIE_REMEMBERED_SECONDS="0")
            measured = side_by_side(
                {
                    "参照页": visits.enter_context(Visits(web, REFERENCE)),
                    "列表页": visits.enter_context(Visits(web, LIST)),
                }
            )
        note = f"参照页 {_each(measured, '参照页')}，列表页 {_each(measured, '列表页')}"
        yield Result(f"{size:,} 个组织", measured.ratio("参照页", to="列表页"), 2, is_floor=True, note=note)


def _each(measured: Rounds, name: str) -> str:
    return f"{VISITORS * REQUESTS / median(measured.seconds[name]):,.0f}/s"


class Visits:
    """Several visitors at once, each on a connection that stays open; a call lets each of them ask for the page."""

    def __init__(self, address: Address, path: str) -> None:
        self.address = address
        self.request = f"GET {path} HTTP/1.1\r\nHost: {address.host}:{address.port}\r\n\r\n".encode()
        self.stack = ExitStack()

    def __enter__(self) -> "Visits":
        self.threads = self.stack.enter_context(ThreadPoolExecutor(VISITORS))
        self.connections = [self.stack.enter_context(self._connect()) for _ in range(VISITORS)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stack.close()

    def __call__(self) -> None:
        """Let every visitor ask a number of times; raises ConnectionError for any answer but the page."""
        list(self.threads.map(self._visit, self.connections))

    def _connect(self) -> socket.socket:
        return socket.create_connection((self.address.host, self.address.port))

    def _visit(self, connection: socket.socket) -> None:
        for _ in range(REQUESTS):
            connection.sendall(self.request)
            _read(connection)


def _read(connection: socket.socket) -> None:
    """Read one answer to its end."""
    head = b""
    while (end := head.find(b"\r\n\r\n")) < 0:
        head += _receive(connection)
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head[:200])
    length = re.search(rb"(?i)content-length: (\d+)", head)
    left = int(length[1]) - (len(head) - end - 4) if length else 0
    while left > 0:
        left -= len(_receive(connection))


def _receive(connection: socket.socket) -> bytes:
    if received := connection.recv(1 << 18):
        return received
    raise ConnectionError("the web server closed the connection")

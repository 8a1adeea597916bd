"""Figures of the platform itself, for those who watch it (OPS-02).

What a process counts is added up over all processes of the machine where `PROMETHEUS_MULTIPROC_DIR` names a folder;
what waits and what is kept is read from the database when somebody asks. No figure tells of a person, and each label
has few values.
"""

import hmac
import time
from collections.abc import Iterator
from ipaddress import ip_address

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import REGISTRY, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.values import ValueClass
from psycopg_pool import ConnectionPool

from kexie.foundation.records.queries import chain

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")
POOL_WORDS = {
    "requests_num": "connections that requests asked for",
    "requests_queued": "of these, those that waited",
    "requests_wait_ms": "milliseconds that they waited",
    "requests_errors": "requests that got none",
    "connections_num": "connections opened",
    "connections_errors": "connections that could not be opened",
    "connections_lost": "connections that broke",
}
POOL_EVERY = 1.0

requests = Counter("kexie_requests", "Requests by route, method and status.", ["route", "method", "status"])
seconds = Histogram("kexie_request_seconds", "How long answers took.", ["route"], buckets=SECONDS)
pool = Counter("kexie_pool", "; ".join(f"{name}: {words}" for name, words in POOL_WORDS.items()), ["what"])

_pool_read = 0.0


def answered(method: str, route: str, status: int, took: float) -> None:
    """Count a request."""
    route = route or "none"
    requests.labels(route, method if method in METHODS else "other", status).inc()
    seconds.labels(route).observe(took)
    _count_pool()


def may_read(request: HttpRequest) -> bool:
    """Tell whether somebody with the token asks, or a program on this very machine and not a proxy for others."""
    given = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return True
    if any(name in request.META for name in FORWARDED):
        return False
    host = request.META.get("HTTP_HOST", "")
    is_local_name = (host if host.endswith("]") else host.rsplit(":", 1)[0]) in LOCAL_NAMES
    try:
        return is_local_name and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def figures() -> bytes:
    """Return all figures in the text format of Prometheus."""
    registry = CollectorRegistry()
    if ValueClass.__name__ == "MmapedValue":
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(Kept())
    return generate_latest(registry)


class Kept:
    """What the database tells."""

    def collect(self) -> Iterator[Metric]:
        """Give the figures; where the database does not answer, only that."""
        try:
            found = list(_kept())
        except Error:
            found = []
        yield _gauge("kexie_database_up", "Whether the database answers.", {(): 1.0 if found else 0.0})
        yield from found


JOBS = "SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2"
OLDEST = """
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(coalesce(j.scheduled_at, e.at, now()))), 0)
FROM procrastinate_jobs j LEFT JOIN LATERAL (
    SELECT max(at) AS at FROM procrastinate_events WHERE job_id = j.id AND type::text LIKE 'deferred%'
) e ON true
WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
"""
WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'"
CONNECTIONS = """
SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1
"""
ROWS = "SELECT relname, n_live_tup FROM pg_stat_user_tables WHERE schemaname = 'public'"
OUTBOX = "SELECT count(*) FROM announcement WHERE delivered_at IS NULL"
MOST = 100_000
SIZE = "SELECT pg_database_size(current_database())"


def _kept() -> Iterator[Metric]:
    yield _gauge("kexie_jobs", "Background work by queue and state.", _read(JOBS), "queue", "state")
    yield _gauge("kexie_jobs_oldest_seconds", "How long the oldest due work has waited.", _read(OLDEST))
    yield _gauge("kexie_workers", "Workers that gave a sign of life in the last 30 seconds.", _read(WORKERS))
    yield _gauge("kexie_outbox", "Announcements that were not yet brought to their people.", _read(OUTBOX))
    unsealed = chain.waiting(chain.head(), most=MOST)
    yield _gauge("kexie_records_unsealed", "Records that wait for their seal, 100,000 at most.", {(): float(unsealed)})
    yield _gauge("kexie_database_connections", "Connections to the database.", _read(CONNECTIONS), "state")
    yield _gauge("kexie_table_rows", "Rows of each table, as the database estimates.", _read(ROWS), "table")
    yield _gauge("kexie_database_bytes", "Size of the database.", _read(SIZE))


def _read(statement: str) -> dict[tuple[str, ...], float]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {tuple(map(str, row[:-1])): float(row[-1]) for row in cursor.fetchall()}


def _gauge(name: str, words: str, values: dict[tuple[str, ...], float], *labels: str) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, words, labels=labels)
    for label, value in sorted(values.items()):
        gauge.add_metric(label, value)
    return gauge


def _count_pool() -> None:
    """Add what this process's pool did since; what its requests waited for shows here before people complain."""
    global _pool_read  # noqa: PLW0603 - once a process
    now = time.monotonic()
    if now - _pool_read < POOL_EVERY:
        return
    _pool_read = now
    own = getattr(connection, "pool", None)
    if isinstance(own, ConnectionPool):
        for name, value in own.pop_stats().items():
            if name in POOL_WORDS:
                pool.labels(name).inc(value)

"""`kexie worker`: do the waiting background work and what is due by the clock."""

import asyncio
import logging
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

import psycopg_pool
from django.conf import settings
from django.core.management.base import BaseCommand
from procrastinate import signals
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

PAUSE = 1.0
AWAY = (ConnectorException, psycopg_pool.PoolTimeout)
log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run procrastinate's worker in this process; SIGTERM and Ctrl-C let running jobs finish first.

    The library's worker ends as if nothing was amiss when the database goes away; here another one begins as soon as
    the database is back (REL-07).
    """

    help = "处理后台工作和定时工作；按 Ctrl-C 停止"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many jobs run at once, and whether to stop when nothing waits."""
        usual = settings.PROCRASTINATE_WORKER_DEFAULTS["concurrency"]
        parser.add_argument("--concurrency", type=int, default=usual, help=f"同时处理几件，默认 {usual}")
        parser.add_argument("--once", action="store_true", help="做完等待中的工作就结束，不等新的")

    def handle(self, *args: Any, concurrency: int, once: bool, **options: Any) -> None:
        """Work until told to stop."""
        asyncio.run(_work(concurrency=concurrency, wait=not once))


async def _work(*, concurrency: int, wait: bool) -> None:
    asked = asyncio.Event()
    with signals.on_stop(asked.set):
        while not asked.is_set():
            await _run(asked, concurrency=concurrency, wait=wait)
            if not wait:
                return
            if not asked.is_set():
                log.warning("the database went away; the worker begins again")
                with suppress(TimeoutError):
                    await asyncio.wait_for(asked.wait(), PAUSE)


async def _run(asked: asyncio.Event, **how: Any) -> None:
    """Let one worker work until it ends or somebody asked to stop."""
    if not isinstance(app.connector, DjangoConnector):  # only a test replaces it
        raise TypeError(app.connector)
    with app.replace_connector(app.connector.get_worker_connector()) as opened:
        working = asyncio.create_task(_open(opened, **how))
        stopping = asyncio.create_task(asked.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        working.cancel()  # lets running jobs finish; nothing where it has ended
        try:
            await working
        except asyncio.CancelledError:
            pass
        except AWAY as error:
            log.warning("%s: %s", type(error).__name__, error)


async def _open(worker: Any, **how: Any) -> None:  # noqa: ANN401 - procrastinate's app
    async with worker.open_async():
        await worker.run_worker_async(install_signal_handlers=False, **how)

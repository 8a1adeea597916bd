"""`kexie worker`: do the waiting background work and what is due by the clock."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


class Command(BaseCommand):
    """Run procrastinate's worker in this process; SIGTERM and Ctrl-C let running jobs finish first."""

    help = "处理后台工作和定时工作；按 Ctrl-C 停止"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many jobs run at once, and whether to stop when nothing waits."""
        usual = settings.PROCRASTINATE_WORKER_DEFAULTS["concurrency"]
        parser.add_argument("--concurrency", type=int, default=usual, help=f"同时处理几件，默认 {usual}")
        parser.add_argument("--once", action="store_true", help="做完等待中的工作就结束，不等新的")

    def handle(self, *args: Any, concurrency: int, once: bool, **options: Any) -> None:
        """Work until told to stop."""
        if not isinstance(app.connector, DjangoConnector):  # only a test replaces it
            raise TypeError(app.connector)
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(concurrency=concurrency, wait=not once)

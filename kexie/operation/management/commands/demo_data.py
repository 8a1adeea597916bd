"""`kexie demo_data`: load the demonstration's data once."""

from typing import Any

from django.core.management.base import BaseCommand

from kexie.operation import demo


class Command(BaseCommand):
    """Load the demonstration's data; a second call changes nothing."""

    help = "装入演示数据（只装一次）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what came."""
        demo.load(say=self.stdout.write)

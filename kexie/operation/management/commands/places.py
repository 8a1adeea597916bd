"""`kexie places`: divisions and the associations of all places, for a real deployment."""

from typing import Any

from django.core.management.base import BaseCommand

from kexie.core.actors import Actor
from kexie.operation import demo


class Command(BaseCommand):
    """Load the shipped divisions, their known changes, the associations of all places and the known figures."""

    help = "装入行政区划、各级科协和已公布的数字（可重复执行）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what came."""
        demo.places(by=Actor.platform("places"), say=self.stdout.write)

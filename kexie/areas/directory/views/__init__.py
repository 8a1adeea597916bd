"""The pages of organisations: for everybody, and inside the workbench."""

from kexie.areas.directory.views.desk import desk
from kexie.areas.directory.views.public import browse, distribution, show

__all__ = ["browse", "desk", "distribution", "show"]

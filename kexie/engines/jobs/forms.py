"""What owners say to their jobs: nothing but the wish."""

from kexie.core.forms import Form


class Cancel(Form):
    """Nothing but the wish."""


class Repeat(Form):
    """Nothing but the wish."""

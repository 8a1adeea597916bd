"""The demonstration's accounts; their password is shown on the sign-in page in demo mode only."""

from kexie.core.actors import Actor
from kexie.core.demo import ACCOUNTS, PASSWORD
from kexie.foundation.people.actions import open_account


def open_accounts(*, by: Actor) -> int:
    """Open the accounts that are missing; return how many."""
    return sum(
        open_account(username, name=name, password=PASSWORD, by=by) is not None for username, name in ACCOUNTS.items()
    )

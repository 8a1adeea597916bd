"""Between sign-in and the library that serves parts of it: who is let in, and what a session may reach."""

from kexie.website.adapters.backend import Backend
from kexie.website.adapters.library import Accounts, Authenticate, SecondFactors, Services, offered, recorded
from kexie.website.adapters.sessions import guarded

__all__ = ["Accounts", "Authenticate", "Backend", "SecondFactors", "Services", "guarded", "offered", "recorded"]

"""Backup and restore: database, files, secrets and settings in one encrypted file (OPS-03)."""


class Refused(RuntimeError):
    """A backup cannot be made or restored; the message says why and what helps."""

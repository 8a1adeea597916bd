"""What is kept of a body's standing: its renewals of term and the reminders that it was sent."""

from kexie.areas.standing.models.terms import Reminder, Renewal, RenewalQuerySet

__all__ = ["Reminder", "Renewal", "RenewalQuerySet"]

"""What is kept of a body's standing: renewals of term, reminders, petitions for changes and for its end."""

from kexie.areas.standing.models.petitions import (
    Attachment,
    AttachmentQuerySet,
    Petition,
    PetitionQuerySet,
    Policy,
    PolicyQuerySet,
    Step,
)
from kexie.areas.standing.models.terms import Reminder, Renewal, RenewalQuerySet

__all__ = [
    "Attachment",
    "AttachmentQuerySet",
    "Petition",
    "PetitionQuerySet",
    "Policy",
    "PolicyQuerySet",
    "Reminder",
    "Renewal",
    "RenewalQuerySet",
    "Step",
]

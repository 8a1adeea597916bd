"""What places ask of those who found a body, and each founding with its materials and what happened on the way."""

from kexie.areas.establishment.models.cases import (
    IS_FOUNDED,
    IS_OPEN,
    IS_WAITING,
    STAGES,
    TOOK,
    TURNED,
    Case,
    CaseQuerySet,
    Sponsor,
    Step,
)
from kexie.areas.establishment.models.liaisons import Liaison, LiaisonQuerySet
from kexie.areas.establishment.models.materials import Material, Version, VersionQuerySet
from kexie.areas.establishment.models.papers import Certificate, CertificateQuerySet, Reply, Seal
from kexie.areas.establishment.models.partners import Partner, PartnerQuerySet
from kexie.areas.establishment.models.procedures import REGIMES, Procedure, ProcedureQuerySet
from kexie.areas.establishment.models.sanctions import Sanction, SanctionQuerySet
from kexie.areas.establishment.models.stations import Voice, VoiceQuerySet

__all__ = [
    "IS_FOUNDED",
    "IS_OPEN",
    "IS_WAITING",
    "REGIMES",
    "STAGES",
    "TOOK",
    "TURNED",
    "Case",
    "CaseQuerySet",
    "Certificate",
    "CertificateQuerySet",
    "Liaison",
    "LiaisonQuerySet",
    "Material",
    "Partner",
    "PartnerQuerySet",
    "Procedure",
    "ProcedureQuerySet",
    "Reply",
    "Sanction",
    "SanctionQuerySet",
    "Seal",
    "Sponsor",
    "Step",
    "Version",
    "VersionQuerySet",
    "Voice",
    "VoiceQuerySet",
]

"""What can happen to a founding. Every action has one order: lock, ask the rules, change, record, announce."""

from kexie.areas.establishment.actions.certificates import reissue
from kexie.areas.establishment.actions.enrolling import enrol, recognise
from kexie.areas.establishment.actions.founding import found, station, withdraw
from kexie.areas.establishment.actions.holding import hold, report
from kexie.areas.establishment.actions.liaisons import confirm, liaise, release
from kexie.areas.establishment.actions.preparing import prepare, recall, submit, upload
from kexie.areas.establishment.actions.procedures import change_procedure, change_seal
from kexie.areas.establishment.actions.reviewing import admit, approve, approve_many, reject, return_, urge
from kexie.areas.establishment.actions.sanctions import assess, sanction
from kexie.areas.establishment.actions.stations import answer, forward
from kexie.areas.establishment.actions.uniting import assign, consent, dismiss, invite, unite, vouch

__all__ = [
    "admit",
    "answer",
    "approve",
    "approve_many",
    "assess",
    "assign",
    "change_procedure",
    "change_seal",
    "confirm",
    "consent",
    "dismiss",
    "enrol",
    "forward",
    "found",
    "hold",
    "invite",
    "liaise",
    "prepare",
    "recall",
    "recognise",
    "reissue",
    "reject",
    "release",
    "report",
    "return_",
    "sanction",
    "station",
    "submit",
    "unite",
    "upload",
    "urge",
    "vouch",
    "withdraw",
]

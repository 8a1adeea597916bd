"""What can happen to the trail: it is written, sealed, verified and, when its time is over, pruned."""

from kexie.foundation.records.actions.keys import claim, prune, settle
from kexie.foundation.records.actions.pruning import Altered, prune_records
from kexie.foundation.records.actions.seals import Rewound, export_head, raise_era, seal
from kexie.foundation.records.actions.verifying import verify
from kexie.foundation.records.actions.writing import record, record_all, record_each

__all__ = [
    "Altered",
    "Rewound",
    "claim",
    "export_head",
    "prune",
    "prune_records",
    "raise_era",
    "record",
    "record_all",
    "record_each",
    "seal",
    "settle",
    "verify",
]

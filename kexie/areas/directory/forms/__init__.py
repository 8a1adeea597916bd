"""What is typed into the pages of organisations."""

from kexie.areas.directory.forms.bodies import (
    Add,
    Change,
    ChangeProfile,
    Close,
    Move,
    Present,
    Publish,
    Subordinates,
    TakeOffline,
)
from kexie.areas.directory.forms.exports import Export, ExportSubordinates
from kexie.areas.directory.forms.public import Browse
from kexie.areas.directory.forms.relations import (
    AddTurn,
    AgreeTask,
    ChangeTask,
    CompleteTask,
    NameContact,
    Relate,
    RemoveTurn,
    Unrelate,
)
from kexie.areas.directory.forms.structure import (
    AddBranch,
    AddTerm,
    ChangeBranch,
    ChangePost,
    ChangeTerm,
    CloseBranch,
    EndPost,
    FillPost,
)

__all__ = [
    "Add",
    "AddBranch",
    "AddTerm",
    "AddTurn",
    "AgreeTask",
    "Browse",
    "Change",
    "ChangeBranch",
    "ChangePost",
    "ChangeProfile",
    "ChangeTask",
    "ChangeTerm",
    "Close",
    "CloseBranch",
    "CompleteTask",
    "EndPost",
    "Export",
    "ExportSubordinates",
    "FillPost",
    "Move",
    "NameContact",
    "Present",
    "Publish",
    "Relate",
    "RemoveTurn",
    "Subordinates",
    "TakeOffline",
    "Unrelate",
]

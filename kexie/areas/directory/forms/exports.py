"""By what a list is chosen that somebody takes away, and the table of bodies that somebody brings."""

from kexie.areas.directory.forms.bodies import Subordinates
from kexie.areas.directory.forms.contacts import Contacts
from kexie.areas.directory.forms.public import Browse
from kexie.areas.directory.queries import adding
from kexie.core.forms import Form
from kexie.engines.sheets.forms import SheetField


class Export(Browse, Form):
    """The filters of organisations online."""


class ExportSubordinates(Subordinates, Form):
    """The filters of the bodies below an association."""


class ExportContacts(Contacts, Form):
    """The filters of an address book."""


class AddMany(Form):
    """A table of bodies; here its form is looked at, what it means when the worker registers them."""

    rows = SheetField((*adding.COLUMNS, adding.FAULT), label="填好的表格（.xlsx）")

"""By what a list is chosen that somebody takes away: the filters of its page."""

from kexie.areas.directory.forms.bodies import Subordinates
from kexie.areas.directory.forms.contacts import Contacts
from kexie.areas.directory.forms.public import Browse
from kexie.core.forms import Form


class Export(Browse, Form):
    """The filters of organisations online."""


class ExportSubordinates(Subordinates, Form):
    """The filters of the bodies below an association."""


class ExportContacts(Contacts, Form):
    """The filters of an address book."""

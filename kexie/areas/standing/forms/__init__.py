"""What is typed about a body's standing."""

from kexie.areas.standing.forms.duties import Duties
from kexie.areas.standing.forms.renewals import Renew, Report

__all__ = ["Duties", "Renew", "Report"]

"""Questionnaires from and to XLSForm, the spreadsheets of ODK and KoboToolbox (FRM-03). No tables, no clock.

`imported` makes a draft of the sheets of a workbook and tells what of them cannot be carried over; `exported` writes
the sheets. What XLSForm has no word for stands in a column of our own, which other programs pass over, so that what was
exported here is imported here as it was.
"""

from kexie.engines.questionnaires.rules.xlsform.reading import Imported, Lapse, imported
from kexie.engines.questionnaires.rules.xlsform.writing import exported

__all__ = ["Imported", "Lapse", "exported", "imported"]

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "kexie.engines.sheets"
    label = "sheets"

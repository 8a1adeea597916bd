from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "kexie.foundation.records"
    label = "records"

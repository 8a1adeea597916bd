from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "kexie.engines.indicators"
    label = "indicators"

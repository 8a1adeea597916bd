from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "kexie.areas.stations"
    label = "stations"

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "kexie.areas.gatherings"
    label = "gatherings"

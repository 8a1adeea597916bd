from django.apps import AppConfig


class EstablishmentConfig(AppConfig):
    name = "kexie.areas.establishment"
    label = "establishment"

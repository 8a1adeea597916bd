from django.apps import AppConfig


class AffiliationsConfig(AppConfig):
    name = "kexie.areas.affiliations"
    label = "affiliations"

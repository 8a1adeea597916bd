from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "kexie.areas.surveys"
    label = "surveys"

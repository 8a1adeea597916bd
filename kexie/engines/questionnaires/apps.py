from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "kexie.engines.questionnaires"
    label = "questionnaires"

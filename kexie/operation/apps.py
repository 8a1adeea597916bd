from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "kexie.operation"
    label = "operation"

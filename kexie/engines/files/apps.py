from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "kexie.engines.files"
    label = "files"

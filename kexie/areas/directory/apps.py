from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "kexie.areas.directory"
    label = "directory"

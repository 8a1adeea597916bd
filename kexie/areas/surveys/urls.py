"""Surveys: an association's own, and the public address under which people answer."""

from django.urls import path

from kexie.areas.surveys.views import drafting

app_name = "surveys"
urlpatterns = [
    path("organisations/<slug:code>/surveys/", drafting.browse, name="browse"),
    path("organisations/<slug:code>/surveys/add/", drafting.add, name="add"),
    path("surveys/<slug:code>/change/", drafting.change, name="change"),
    path("surveys/<slug:code>/preview/", drafting.preview, name="preview"),
    path("surveys/<slug:code>/remove/", drafting.remove, name="remove"),
]

"""Organisations online and their distribution."""

from django.urls import path

from kexie.areas.directory import views

app_name = "directory"
urlpatterns = [
    path("organisations/", views.browse, name="browse"),
    path("organisations/<slug:code>/", views.show, name="show"),
    path("organisations/<slug:code>/desk/", views.desk, name="desk"),
    path("distribution/", views.distribution, name="distribution"),
    path("distribution/<slug:code>/", views.distribution, name="distribution"),
]

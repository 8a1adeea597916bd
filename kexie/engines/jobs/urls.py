"""One's own long work."""

from django.urls import path

from kexie.engines.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.browse, name="browse"),
    path("jobs/<slug:code>/", views.show, name="show"),
    path("jobs/<slug:code>/cancel/", views.cancel, name="cancel"),
    path("jobs/<slug:code>/download/", views.download, name="download"),
    path("jobs/<slug:code>/repeat/", views.repeat, name="repeat"),
]

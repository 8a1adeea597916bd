"""Surveys: an association's own, and the public address under which people answer."""

from django.urls import path

from kexie.areas.surveys.views import answering, drafting, running

app_name = "surveys"
urlpatterns = [
    path("organisations/<slug:code>/surveys/", drafting.browse, name="browse"),
    path("organisations/<slug:code>/surveys/add/", drafting.add, name="add"),
    path("surveys/<slug:code>/change/", drafting.change, name="change"),
    path("surveys/<slug:code>/preview/", drafting.preview, name="preview"),
    path("surveys/<slug:code>/remove/", drafting.remove, name="remove"),
    path("surveys/<slug:code>/", running.show, name="show"),
    path("surveys/<slug:code>/publish/", running.publish, name="publish"),
    path("surveys/<slug:code>/poster/", running.poster, name="poster"),
    path("surveys/<slug:code>/picture/", running.picture, name="picture"),
    path("surveys/<slug:code>/remind/", running.remind, name="remind"),
    path("surveys/<slug:code>/extend/", running.extend, name="extend"),
    path("surveys/<slug:code>/close/", running.close, name="close"),
    path("surveys/<slug:code>/archive/", running.archive, name="archive"),
    path("surveys/<slug:code>/answer/", answering.answer, name="answer"),
    path("surveys/<slug:code>/save/", answering.save, name="save"),
    path("surveys/<slug:code>/thanks/", answering.thanks, name="thanks"),
    path("surveys/<slug:code>/change_answer/", answering.change_answer, name="change_answer"),
    path("surveys/<slug:code>/unlock/", answering.unlock, name="unlock"),
]

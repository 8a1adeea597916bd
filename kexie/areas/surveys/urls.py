"""Surveys: an association's own, and the public address under which people answer."""

from django.urls import path

from kexie.areas.surveys.views import answering, bundling, drafting, results, running

app_name = "surveys"
urlpatterns = [
    path("organisations/<slug:code>/surveys/", drafting.browse, name="browse"),
    path("organisations/<slug:code>/surveys/add/", drafting.add, name="add"),
    path("surveys/<slug:code>/change/", drafting.change, name="change"),
    path("surveys/<slug:code>/illustrate/", drafting.illustrate, name="illustrate"),
    path("surveys/<slug:code>/preview/", drafting.preview, name="preview"),
    path("surveys/<slug:code>/xlsform/", drafting.xlsform, name="xlsform"),
    path("surveys/<slug:code>/borrow/", drafting.borrow, name="borrow"),
    path("surveys/<slug:code>/renew/", drafting.renew, name="renew"),
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
    path("surveys/<slug:code>/attach/", answering.attach, name="attach"),
    path("surveys/<slug:code>/detach/", answering.detach, name="detach"),
    path("surveys/<slug:code>/thanks/", answering.thanks, name="thanks"),
    path("surveys/<slug:code>/change_answer/", answering.change_answer, name="change_answer"),
    path("surveys/<slug:code>/unlock/", answering.unlock, name="unlock"),
    path("surveys/<slug:code>/results/", results.results, name="results"),
    path("surveys/<slug:code>/crosstab/", results.crosstab, name="crosstab"),
    path("surveys/<slug:code>/compare/", results.compare, name="compare"),
    path("surveys/<slug:code>/report/", results.report, name="report"),
    path("surveys/<slug:code>/chart/", results.chart, name="chart"),
    path("surveys/<slug:code>/texts/", results.texts, name="texts"),
    path("surveys/<slug:code>/words/", results.words, name="words"),
    path("surveys/<slug:code>/responses/", results.responses, name="responses"),
    path("surveys/<slug:code>/export/", results.export, name="export"),
    path("surveys/<slug:code>/release/", results.release, name="release"),
    path("surveys/<slug:code>/outcome/", results.outcome, name="outcome"),
    path("surveys/<slug:code>/bundle/", bundling.bundle, name="bundle"),
    path("responses/<slug:code>/<slug:name>/attachment/", bundling.attachment, name="attachment"),
    path("responses/<slug:code>/response/", results.response, name="response"),
    path("responses/<slug:code>/reveal/", results.reveal, name="reveal"),
    path("responses/<slug:code>/void/", results.void, name="void"),
]

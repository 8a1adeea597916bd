"""Evaluations: the sheets of an association, the evaluation of each body, a body's results over the years."""

from django.urls import path

from kexie.areas.evaluations.views import evaluations, sheets

app_name = "evaluations"
urlpatterns = [
    path("organisations/<slug:code>/evaluations/", sheets.browse, name="browse"),
    path("organisations/<slug:code>/evaluations/add/", sheets.add, name="add"),
    path("organisations/<slug:code>/evaluations/overview/", sheets.overview, name="overview"),
    path("organisations/<slug:code>/evaluated/", evaluations.evaluated, name="evaluated"),
    path("sheets/<slug:code>/sheet/", sheets.sheet, name="sheet"),
    path("sheets/<slug:code>/change/", sheets.change, name="change"),
    path("sheets/<slug:code>/weigh/", sheets.weigh, name="weigh"),
    path("sheets/<slug:code>/add_criterion/", sheets.add_criterion, name="add_criterion"),
    path("sheets/<slug:code>/change_criterion/<int:number>/", sheets.change_criterion, name="change_criterion"),
    path("sheets/<slug:code>/remove_criterion/<int:number>/", sheets.remove_criterion, name="remove_criterion"),
    path("sheets/<slug:code>/remove/", sheets.remove, name="remove"),
    path("sheets/<slug:code>/preview/", sheets.preview, name="preview"),
    path("sheets/<slug:code>/publish/", sheets.publish, name="publish"),
    path("sheets/<slug:code>/send/", sheets.send, name="send"),
    path("sheets/<slug:code>/assign/", sheets.assign, name="assign"),
    path("sheets/<slug:code>/results/", sheets.results, name="results"),
    path("sheets/<slug:code>/outcome/", sheets.outcome, name="outcome"),
    path("sheets/<slug:code>/export/", sheets.export, name="export"),
    path("sheets/<slug:code>/confirm/", sheets.confirm, name="confirm"),
    path("sheets/<slug:code>/release/", sheets.release, name="release"),
    path("evaluations/<slug:code>/", evaluations.show, name="show"),
    path("evaluations/<slug:code>/fill/<int:number>/", evaluations.fill, name="fill"),
    path("evaluations/<slug:code>/attach/<int:number>/", evaluations.attach, name="attach"),
    path("evaluations/<slug:code>/evidence/<int:number>/", evaluations.evidence, name="evidence"),
    path("evaluations/<slug:code>/submit/", evaluations.submit, name="submit"),
    path("evaluations/<slug:code>/review/<int:number>/", evaluations.review, name="review"),
    path("evaluations/<slug:code>/return_/", evaluations.return_, name="return_"),
    path("evaluations/<slug:code>/conclude/", evaluations.conclude, name="conclude"),
    path("evaluations/<slug:code>/extend/", evaluations.extend, name="extend"),
    path("evaluations/<slug:code>/contest/", evaluations.contest, name="contest"),
    path("evaluations/<slug:code>/answer/", evaluations.answer, name="answer"),
    path("evaluations/<slug:code>/ranking/", evaluations.ranking, name="ranking"),
    path("evaluations/<slug:code>/letter/", evaluations.letter, name="letter"),
]

"""A body's charter: its versions in the workbench, and the one in force for everybody."""

from django.urls import path

from kexie.areas.charters import views

app_name = "charters"
urlpatterns = [
    path("organisations/<slug:code>/charters/", views.browse, name="browse"),
    path("organisations/<slug:code>/charters/draft/", views.draft, name="draft"),
    path("organisations/<slug:code>/charters/read/", views.read, name="read"),
    path("charters/<slug:code>/", views.show, name="show"),
    path("charters/<slug:code>/change/", views.change, name="change"),
    path("charters/<slug:code>/remove/", views.remove, name="remove"),
    path("charters/<slug:code>/adopt/", views.adopt, name="adopt"),
    path("charters/<slug:code>/undo/", views.undo, name="undo"),
    path("charters/<slug:code>/enforce/", views.enforce, name="enforce"),
    path("charters/<slug:code>/report/", views.report, name="report"),
    path("charters/<slug:code>/word/", views.word, name="word"),
    path("charters/<slug:code>/pdf/", views.pdf, name="pdf"),
    path("charters/<slug:code>/compare/<slug:other>/", views.compare, name="compare"),
]

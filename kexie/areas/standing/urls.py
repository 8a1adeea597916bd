"""How bodies stand: the page of a body, the list of an association, renewals of term."""

from django.urls import path

from kexie.areas.standing.views import bodies, renewals

app_name = "standing"
urlpatterns = [
    path("organisations/<slug:code>/standing/", bodies.standing, name="standing"),
    path("organisations/<slug:code>/duties/", bodies.duties, name="duties"),
    path("organisations/<slug:code>/renew/", renewals.renew, name="renew"),
    path("renewals/<slug:code>/report/", renewals.report, name="report"),
    path("renewals/<slug:code>/result/", renewals.result, name="result"),
]

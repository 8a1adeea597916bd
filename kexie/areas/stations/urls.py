"""Survey stations: those of an association, the one in a body, a worker's own places on panels."""

from django.urls import path

from kexie.areas.stations import views

app_name = "stations"
urlpatterns = [
    path("organisations/<slug:code>/stations/", views.browse, name="browse"),
    path("organisations/<slug:code>/stations/add/", views.add, name="add"),
    path("organisations/<slug:code>/stations/send/", views.send, name="send"),
    path("organisations/<slug:code>/stations/bulletins/", views.bulletins, name="bulletins"),
    path("organisations/<slug:code>/stations/overview/", views.overview, name="overview"),
    path("organisations/<slug:code>/stations/export/", views.export, name="export"),
    path("organisations/<slug:code>/stations/hosted/", views.hosted, name="hosted"),
    path("stations/own/", views.own, name="own"),
    path("stations/<slug:code>/", views.show, name="show"),
    path("stations/<slug:code>/change/", views.change, name="change"),
    path("stations/<slug:code>/end/", views.end, name="end"),
    path("stations/<slug:code>/panel/", views.panel, name="panel"),
    path("stations/<slug:code>/invite/", views.invite, name="invite"),
    path("stations/<slug:code>/poster/", views.poster, name="poster"),
    path("stations/<slug:code>/join/", views.join, name="join"),
    path("stations/<slug:code>/leave/", views.leave, name="leave"),
    path("stations/<slug:code>/write/", views.write, name="write"),
    path("waves/<slug:code>/wave/", views.wave, name="wave"),
    path("bulletins/<slug:code>/bulletin/", views.bulletin, name="bulletin"),
    path("bulletins/<slug:code>/change_bulletin/", views.change_bulletin, name="change_bulletin"),
    path("bulletins/<slug:code>/report/", views.report, name="report"),
    path("bulletins/<slug:code>/handle/", views.handle, name="handle"),
]

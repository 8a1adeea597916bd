"""Foundings of bodies: the preparatory group's pages, the association's desk and what it sets for its place."""

from django.urls import path

from kexie.areas.establishment.views import cases, desks, groups, papers, reviews, sanctions, uniting

app_name = "establishment"
urlpatterns = [
    path("organisations/<slug:code>/establishment/", desks.browse, name="browse"),
    path("organisations/<slug:code>/establishment/overdue/", desks.overdue, name="overdue"),
    path("organisations/<slug:code>/establishment/numbers/", desks.numbers, name="numbers"),
    path("organisations/<slug:code>/establishment/approve_many/", reviews.approve_many, name="approve_many"),
    path("organisations/<slug:code>/establishment/urge/", desks.urge, name="urge"),
    path("organisations/<slug:code>/procedures/", desks.procedures, name="procedures"),
    path("organisations/<slug:code>/change_procedure/<slug:kind>/", desks.change_procedure, name="change_procedure"),
    path("organisations/<slug:code>/found/", groups.found, name="found"),
    path("organisations/<slug:code>/united/", uniting.united, name="united"),
    path("organisations/<slug:code>/unite/<slug:kind>/", uniting.unite, name="unite"),
    path("organisations/<slug:code>/consent/<int:number>/", uniting.consent, name="consent"),
    path("organisations/<slug:code>/founding/", cases.founding, name="founding"),
    path("establishment/<slug:code>/", cases.show, name="show"),
    path("establishment/<slug:code>/version/<int:number>/", cases.version, name="version"),
    path("establishment/<slug:code>/reply/", papers.reply, name="reply"),
    path("establishment/<slug:code>/certificate/", papers.certificate, name="certificate"),
    path("establishment/<slug:code>/plaque/", papers.plaque, name="plaque"),
    path("organisations/<slug:code>/replies/", papers.replies, name="replies"),
    path("organisations/<slug:code>/sanctions/", sanctions.sanctions, name="sanctions"),
    path("organisations/<slug:code>/sanction/", sanctions.sanction, name="sanction"),
    path("organisations/<slug:code>/assess/<int:number>/", sanctions.assess, name="assess"),
    path("organisations/<slug:code>/evidence/<int:number>/", sanctions.evidence, name="evidence"),
    path("organisations/<slug:code>/decision/<int:number>/", sanctions.decision, name="decision"),
    path("certificates/<slug:code>/", papers.certificates, name="certificates"),
    path("establishment/<slug:code>/invite/", uniting.invite, name="invite"),
    path("establishment/<slug:code>/assign/", uniting.assign, name="assign"),
    path("establishment/<slug:code>/dismiss/<int:number>/", uniting.dismiss, name="dismiss"),
    path("establishment/<slug:code>/vouch/<int:number>/", uniting.vouch, name="vouch"),
    path("establishment/<slug:code>/letter/<int:number>/", uniting.letter, name="letter"),
    path("establishment/<slug:code>/prepare/", groups.prepare, name="prepare"),
    path("establishment/<slug:code>/upload/<int:number>/", groups.upload, name="upload"),
    path("establishment/<slug:code>/submit/", groups.submit, name="submit"),
    path("establishment/<slug:code>/recall/", groups.recall, name="recall"),
    path("establishment/<slug:code>/withdraw/", groups.withdraw, name="withdraw"),
    path("establishment/<slug:code>/hold/", groups.hold, name="hold"),
    path("establishment/<slug:code>/report/", groups.report, name="report"),
    path("establishment/<slug:code>/return_/", reviews.return_, name="return_"),
    path("establishment/<slug:code>/approve/", reviews.approve, name="approve"),
    path("establishment/<slug:code>/reject/", reviews.reject, name="reject"),
]

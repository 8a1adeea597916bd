"""How bodies stand: the page of a body, the list of an association, renewals of term, changes and ends."""

from django.urls import path

from kexie.areas.standing.views import bodies, desks, petitions, renewals

app_name = "standing"
urlpatterns = [
    path("organisations/<slug:code>/standing/", bodies.standing, name="standing"),
    path("organisations/<slug:code>/owed/", bodies.owed, name="owed"),
    path("organisations/<slug:code>/renew/", renewals.renew, name="renew"),
    path("renewals/<slug:code>/report/", renewals.report, name="report"),
    path("renewals/<slug:code>/result/", renewals.result, name="result"),
    path("organisations/<slug:code>/petitions/", desks.browse, name="browse"),
    path("organisations/<slug:code>/change_policy/", desks.change_policy, name="change_policy"),
    path("organisations/<slug:code>/apply/<slug:what>/", petitions.apply, name="apply"),
    path("petitions/<slug:code>/", petitions.show, name="show"),
    path("petitions/<slug:code>/amend/", petitions.amend, name="amend"),
    path("petitions/<slug:code>/withdraw/", petitions.withdraw, name="withdraw"),
    path("petitions/<slug:code>/proof/<int:number>/", petitions.proof, name="proof"),
    path("petitions/<slug:code>/approve/", desks.approve, name="approve"),
    path("petitions/<slug:code>/return_/", desks.return_, name="return_"),
    path("petitions/<slug:code>/reject/", desks.reject, name="reject"),
]

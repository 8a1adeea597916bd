"""All addresses. Of django-allauth only these pages exist, each with a template of ours."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as services
from allauth.socialaccount.providers.dingtalk import views as dingtalk
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.weixin import views as weixin
from allauth.usersessions import views as usersessions
from django.urls import include, path
from django.views.generic import RedirectView

from kexie.website import views
from kexie.website.adapters import Authenticate, offered, recorded

urlpatterns = [
    path("", views.home, name="home"),
    path("workbench/", views.workbench, name="workbench"),
    path("worklist/", views.worklist, name="worklist"),
    path("", include("kexie.areas.directory.urls")),
    path("", include("kexie.areas.accounts.urls")),
    path("", include("kexie.areas.registrations.urls")),
    path("", include("kexie.areas.establishment.urls")),
    path("", include("kexie.areas.standing.urls")),
    path("", include("kexie.areas.charters.urls")),
    path("", include("kexie.areas.membership.urls")),
    path("", include("kexie.areas.affiliations.urls")),
    path("", include("kexie.areas.dues.urls")),
    path("", include("kexie.areas.evaluations.urls")),
    path("", include("kexie.areas.care.urls")),
    path("", include("kexie.areas.surveys.urls")),
    path("", include("kexie.areas.polls.urls")),
    path("v/<slug:code>/", RedirectView.as_view(pattern_name="polls:vote"), name="poll"),
    path("", include("kexie.areas.stations.urls")),
    path("s/<slug:code>/", RedirectView.as_view(pattern_name="surveys:answer"), name="survey"),  # short enough to type
    path("", include("kexie.engines.jobs.urls")),
    path("", include("kexie.engines.questionnaires.urls")),
    path("", include("kexie.engines.notices.urls")),
    path("signin/second/", Authenticate.as_view(), name="mfa_authenticate"),
    path("signin/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("account/confirm/", recorded(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/second/", recorded(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        recorded(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/second/", mfa.index, name="mfa_index"),
    path("account/second/", mfa.index, name="mfa_list_webauthn"),
    path("account/second/totp/", recorded(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second/totp/remove/", recorded(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second/passkeys/add/", recorded(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("account/second/passkeys/<int:pk>/remove/", recorded(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/second/recovery/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second/recovery/generate/",
        recorded(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("account/sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("signin/services/<slug:provider_id>/", offered(oidc.login, "openid_connect"), name="openid_connect_login"),
    path(
        "signin/services/<slug:provider_id>/back/",
        offered(oidc.callback, "openid_connect"),
        name="openid_connect_callback",
    ),
    path("signin/weixin/", offered(weixin.oauth2_login, "weixin"), name="weixin_login"),
    path("signin/weixin/back/", offered(weixin.oauth2_callback, "weixin"), name="weixin_callback"),
    path("signin/dingtalk/", offered(dingtalk.oauth2_login, "dingtalk"), name="dingtalk_login"),
    path("signin/dingtalk/back/", offered(dingtalk.oauth2_callback, "dingtalk"), name="dingtalk_callback"),
    path("account/services/", offered(services.connections), name="socialaccount_connections"),
    path("signin/", RedirectView.as_view(pattern_name="accounts:signin"), name="account_login"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
]

handler400 = "kexie.website.errors.bad_request"
handler403 = "kexie.website.errors.permission_denied"
handler404 = "kexie.website.errors.not_found"
handler429 = "kexie.website.errors.too_many"  # asked for by the sign-in library
handler500 = "kexie.website.errors.server_error"

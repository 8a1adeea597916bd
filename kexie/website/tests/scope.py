"""Who reaches the pages of the site itself; see tests/scope.py."""

from tests.scope import Row

LED = (200, 302, 303)
# Services that nobody set up are not there; those of the sign-in library ask for the password anew before they change.
ABSENT = {
    "openid_connect_login": "/signin/services/any/",
    "openid_connect_callback": "/signin/services/any/back/",
    "weixin_login": "/signin/weixin/",
    "weixin_callback": "/signin/weixin/back/",
    "dingtalk_login": "/signin/dingtalk/",
    "dingtalk_callback": "/signin/dingtalk/back/",
    "socialaccount_connections": "/account/services/",
}
OWN = {
    "account_reauthenticate": "/account/confirm/",
    "mfa_reauthenticate": "/account/confirm/second/",
    "mfa_reauthenticate_webauthn": "/account/confirm/passkey/",
    "mfa_index": "/account/second/",
    "mfa_list_webauthn": "/account/second/",
    "mfa_activate_totp": "/account/second/totp/",
    "mfa_deactivate_totp": "/account/second/totp/remove/",
    "mfa_add_webauthn": "/account/second/passkeys/add/",
    "mfa_view_recovery_codes": "/account/second/recovery/",
    "mfa_generate_recovery_codes": "/account/second/recovery/generate/",
    "usersessions_list": "/account/sessions/",
}
ROWS = {name: Row(address, absent=True) for name, address in ABSENT.items()} | {
    name: Row(address, personal=True, get=(*LED, 404), post=(*LED, 404, 422)) for name, address in OWN.items()
}
ROWS |= {
    "account_login": Row("/signin/", public=True, get=LED),
    "mfa_authenticate": Row("/signin/second/", public=True, get=LED, post=(*LED, 404, 422)),
    "mfa_login_webauthn": Row("/signin/passkey/", public=True, get=LED),
    "mfa_remove_webauthn": Row("/account/second/passkeys/1/remove/", personal=True, get=(302, 404), post=(302, 404)),
    "home": Row("/", public=True),
    "workbench": Row("/workbench/", personal=True),
    "worklist": Row("/worklist/", personal=True),
    "healthz": Row("/healthz", public=True),
    "readyz": Row("/readyz", public=True),
    "metrics": Row("/metrics", absent=True),  # read from this machine itself or with a token
}

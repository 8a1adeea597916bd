"""The forms of the sign-in library, which has keys of its own or does the same again; see tests/samples.py."""

from tests.samples import Make

SAMPLES: dict[str, Make] = {}
READS = "only shows"
LEADS = "leads to another site, which the person comes back from with a key of its own"
EXEMPT = {
    "account_login": "leads on to our own page of sign-in",
    "account_reauthenticate": "proves once more who sits there; changes nothing else",
    "mfa_authenticate": "a second factor is good once",
    "mfa_reauthenticate": "a second factor is good once",
    "mfa_reauthenticate_webauthn": "the key's answer is good once",
    "mfa_login_webauthn": "the key's answer is good once",
    "mfa_activate_totp": "a second one is refused while there is one",
    "mfa_deactivate_totp": "what is gone is gone",
    "mfa_add_webauthn": "the key's answer is good once",
    "mfa_remove_webauthn": "what is gone is gone",
    "mfa_generate_recovery_codes": "the last ones are good; each making is recorded",
    "mfa_index": READS,
    "mfa_list_webauthn": READS,
    "mfa_view_recovery_codes": READS,
    "usersessions_list": "what has ended has ended",
    "socialaccount_connections": "what is gone is gone",
    "openid_connect_login": LEADS,
    "openid_connect_callback": "the other site's code is good once",
    "weixin_login": LEADS,
    "weixin_callback": "the other site's code is good once",
    "dingtalk_login": LEADS,
    "dingtalk_callback": "the other site's code is good once",
}

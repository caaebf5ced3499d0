"""The addresses of accounts, and the names by which allauth looks for some of them."""

from __future__ import annotations

from django.urls import path

from chucai.web.accounts.views import factors, me, rehearsal, signing

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-in/sent/", signing.sent, name="sent"),
    path("sign-in/closed/", signing.closed, name="closed"),
    path("sign-in/link/<str:token>/", signing.link, name="link"),
    path("sign-in/passkey/", signing.passkey, name="passkey"),
    path("sign-in/persona/<int:seat>/", rehearsal.persona, name="persona"),
    path("sign-in/single/", signing.single_sign_on, name="single"),
    path("sign-in/single/back/<str:provider_id>/", signing.single_back, name="single-back"),
    path("sign-in/single/failed/", signing.single_failed, name="single-failed"),
    path("sign-in/second-factor/", factors.second_factor, name="second-factor"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("me/", me.me, name="me"),
    path("me/sessions/", me.sessions, name="sessions"),
    path("me/factors/", factors.factors, name="factors"),
    path("me/factors/app/", factors.app, name="app"),
    path("me/factors/app/away/", factors.app_away, name="app-away"),
    path("me/factors/keys/add/", factors.key, name="key"),
    path("me/factors/keys/<int:pk>/away/", factors.key_away, name="key-away"),
    path("me/factors/codes/", factors.codes, name="codes"),
    path("me/factors/codes/fresh/", factors.fresh_codes, name="codes-fresh"),
]

# The same pages under the names that allauth asks for.
ALLAUTH = {
    "account_login": "sign-in",
    "account_inactive": "closed",
    "account_reauthenticate": "second-factor",
    "mfa_reauthenticate": "second-factor",
    "mfa_reauthenticate_webauthn": "second-factor",
    "mfa_login_webauthn": "passkey",
    "mfa_index": "factors",
    "mfa_activate_totp": "app",
    "mfa_deactivate_totp": "app-away",
    "mfa_view_recovery_codes": "codes",
    "mfa_list_webauthn": "factors",
    "openid_connect_login": "single",
    "openid_connect_callback": "single-back",
    "socialaccount_login_cancelled": "single-failed",
    "socialaccount_login_error": "single-failed",
}
_own = {page.name: page for page in urlpatterns}
aliases = [path(str(_own[ours].pattern), _own[ours].callback, name=name) for name, ours in ALLAUTH.items()]

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "project"

    def ready(self) -> None:
        from allauth.account.signals import password_reset
        from allauth.mfa.base import forms as second_factor
        from allauth.mfa.totp import forms as totp
        from allauth.mfa.totp.internal.auth import TOTP
        from allauth.socialaccount.internal import jwtkit

        from project.audit import sign_ins, staff  # noqa: F401 -- connects the receivers
        from project.identity.authentication import guard_second_factor, let_in_after_reset, use_up
        from project.identity.id_tokens import fetch_key

        password_reset.connect(let_in_after_reset, dispatch_uid="let_in_after_reset")
        # There are no settings for these. As they come, they count in a cache: each process alone, each window anew.
        second_factor.check_rate_limit = totp.check_rate_limit = guard_second_factor
        TOTP._mark_code_used = use_up
        jwtkit.fetch_key = fetch_key  # as it comes, a forged header is a failure of ours

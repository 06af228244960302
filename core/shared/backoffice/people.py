"""The forms of Django's own user admin, in the back office's look."""

from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

__all__ = ["AdminPasswordChangeForm", "UserChangeForm", "UserCreationForm"]

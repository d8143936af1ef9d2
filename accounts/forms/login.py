"""Logging in by username, e-mail or mobile number, as one question."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms

from accounts.queries import find_login
from core.text import clean


class LoginForm(AllauthLoginForm):
    """Whatever the person types becomes her username first, so that every way in shares one limit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Nomor ponsel, surel, atau nama pengguna",
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        )
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].max_length = 128
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Tetap masuk di perangkat ini"
        self.order_fields(["login", "password", "remember"])

    def clean_login(self) -> str:
        text = clean(self.cleaned_data["login"])
        user = find_login(text)
        return user.username if user else text.lower()

"""The back office: "my account" with one full name."""

from wagtail.admin.views.account import NameEmailSettingsPanel

from accounts.wagtail_users import AccountForm

# Wagtail offers no setting for this form, and its own names two fields that our user does not have.
NameEmailSettingsPanel.form_class = AccountForm

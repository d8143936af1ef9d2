"""What officers send of a table: the file, a button."""

from django import forms

from core.once import OnceForm


class BatchForm(forms.Form):
    """A filled table."""

    berkas = forms.FileField(
        label="Berkas Excel (.xlsx)",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
    )


class StepForm(OnceForm):
    """A button that does one deed once."""

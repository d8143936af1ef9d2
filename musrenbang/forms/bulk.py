"""One form for a deed on many proposals: what is the same for all; figures of single proposals stay as they are."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from core.states import StateError
from musrenbang.forms import desk, levels
from musrenbang.forms.desk import AgencyField, DeedForm
from musrenbang.models import Proposal
from musrenbang.queries.bulk import Outcome


class VerifyVillageForm(DeedForm):
    verb = desk.VerifyVillageForm.verb


class VerifyDistrictForm(DeedForm):
    verb = desk.VerifyDistrictForm.verb
    agency = AgencyField(label="Perangkat daerah tujuan", required=False, help_text="Kosongkan bila berbeda-beda.")


BULK_FORMS: dict[str, type[DeedForm]] = levels.FORMS | {
    "verify_village": VerifyVillageForm,
    "verify_district": VerifyDistrictForm,
}


def do_all(form: DeedForm, outcomes: list[Outcome], *, by: Any) -> tuple[int, list[str]]:
    """Do the deed to each row that is not left out, by the same verb; how many, and in words what did not go."""
    done, left = 0, []
    for outcome in outcomes:
        row = outcome.proposal
        if outcome.skipped:
            left.append(f"{row.number}: {outcome.skipped}")
            continue
        try:
            with transaction.atomic():
                do_one(form, row, by)
            done += 1
        except (PermissionDenied, StateError) as error:
            left.append(f"{row.number}: {error}")
        except ValidationError as error:
            left.append(f"{row.number}: {' '.join(error.messages)}")
    return done, left


def do_one(form: DeedForm, row: Proposal, by: Any) -> None:
    """The verb of the form, for one proposal."""
    type(form).verb(by=by, proposal=row, **form.values())

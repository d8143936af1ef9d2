"""Public pages of a result: what was decided and why, how firm it is, the files; and votes of the past."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.exports import csv_response
from core.pagecache import mark_public, public_page
from core.paging import page_of
from musrenbang.models import PastVote, Round, RoundReport
from musrenbang.past_states import PastState
from musrenbang.queries.results import CSV_HEADER, Told, book_of, csv_rows, past_votes, report_of, told_of, turnout_of
from musrenbang.queries.voting import open_book
from musrenbang.tally.sentences import turnout
from musrenbang.views.voting import kept, visible


def with_result(pk: int) -> Round:
    """A round whose ballots were counted; 404 before."""
    return get_object_or_404(Round.objects.public().with_result().select_related("region", "topic", "forum"), pk=pk)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided and why; before the count a page that says when it will be here."""
    round = visible(pk)
    if round.has_result:
        return result_page(request, round)
    return kept(render(request, "musrenbang/voting/not_yet.html", {"round": round}), round)


def mark(response: HttpResponse, round: Round) -> HttpResponse:
    """The page changes with the round and with what is kept of it."""
    names = [round.topic.version_name] if round.topic else []
    return mark_public(response, "pemungutan", *names)  # type: ignore[no-any-return]


def result_page(request: HttpRequest, round: Round) -> HttpResponse:
    """What was decided and why; a moment after the count a page that says it is being put together."""
    report = report_of(round)
    context: dict[str, Any] = {"round": round, "topic": round.topic, "report": report}
    if report is None:
        return mark(render(request, "musrenbang/voting/not_yet.html", context), round)
    words = turnout(round.ballot_count or 0, round.eligible_count or 0)
    context |= {"told": told_of(round, report), "turnout": turnout_of(report), "words": words}
    return mark(render(request, "musrenbang/voting/result.html", context), round)


@require_safe
def firmness(request: HttpRequest, pk: int) -> HttpResponse:
    """How firm a result is."""
    round = with_result(pk)
    report = report_of(round) or missing()
    context = {"title": round.title, "back": round.result_url, "told": told_of(round, report), "report": report}
    return mark(render(request, "musrenbang/voting/firmness.html", context), round)


def missing() -> Any:
    raise Http404


@require_safe
def result_csv(request: HttpRequest, pk: int) -> Any:
    """The result as a table."""
    round = with_result(pk)
    return csv_response(f"hasil-pemungutan-{pk}", CSV_HEADER, csv_rows(told_of(round, report_of(round) or missing())))


@require_safe
def ballots_pb(request: HttpRequest, pk: int) -> HttpResponse:
    """All ballots without names, for anyone who wants to count again."""
    round = with_result(pk)
    report = report_of(round)
    return plain_file(book_of(round, report) if report else open_book(round), f"pemungutan-{pk}.pb")


@require_safe
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """The download that anyone can check: ballots, result, proofs, notice board, program."""
    report = get_object_or_404(RoundReport, round=with_result(pk))
    return zip_file(report.bundle, f"hasil-pemungutan-{pk}")


def plain_file(data: bytes | str, name: str) -> HttpResponse:
    """Text to keep."""
    response = HttpResponse(data, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def zip_file(data: bytes | memoryview | None, name: str) -> HttpResponse:
    """A kept .zip as it is."""
    response = HttpResponse(bytes(data or b""), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


# --- Votes of the past ----------------------------------------------------------------------------


def past(pk: int, *, bytes_too: bool = False) -> PastVote:
    """A published vote of the past; 404 for one that is only read in or was withdrawn."""
    rows = PastVote.objects.filter(state=PastState.PUBLISHED).select_related("region")
    return get_object_or_404(rows if bytes_too else rows.defer("bundle", "content"), pk=pk)


@require_safe
@public_page("pemungutan")
def past_list(request: HttpRequest) -> HttpResponse:
    """Votes of the past."""
    return render(request, "musrenbang/voting/past_list.html", {"page": page_of(request, past_votes())})


@require_safe
@public_page("pemungutan")
def past_result(request: HttpRequest, pk: int) -> HttpResponse:
    """The result of a vote of the past, marked as an import with its source."""
    row = past(pk)
    return render(request, "musrenbang/voting/past.html", {"past": row, "told": told_past(row), "report": row})


def told_past(row: PastVote) -> Told:
    return Told(row.facts, row.firmness, ())


@require_safe
@public_page("pemungutan")
def past_firmness(request: HttpRequest, pk: int) -> HttpResponse:
    """How firm the result of a vote of the past is."""
    row = past(pk)
    context = {"title": row.title, "back": row.get_absolute_url(), "told": told_past(row), "report": row}
    return render(request, "musrenbang/voting/firmness.html", context)


@require_safe
def past_csv(request: HttpRequest, pk: int) -> Any:
    """The result of a vote of the past as a table."""
    return csv_response(f"arsip-pemungutan-{pk}", CSV_HEADER, csv_rows(told_past(past(pk))))


@require_safe
def past_bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """The download of a vote of the past."""
    return zip_file(past(pk, bytes_too=True).bundle, f"arsip-pemungutan-{pk}")

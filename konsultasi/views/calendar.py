"""The calendar of consultations: a month as a page, all dates as a file for people's calendars and as a feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from core.ical import Day, calendar
from core.pagecache import mark_public
from core.templatetags.ui import date_words, time_words
from konsultasi.queries import calendar as dates

NAMES = ("rancangan", "cms")
TITLE = "Kalender konsultasi"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """One month: what is open in it, opens, closes, and until when the office answers."""
    places = dates.regions()
    region = dates.region_chosen(request.GET, places)
    context = {"month": dates.month(request.GET, region), "places": places, "region": region}
    return mark_public(render(request, "konsultasi/calendar.html", context), *NAMES)


@require_safe
def as_ics(request: HttpRequest) -> HttpResponse:
    """All dates, for the calendar of a phone; it asks again by itself."""
    region = dates.region_chosen(request.GET, dates.regions())
    days = [day for row in dates.feed_rows(region) for day in days_of(request, row)]
    answer = HttpResponse(calendar(days, name=TITLE), content_type="text/calendar; charset=utf-8")
    return mark_public(answer, *NAMES)


def days_of(request: HttpRequest, row: dates.Row) -> list[Day]:
    """The three days of a consultation."""
    it, uid = row.consultation, f"konsultasi-{row.consultation.pk}"
    url, office = request.build_absolute_uri(it.url), it.responsible
    until = f"Masukan diterima sampai {time_words(it.closes_at)}."
    return [
        Day(f"{uid}-buka", f"Masukan dibuka: {it.title}", row.opens_on, url, until),
        Day(f"{uid}-tutup", f"Masukan ditutup: {it.title}", row.closes_on, url, until),
        Day(f"{uid}-jawab", f"Batas jawaban: {it.title}", row.answered_by, url, f"{office} menjawab setiap masukan."),
    ]


@require_safe
def as_atom(request: HttpRequest) -> HttpResponse:
    """What opened, closed or was finished lately."""
    region = dates.region_chosen(request.GET, dates.regions())
    link = request.build_absolute_uri("/rancangan/kalender/")
    feed = Atom1Feed(title=TITLE, link=link, description="", language="id")
    for at, what, row in dates.happened(region):
        it = row.consultation
        words = f"Dibuka {date_words(it.opens_at)}, ditutup {date_words(it.closes_at)}. {it.responsible}."
        where = request.build_absolute_uri(it.url)
        guid = f"urn:partisipasi:konsultasi:{it.pk}:{what.split()[-1]}"
        feed.add_item(
            title=f"{what}: {it.title}", link=where, description=words, pubdate=at, updateddate=at, unique_id=guid
        )
    return mark_public(
        HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"), *NAMES
    )

"""The proposals on a map, as GeoJSON points."""

from typing import Any

from musrenbang.models import Proposal
from musrenbang.queries.distance import kilometres
from musrenbang.queries.listing import Asked, found

MAX_POINTS = 500
FAR_KM = 25.0
KNOWN = 200  # so many points of the place tell where it lies


def points(question: Asked) -> dict[str, Any]:
    """A FeatureCollection of the answer's first points, in the list's order, and where each village lies."""
    rows = found(question).filter(lat__isnull=False, hidden_reason="").select_related("region")[: MAX_POINTS + 1]
    features = [feature(row) for row in rows[:MAX_POINTS]]
    return {"type": "FeatureCollection", "features": features, "villages": villages_of(features)}


def feature(row: Any) -> dict[str, Any]:
    """One proposal as a point."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [float(row.lng), float(row.lat)]},
        "properties": {
            "judul": row.title,
            "url": row.get_absolute_url(),
            "status": str(row.state_label),
            "suara": row.voice,
            "wilayah": row.region.label,
        },
    }


def villages_of(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Name, middle and number of points of each village, for the labels."""
    by_name: dict[str, list[list[float]]] = {}
    for one in features:
        by_name.setdefault(one["properties"]["wilayah"], []).append(one["geometry"]["coordinates"])
    return [
        {
            "nama": name,
            "jumlah": len(spots),
            "titik": [round(sum(spot[axis] for spot in spots) / len(spots), 5) for axis in (0, 1)],
        }
        for name, spots in sorted(by_name.items())
    ]


def middle_of(code: str) -> tuple[float, float] | None:
    """Where a region lies, as the newest public proposals' points tell; None where too few say it."""
    rows = Proposal.objects.public().within(code).filter(lat__isnull=False).order_by("-submitted_at", "-id")
    known = list(rows.values_list("lat", "lng")[:KNOWN])
    if len(known) < 5:
        return None
    lats, lngs = sorted(float(lat or 0) for lat, _ in known), sorted(float(lng or 0) for _, lng in known)
    return lats[len(lats) // 2], lngs[len(lngs) // 2]


def far_away(code: str, points: list[tuple[float, float]]) -> list[str]:
    """A question about points that lie far from everything known of the region; empty where all is near."""
    middle = middle_of(code) if points else None
    far = max((kilometres(middle, point) for point in points), default=0.0) if middle else 0.0
    return [f"Titik ini sekitar {round(far)} km dari usulan lain di kecamatan ini, benar?"] if far > FAR_KM else []

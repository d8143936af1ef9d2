"""The proposals on a map, as GeoJSON points."""

from typing import Any

from musrenbang.queries.listing import Asked, found

MAX_POINTS = 500


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

"""How far two points are from each other."""

import math


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance of two points (lat, lng), good enough within a regency."""
    north = (one[0] - other[0]) * 111.32
    east = (one[1] - other[1]) * 111.32 * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)

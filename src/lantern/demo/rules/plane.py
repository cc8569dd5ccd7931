"""The sheet the county is drawn on: kilometres east and north of a point in the open North Sea.

Every coordinate of the county lies between roughly 54.6 and 56.6 degrees north, 1.4 and 4.6 degrees east: open water,
over 100 km from any coast, so that nothing drawn here can fall on a real street, home or school.
"""

from math import cos, hypot, pi, radians

CENTRE_LONGITUDE = 3.0
CENTRE_LATITUDE = 55.6
WIDEST_KM = 200.0  # a county any wider would come near a real coast
KM_PER_DEGREE_NORTH = 6371.0 * pi / 180
KM_PER_DEGREE_EAST = KM_PER_DEGREE_NORTH * cos(radians(CENTRE_LATITUDE))

Point = tuple[float, float]


def earth(point: Point) -> Point:
    """Longitude and latitude in degrees of a point in km, rounded to about 10 cm so that GeoJSON carries it exactly."""
    east, north = point
    return (
        round(CENTRE_LONGITUDE + east / KM_PER_DEGREE_EAST, 6),
        round(CENTRE_LATITUDE + north / KM_PER_DEGREE_NORTH, 6),
    )


def sheet(point: Point) -> Point:
    """Kilometres east and north of a longitude and latitude: the inverse of `earth`."""
    longitude, latitude = point
    return (
        (longitude - CENTRE_LONGITUDE) * KM_PER_DEGREE_EAST,
        (latitude - CENTRE_LATITUDE) * KM_PER_DEGREE_NORTH,
    )


def distance_km(one: Point, other: Point) -> float:
    """Kilometres between two longitudes and latitudes of the county."""
    (a, b), (c, d) = sheet(one), sheet(other)
    return hypot(a - c, b - d)

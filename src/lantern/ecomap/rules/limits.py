"""How long a text of the map may be, in characters, and how far from its middle something may be put, in units."""

KEY = 80
LABEL = 80
WORDS = 160
NOTE = 300
FARTHEST = 2_000
FIRST_YEAR, LAST_YEAR = 1880, 2100
MOST = 200  # that people add by hand to one map

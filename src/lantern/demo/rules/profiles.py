"""What would help to find an invented child: a few sentences for each part, drawn by number alone."""

from lantern.missing.rules.profile import KEYS

TEXTS: dict[str, tuple[str, ...]] = {
    "description": (
        "Tall for their age, slim, short dark hair. A small scar above the left eyebrow.",
        "About 1.60 m, curly hair, glasses with a red frame. Speaks quietly.",
        "Broad build, freckles, usually a cap. Wears a hearing aid on the right.",
    ),
    "clothes": (
        "Black puffer coat, grey joggers, white trainers. Never without headphones.",
        "School blazer or a green hooded top. A small yellow rucksack.",
    ),
    "phones": (
        "Own phone, number with the carer; goes quiet when the battery is low. Plays online until late.",
        "Shares a tablet with a friend. Uses a made-up name, known to the carer.",
    ),
    "people": (
        "Usually with an older cousin in the next town. Rings the aunt when frightened.",
        "Two friends from the old school. Worry: an adult who gives lifts, not known by name.",
    ),
    "places": (
        "The bus station, the skate park behind the leisure centre, the last train to the coast.",
        "Their old street. Has been found at the shopping centre three times.",
    ),
    "health": (
        "Asthma: blue inhaler in the coat pocket. No other medication.",
        "Tablets in the evening; without them restless by the next noon.",
        "",
    ),
    "helps": (
        "Speak slowly, one person at a time. Talk about football first. No blue lights if it can be helped.",
        "Offer something to eat. Say at once that nobody is angry.",
    ),
    "call": (
        "The home’s night staff, at any hour, then the social worker.",
        "Grandmother first: she will come out.",
    ),
}
assert tuple(TEXTS) == KEYS


def said_of(number: int, forename: str) -> dict[str, str]:
    """Every part that somebody wrote; `forename` is what the child answers to."""
    drawn = {key: texts[(number * 7 + place) % len(texts)] for place, (key, texts) in enumerate(TEXTS.items())}
    drawn["helps"] = f"Call them {forename}. {drawn['helps']}"
    return {key: text for key, text in drawn.items() if text}

"""What notifications say in words: plain, about circumstances and never about blame."""

from lantern.demo.rules.chance import Deck
from lantern.missing.vocabulary import FoundBy, Grade, Harm, MissingFrom, Risk

CIRCUMSTANCES = {
    MissingFrom.HOME: (
        "Went to meet friends and did not come home.",
        "Left after an argument at home; believed to be with friends.",
        "Not in bedroom when a parent checked; window open.",
        "Phone off since 9pm, which is unlike them.",
        "Said they were staying with a friend, who has not seen them.",
        "Collected in a car the family does not know.",
        "Upset after messages on a phone; left without a coat.",
        "Parent found a train ticket to another county.",
    ),
    MissingFrom.PLACEMENT: (
        "Did not return to placement by the agreed time; phone goes to voicemail.",
        "Left the home at shift change; staff called twice, no answer.",
        "Did not come back from contact with family.",
        "Staff saw the child get into a car with an adult they do not know.",
        "Went to the shop and did not return.",
        "Told staff they had been given money and had to go out.",
        "With two other young people from the home.",
    ),
    MissingFrom.SCHOOL: (
        "Left school at lunch and did not return.",
        "Registered in the morning, absent from lesson three.",
        "Did not arrive home from school.",
        "Seen at the school gate with an older young person.",
    ),
    MissingFrom.HOSPITAL: (
        "Left the emergency department before being seen.",
        "Left the ward while waiting for an assessment.",
    ),
    MissingFrom.OTHER: (
        "Did not come back from an activity.",
        "Became separated from the family in town.",
    ),
}  # fmt: skip
UPDATES = (
    "Risk reviewed by the inspector on duty.",
    "Friends spoken to; last heard from two hours ago.",
    "Phone briefly on, then off again.",
    "Seen on a bus by a member of the public.",
    "Family has had a message saying the child is all right.",
    "Worker has called round known addresses.",
)
REASONS = {
    Risk.HIGH: (
        "Under 14, out at night, no contact.",
        "Believed to be with an adult who may harm them.",
        "Needs medication and has none.",
        "Recent worry about exploitation; phone off.",
        "Has talked of harming themselves.",
    ),
    Risk.MEDIUM: (
        "Out of character; whereabouts not known.",
        "Likely to be with friends, but not confirmed.",
        "Has come back unharmed before; still a child out at night.",
        "In contact by message, will not say where.",
    ),
}  # fmt: skip
UNFIT_RISKS = ("Standard", "Low", "No apparent risk", "Absent")  # words some feeds still use (MIS-2)
ELSEWHERE = (
    "Address of a friend", "Address of a relative", "Own address", "Walking on a main road", "Train to another county",
)  # fmt: skip
FOUND_BY: Deck[FoundBy] = Deck(
    [(FoundBy.OWN_ACCORD, 48), (FoundBy.POLICE, 27), (FoundBy.CARER, 20), (FoundBy.OTHER, 5)]
)
HARM: Deck[Harm] = Deck([(Harm.NONE, 88), (Harm.SUSPECTED, 7), (Harm.DISCLOSED, 5)])
GRADES: dict[Risk, Deck[Grade]] = {
    Risk.HIGH: Deck([(Grade.IMMEDIATE, 5), (Grade.PRIORITY, 5)]),
    Risk.MEDIUM: Deck([(Grade.PRIORITY, 5), (Grade.SCHEDULED, 5)]),
}
WAIVERS = (
    "Declined by the child, who was seen and is safe.",
    "Covered by the conversation after the next return.",
    "In hospital; seen by the safeguarding nurse instead.",
    "Recorded by the authority where the child is placed.",
)
NOTES = {
    "attendance": "Attended and searched.",
    "vulnerability check": "Seen alone; no injury seen.",
    "chat offer": "Offered in person.",
    "letters": "Letters sent to the child and to the parent or carer.",
    "contact": "Visited and spoken to.",
    "prevention plan": "Plan filed on the social care record.",
}

"""Powers of disruption, who holds each and the law it rests on (EXP-5, codes)."""

from enum import StrEnum
from typing import NamedTuple


class Power(StrEnum):
    """An order or notice; old records keep the codes they were made with."""

    ABDUCTION = "child abduction warning notice"
    SEXUAL_RISK = "sexual risk order"
    SEXUAL_HARM = "sexual harm prevention order"
    SLAVERY_RISK = "slavery and trafficking risk order"
    SLAVERY_PREVENTION = "slavery and trafficking prevention order"
    HOTEL = "hotel information notice"
    CLOSURE_NOTICE = "closure notice"
    CLOSURE_ORDER = "closure order"
    PROTECTION_WARNING = "community protection warning"
    PROTECTION_NOTICE = "community protection notice"
    INJUNCTION = "civil injunction"
    CRIMINAL_BEHAVIOUR = "criminal behaviour order"
    PUBLIC_SPACES = "public spaces protection order"
    TENANCY = "tenancy action"
    LICENCE_PREMISES = "licensing review, premises"
    LICENCE_TAXI = "licensing review, taxi"
    LICENCE_TAKEAWAY = "licensing review, takeaway"
    ENVIRONMENTAL = "environmental health"
    SAFETY = "health and safety"
    FIRE = "fire safety"
    FRAUD = "fraud"
    TRADING = "trading standards"
    DRUGS = "drugs warrant"
    RECOVERY = "recovery order"
    DISPERSAL = "dispersal"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return self.value[:1].upper() + self.value[1:]

    @property
    def law(self) -> "Law":
        """Who holds it, when it may be used, on which legislation."""
        return LAWS[self]


class Law(NamedTuple):
    """Who may use a power, in short when, and the legislation; `of_place` when a place can be its target."""

    holder: str
    test: str
    legislation: str
    of_person: bool = True
    of_place: bool = False


_ASB = "Anti-social Behaviour, Crime and Policing Act 2014"
_COUNCIL = "Council"
_BOTH = "Police or council"
LAWS = {
    Power.ABDUCTION: Law(
        "Police",
        "Somebody spends time with a child under 16, or under 18 on a full care order, against the wish of whoever has care",
        "Child Abduction Act 1984, section 2; Children Act 1989, section 49",
    ),
    Power.SEXUAL_RISK: Law(
        "Police, from a court", "A sexual act shows a risk of sexual harm; no conviction is needed",
        "Sexual Offences Act 2003, section 122A",
    ),
    Power.SEXUAL_HARM: Law(
        "Police, from a court", "Convicted or cautioned, and a risk of sexual harm",
        "Sexual Offences Act 2003, section 103A; Sentencing Act 2020, section 343",
    ),
    Power.SLAVERY_RISK: Law(
        "Police, from a court", "A risk of a slavery or trafficking offence, without a conviction",
        "Modern Slavery Act 2015, section 23",
    ),
    Power.SLAVERY_PREVENTION: Law(
        "Police, from a court", "Convicted of a slavery or trafficking offence", "Modern Slavery Act 2015, section 14"
    ),
    Power.HOTEL: Law(
        "Police", "Reason to believe that a hotel is used for child sexual exploitation", f"{_ASB}, section 116",
        of_person=False, of_place=True,
    ),
    Power.CLOSURE_NOTICE: Law(_BOTH, "Nuisance or disorder", f"{_ASB}, section 76", of_person=False, of_place=True),
    Power.CLOSURE_ORDER: Law(
        f"{_BOTH}, from a court", "Serious nuisance, disorder or crime", f"{_ASB}, section 80", of_person=False, of_place=True
    ),
    Power.PROTECTION_WARNING: Law(
        _BOTH, "Conduct that harms the life of those in the locality", f"{_ASB}, section 43", of_place=True
    ),
    Power.PROTECTION_NOTICE: Law(_BOTH, "The conduct goes on after a warning", f"{_ASB}, section 43", of_place=True),
    Power.INJUNCTION: Law(f"{_BOTH}, from a court", "Anti-social behaviour", f"{_ASB}, section 1"),
    Power.CRIMINAL_BEHAVIOUR: Law(
        "Prosecutor, from a court", "Convicted, and likely to cause harassment, alarm or distress",
        "Sentencing Act 2020, section 330",
    ),
    Power.PUBLIC_SPACES: Law(
        _COUNCIL, "Activities in a public place that harm life there", f"{_ASB}, section 59", of_person=False, of_place=True
    ),
    Power.TENANCY: Law(
        "Landlord, from a court", "The tenancy is broken, or the home is used for crime",
        f"Housing Acts 1985 and 1988; {_ASB}, part 5", of_place=True,
    ),
    Power.LICENCE_PREMISES: Law(
        _COUNCIL, "Children are not protected from harm", "Licensing Act 2003, section 51", of_person=False, of_place=True
    ),
    Power.LICENCE_TAXI: Law(
        _COUNCIL, "The holder is not fit and proper",
        "Local Government (Miscellaneous Provisions) Act 1976, sections 60 and 61", of_place=True,
    ),
    Power.LICENCE_TAKEAWAY: Law(
        _COUNCIL, "Late night refreshment, children not protected", "Licensing Act 2003", of_person=False, of_place=True
    ),
    Power.ENVIRONMENTAL: Law(
        _COUNCIL, "Food or premises are unsafe", "Food Safety Act 1990; Environmental Protection Act 1990",
        of_person=False, of_place=True,
    ),
    Power.SAFETY: Law(
        "Council or the Health and Safety Executive", "Work is unsafe", "Health and Safety at Work etc. Act 1974",
        of_person=False, of_place=True,
    ),
    Power.FIRE: Law(
        "Fire service", "Premises are unsafe in a fire", "Regulatory Reform (Fire Safety) Order 2005",
        of_person=False, of_place=True,
    ),
    Power.FRAUD: Law(_BOTH, "Dishonest gain, of benefits too", "Fraud Act 2006; Social Security Administration Act 1992"),
    Power.TRADING: Law(
        "Trading standards", "Illegal goods, or goods sold to a child", "Consumer Rights Act 2015, schedule 5", of_place=True
    ),
    Power.DRUGS: Law(
        "Police, from a court", "Reason to suspect controlled drugs on premises", "Misuse of Drugs Act 1971, section 23",
        of_place=True,
    ),
    Power.RECOVERY: Law(
        "Council or police, from a court", "A child in care or police protection was taken or kept away",
        "Children Act 1989, section 50",
    ),
    Power.DISPERSAL: Law(
        "Police", "To keep people from harassment or crime in a locality", f"{_ASB}, section 35", of_place=True
    ),
    Power.OTHER: Law("Say who in the conditions", "", "", of_place=True),
}  # fmt: skip


class OrdersShown(StrEnum):
    """Which orders a list shows."""

    IN_FORCE = ""
    EXPIRING = "expiring"
    BREACHED = "breached"
    OVER = "over"

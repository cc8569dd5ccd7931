"""Roles, and kinds of area and agency."""

from enum import StrEnum


class Role(StrEnum):
    """What a member does in the partnership; what each may see stands in `lantern.access.vocabulary`."""

    MISSING_COORDINATOR = "missing coordinator"
    SOCIAL_WORKER = "social worker"
    LIAISON_OFFICER = "liaison officer"
    TRIAGE_OFFICER = "triage officer"
    TEAM_MANAGER = "team manager"
    CHAT_WORKER = "chat worker"
    CHAIR = "chair"
    BUSINESS_SUPPORT = "business support"
    HEALTH_MEMBER = "health member"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    INFORMATION_GOVERNANCE = "information governance"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return self.value.capitalize()


class AgencyKind(StrEnum):
    COUNCIL = "council children and families"
    POLICE = "police"
    HEALTH = "health"
    EDUCATION = "education"
    DISTRICT_COUNCIL = "district council"
    COMMUNITY_SAFETY = "community safety partnership"
    YOUTH_OFFENDING = "youth offending"
    VOLUNTARY = "voluntary sector"
    PROBATION = "probation"
    BOARD = "safeguarding board"
    TRANSPORT_POLICE = "transport police"
    FIRE = "fire and rescue"
    OTHER = "other"


class Scope(StrEnum):
    """What an agency's system may do."""

    SEND = "send"
    READ = "read"
    EPISODES = "episodes"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        words = {"send": "Send notifications", "read": "Read what became of them"}
        return words.get(self.value, "Read every missing episode of the partnership, by numbers and without names")


API_PATH = "/api/v1/"
"""Under this address systems are answered by their credential, and nobody by a session."""
API_PAGE = "/api/"
"""Where people read how that is done."""

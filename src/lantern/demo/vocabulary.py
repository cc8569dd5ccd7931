"""What each of the demo's people is there to try."""

from lantern.organisation.vocabulary import Role

TO_TRY = {
    Role.MISSING_COORDINATOR: "Sees every child in the county. Start here.",
    Role.SOCIAL_WORKER: "Sees the children they work with, and owes contact and prevention plans.",
    Role.LIAISON_OFFICER: "Sees the children of one police district; grades reports, records returns and checks.",
    Role.TRIAGE_OFFICER: "Reads what comes in from police across the county.",
    Role.TEAM_MANAGER: "Signs off assessments of exploitation; sees a child once asked to, or working with them.",
    Role.CHAT_WORKER: "Sees a child once somebody allocates them.",
    Role.CHAIR: "Sees the children of a meeting's agenda, once there is one.",
    Role.BUSINESS_SUPPORT: "Supports the meetings; opens no child's record by default.",
    Role.HEALTH_MEMBER: "Opens a child's record only once working with the child.",
    Role.ANALYST: "Sees numbers and places, never a name.",
    Role.ADMINISTRATOR: "Invites people and gives roles; sees no children.",
    Role.INFORMATION_GOVERNANCE: "Looks after the rules of sharing; sees no children.",
}

"""Permissions, and which role has which (SHA-2). A permission opens a page; scope decides which children are on it."""

from enum import StrEnum

from lantern.organisation.vocabulary import Role


class Permission(StrEnum):
    SEE_MISSING = "see who is missing"
    SEE_NAMES = "see children by name"
    SEE_CHILDREN = "find and open children"
    REPORT_MISSING = "report a child missing"
    GRADE = "grade a report and its risk"
    RECORD_RETURN = "record a return"
    ACKNOWLEDGE = "acknowledge a child at high risk"
    KEEP_ROTA = "say who is on duty"
    SEE_PROFILES = "read what would help to find a child"
    RECORD_STEPS = "record what was done after a return"
    SEND_LETTERS = "print and post the letters that offer a missing chat"
    ANSWER_TRIGGERS = "answer a trigger"
    REQUEST_CHAT = "ask for a missing chat"
    OFFER_CHATS = "offer missing chats and record what was answered"
    READ_CHATS = "read what a child told in a missing chat"
    ALLOCATE_CHATS = "say who holds a missing chat"
    SEE_EXPLOITATION = "read what is known of exploitation"
    DRAW_MAPS = "draw the eco map"
    SEE_OBLIGATIONS = "see what is owed"
    WAIVE = "waive what is owed"
    CREATE_CHILD = "add a child"
    EDIT_CHILD = "change a child's record"
    RESTRICT = "restrict a child's record to people named"
    SEE_PERSONS = "see persons of concern"
    RECORD_PERSONS = "record persons of concern"
    SEE_NOTIFICATIONS = "see notifications received"
    DECIDE_NOTIFICATIONS = "decide who a notification is about"
    IMPORT_CHILDREN = "take in the council's list of children"
    SEE_RETURN = "see and take out the looked-after return"
    TAKE_OUT = "take lists out of Lantern"
    SEE_ORGANISATION = "see people, agencies and areas"
    MANAGE_MEMBERS = "invite and remove members"
    MANAGE_AREAS = "load boundaries and postcodes"
    EDIT_ARRANGEMENT = "change the arrangement"
    SEE_TRAIL = "search the trail and answer unusual access"
    END_CONFLICTS = "say when a conflict of interest is over"
    RAISE_CONCERN = "raise a concern about a child"
    LOOK_AT_CONCERNS = "decide what becomes of a concern"
    ASSESS = "assess exploitation"
    SIGN_OFF = "sign off an assessment of exploitation"
    SEE_MEETINGS = "see when meetings are and who sits in them"
    PLAN_MEETINGS = "plan meetings and say who sits in them"
    ASK_FOR_DISCUSSION = "ask for a child to be discussed at MACE 1"


P = Permission
_CASEWORK = {
    *(
        P.SEE_MISSING,
        P.SEE_NAMES,
        P.SEE_CHILDREN,
        P.SEE_OBLIGATIONS,
        P.SEE_ORGANISATION,
        P.REQUEST_CHAT,
        P.SEE_PROFILES,
    ),
    P.SEE_EXPLOITATION,
    P.ASK_FOR_DISCUSSION,
}
_CHATS = {P.OFFER_CHATS, P.READ_CHATS, P.DRAW_MAPS}
_DUTY = {P.ACKNOWLEDGE, P.KEEP_ROTA}
_PERSONS = {P.SEE_PERSONS, P.RECORD_PERSONS}
_POLICE = _CASEWORK | {
    P.REPORT_MISSING,
    P.GRADE,
    P.RECORD_RETURN,
    P.RECORD_STEPS,
    P.SEE_NOTIFICATIONS,
    P.DECIDE_NOTIFICATIONS,
}
_MEETING = {
    *(P.SEE_NAMES, P.SEE_CHILDREN, P.SEE_OBLIGATIONS, P.SEE_ORGANISATION, P.REQUEST_CHAT),
    P.ASK_FOR_DISCUSSION,
}

_SOCIAL_WORK = {
    *(_CASEWORK | _CHATS | _PERSONS),
    *(P.REPORT_MISSING, P.RECORD_RETURN, P.RECORD_STEPS, P.ANSWER_TRIGGERS, P.EDIT_CHILD, P.ASSESS),
}

_OWN: dict[Role, frozenset[Permission]] = {
    Role.MISSING_COORDINATOR: frozenset(
        _POLICE
        | _CHATS
        | {P.ANSWER_TRIGGERS, P.WAIVE, P.CREATE_CHILD, P.EDIT_CHILD, P.RESTRICT, P.EDIT_ARRANGEMENT}
        | {P.IMPORT_CHILDREN, P.SEE_RETURN, P.TAKE_OUT, P.SEND_LETTERS, P.ALLOCATE_CHATS}
        | {P.LOOK_AT_CONCERNS, P.ASSESS, P.SIGN_OFF, P.PLAN_MEETINGS}
        | _DUTY
        | _PERSONS
    ),
    Role.LIAISON_OFFICER: frozenset(
        _POLICE
        | _CHATS
        | _DUTY
        | _PERSONS
        | {P.ANSWER_TRIGGERS, P.WAIVE, P.CREATE_CHILD, P.TAKE_OUT, P.LOOK_AT_CONCERNS, P.ASSESS}
    ),
    Role.TRIAGE_OFFICER: frozenset(_POLICE | _PERSONS | {P.CREATE_CHILD, P.LOOK_AT_CONCERNS}),
    Role.SOCIAL_WORKER: frozenset(_SOCIAL_WORK),
    Role.TEAM_MANAGER: frozenset(_SOCIAL_WORK | {P.SIGN_OFF, P.LOOK_AT_CONCERNS}),
    Role.CHAT_WORKER: frozenset(_CASEWORK | _CHATS | {P.RECORD_STEPS}),
    Role.CHAIR: frozenset(_MEETING | {P.SEE_EXPLOITATION, P.SEE_PERSONS, P.PLAN_MEETINGS}),
    Role.BUSINESS_SUPPORT: frozenset(_MEETING | {P.PLAN_MEETINGS}),
    Role.HEALTH_MEMBER: frozenset(_MEETING | {P.SEE_EXPLOITATION}),
    Role.ANALYST: frozenset({P.SEE_MISSING, P.SEE_ORGANISATION, P.TAKE_OUT}),
    Role.ADMINISTRATOR: frozenset(
        {P.SEE_ORGANISATION, P.MANAGE_MEMBERS, P.MANAGE_AREAS, P.EDIT_ARRANGEMENT, P.PLAN_MEETINGS}
    ),
    Role.INFORMATION_GOVERNANCE: frozenset({P.SEE_ORGANISATION, P.SEE_TRAIL, P.END_CONFLICTS}),
}

_EVERYBODY = {P.RAISE_CONCERN, P.SEE_MEETINGS}
PERMISSIONS = {role: held | _EVERYBODY for role, held in _OWN.items()}
"""Whoever is a member may raise a concern about any child (EXP-1), and look up who sits in which meeting (PAR-4)."""

COVERS_ITS_AREA = frozenset({Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER, Role.ANALYST})
"""Roles that see every child of the area they are held over; the others see the children they work with."""

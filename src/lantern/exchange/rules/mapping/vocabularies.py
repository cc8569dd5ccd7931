"""What senders' words usually stand for: proposed on the mapping page, where a person sees and changes them (MIS-3).

Nothing here is applied unseen: a file that needs no mapping is read by `feed_layouts` alone.
"""

from collections.abc import Mapping

SENDERS_WORDS: Mapping[str, Mapping[str, str]] = {
    "message": {
        "report": "initial", "new": "initial", "reported": "initial", "missing": "initial", "first report": "initial",
        "start": "initial", "open": "initial", "opened": "initial", "live": "initial", "new report": "initial",
        "missing report": "initial", "created": "initial", "outstanding": "initial", "initial report": "initial",
        "amend": "update", "amended": "update", "amendment": "update", "change": "update", "changed": "update",
        "updated": "update", "further information": "update", "correction": "update", "risk change": "update",
        "return": "found", "returned": "found", "located": "found", "closed": "found", "close": "found", "end": "found",
        "cancelled": "found", "found safe": "found", "traced": "found", "complete": "found", "safe and well": "found",
        "return report": "found", "cancellation": "found",
    },
    "sex": {
        "boy": "M", "man": "M", "male (m)": "M", "1": "M", "girl": "F", "woman": "F", "2": "F", "female (f)": "F",
        "indeterminate": "U", "other": "U", "non-binary": "U", "unspecified": "U", "not stated": "U", "9": "U", "0": "U",
    },
    "looked_after": {"1": "y", "t": "y", "lac": "y", "cla": "y", "in care": "y", "0": "n", "f": "n", "none": "n"},
    "missing_from": {
        "home address": "home", "family home": "home", "own home": "home", "parental home": "home", "house": "home",
        "children's home": "placement", "childrens home": "placement", "care home": "placement", "care": "placement",
        "foster care": "placement", "foster home": "placement", "foster placement": "placement", "residential": "placement",
        "semi-independent": "placement", "supported accommodation": "placement", "education": "school",
        "college": "school", "nursery": "school", "ward": "hospital", "a&e": "hospital", "health setting": "hospital",
        "public place": "other", "street": "other", "elsewhere": "other", "friend's house": "other", "town centre": "other",
    },
    "grade": {
        "1": "immediate", "2": "priority", "3": "scheduled", "grade 1": "immediate", "grade 2": "priority",
        "grade 3": "scheduled", "i": "immediate", "p": "priority", "s": "scheduled", "urgent": "immediate",
        "prompt": "priority", "routine": "scheduled", "appointment": "scheduled", "diary": "scheduled",
        "p1 immediate": "immediate", "p2 priority": "priority", "p3 scheduled": "scheduled",
    },
    "risk": {
        "h": "high", "high risk": "high", "m": "medium", "med": "medium", "medium risk": "medium",
    },
    "found_kind": {
        "home address": "home", "own address": "home", "family home": "home", "own home": "home",
        "children's home": "placement", "care home": "placement", "foster home": "placement", "foster placement": "placement",
        "relative": "family", "relative's address": "family", "family member": "family", "address of relative": "family",
        "friend's address": "friend", "friend's house": "friend", "address of friend": "friend", "friends": "friend",
        "other known address": "known address", "associate's address": "known address",
        "public highway": "street", "road": "street", "park": "street", "open space": "street", "public space": "street",
        "shop": "public place", "shopping centre": "public place", "licensed premises": "public place",
        "railway station": "transport", "bus station": "transport", "train": "transport", "bus": "transport",
        "public transport": "transport", "police station": "service", "hospital": "service", "school": "service",
        "elsewhere": "other",
    },
    "harm": {
        "none": "n", "none known": "n", "no harm": "n", "nil": "n", "0": "n", "false": "n", "unharmed": "n",
        "disclosed": "y", "true": "y", "1": "y", "harmed": "y", "injured": "y", "possible": "suspected", "maybe": "suspected",
        "suspicion": "suspected",
    },
    "status": {
        "looked after": "LAC", "looked after child": "LAC", "cla": "LAC", "child looked after": "LAC", "in care": "LAC",
        "child protection": "CP", "cpp": "CP", "child protection plan": "CP", "child in need": "CIN", "cinp": "CIN",
        "in need": "CIN", "assessment": "CFA", "child and family assessment": "CFA", "c&f assessment": "CFA",
        "family solutions": "FS", "early help": "FS", "family support": "FS", "closed": "none", "not open": "none",
        "no": "none", "nfa": "none",
    },
}  # fmt: skip

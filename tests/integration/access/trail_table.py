"""What each address leaves on the trail when it is opened, written by hand from the spec, or why it leaves nothing (SHA-6)."""

VIEW = frozenset({"view"})
SEARCH = frozenset({"search"})

LEAVES: dict[str, frozenset[str]] = {
    "home:my_work": VIEW,
    "obligations:owed": VIEW,
    "obligations:week": VIEW,
    "obligations:hand_over": VIEW,
    "obligations:waive": VIEW,
    "obligations:owed_again": VIEW,
    "missing:now": VIEW,
    "missing:board": VIEW,
    "missing:report": VIEW,
    "missing:episodes": VIEW,
    "missing:episode": VIEW,
    "missing:grade": VIEW,
    "missing:return": VIEW,
    "missing:correct": VIEW,
    "missing:change_kind": VIEW,
    "missing:split": VIEW,
    "missing:join": VIEW,
    "missing:answer": VIEW,
    "missing:take_back_answer": VIEW,
    "missing:triggers": VIEW,
    "missing:recorded": VIEW,
    "missing:correct_step": VIEW,
    "missing:step": VIEW,
    "missing:withdraw": VIEW,
    "missing:owed_under": VIEW,
    "missing:letters": VIEW,
    "missing:letter_batch": VIEW,
    "missing:letters_pdf": frozenset({"print"}),
    "missing:letters_word": frozenset({"download"}),
    "missing:undo_posted": VIEW,
    "missing:no_letters": VIEW,
    "children:search": SEARCH,
    "children:provisional": VIEW,
    "children:unplaced": VIEW,
    "children:details": VIEW,
    "children:alias": VIEW,
    "children:reference": VIEW,
    "children:move": VIEW,
    "children:status": VIEW,
    "children:placement": VIEW,
    "children:allocate": VIEW,
    "children:end_work": VIEW,
    "casefile:overview": VIEW,
    "casefile:chronology": VIEW,
    "casefile:missing": VIEW,
    "casefile:access": VIEW,
    "exchange:inspection": VIEW,
    "exchange:file": VIEW,
    "exchange:go_on": VIEW,
    "exchange:outcomes": VIEW,
    "exchange:source": VIEW,
    "exchange:mapping": VIEW,
    "exchange:boundaries_read": VIEW,
    "exchange:boundaries_shapes": VIEW,
    "exchange:people_read": VIEW,
    "exchange:discard": VIEW,
    "exchange:incident": VIEW,
    "exchange:doubles": VIEW,
    "exchange:double": VIEW,
    "exchange:merges": VIEW,
    "exchange:unmerge": VIEW,
    "exchange:untell_apart": VIEW,
    "exchange:set_aside": VIEW,
    "governance:unusual": VIEW,
    "governance:one": VIEW,
    "governance:trail": SEARCH,
}
"""The kinds that opening the address leaves, where there is a child to be seen."""

QUERIES = {
    "children:search": "?q=Xqmidsur",
    "missing:letters": "?show=printed",
    "governance:unusual": "?state=explained",
}
FILES = frozenset({
    "exchange:boundaries_read", "exchange:boundaries_shapes", "exchange:people_read",
    "exchange:go_on", "exchange:outcomes", "exchange:source", "exchange:mapping", "exchange:discard", "governance:trail",
})  # fmt: skip
"""Those whose entry is about a file, a sender or the trail itself, and about no child."""

IN_SCENE = "the scene has nobody on it; where there is somebody it is proved by integration/exchange/"
LEADS_ON = "leads on to another page, which leaves its own"
NO_CHILD = "shows no child"
ORGANISATION = "names colleagues, agencies and areas; no child"
NOTHING: dict[str, str] = {
    "missing:areas": "counts by district",
    "obligations:calendar": "counts by day; the week names the children",
    "children:new": "an empty form; posting it searches",
    "exchange:notifications": "files and their counts",
    "exchange:queue": "references and what is asked; an incident's own page names the children who might be meant",
    "exchange:undo": LEADS_ON,
    "exchange:decisions": f"{IN_SCENE} test_queue_pages.py",
    "exchange:looked_after": f"{IN_SCENE} test_looked_after_page.py",
    "exchange:lists": "names and counts of files",
    "exchange:sources": "names of senders",
    "exchange:api_page": NO_CHILD,
    "exchange:api_document": NO_CHILD,
    "exchange:looked_after_download": LEADS_ON,
    "exchange:take_out_inspection": "an empty form; posting it takes out",
    "exchange:take_out": "an empty form with a number; posting it takes out",
    "missing:print_letters": LEADS_ON,
    "governance:export": "an empty form; posting it takes out",
    "governance:seal": NO_CHILD,
    "governance:home": NO_CHILD,
}
"""Addresses that leave nothing when they are opened, and why."""

ROOMS = (
    "access:",
    "organisation:",
    "exchange:boundaries",
    "exchange:postcodes",
    "exchange:people",
    "home:setting_up",
)
"""How the names of addresses begin that are about colleagues, agencies and areas alone."""

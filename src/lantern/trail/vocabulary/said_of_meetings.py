"""How the trail’s entries about meetings, their seats and dates read (SHA-6)."""

LOOKS = {
    "meetings/series": "Looked at a series of meetings",
    "meetings/year": "Opened the page that plans a year of meetings",
    "meetings/new_seat": "Opened the form for a seat",
    "meetings/meeting": "Looked at who comes to a meeting",
    "meetings/move": "Opened the form that moves a meeting",
    "meetings/cancel": "Opened the form that cancels a meeting",
    "meetings/apologies": "Opened the form for apologies",
}

CHANGES: dict[str, str] = {
    "meetings.series_opened": "Began a series of meetings",
    "meetings.seat_filled": "Named who holds a seat",
    "meetings.seat_added": "Added a seat",
    "meetings.seat_ended": "Ended a seat",
    "meetings.apologies_sent": "Sent apologies",
    "meetings.apologies_withdrawn": "Took apologies back",
    "meetings.attendance_said": "Said who is there",
    "meetings.statement_accepted": "Accepted the information sharing statement",
    "meetings.planned": "Planned a meeting",
    "meetings.moved": "Moved a meeting",
    "meetings.dates_mailed": "Mailed the dates to those with a seat",
    "meetings.cancelled": "Cancelled a meeting",
    "meetings.agenda_sent": "Sent the agenda of a meeting",
    "meetings.begun": "Began a meeting",
    "meetings.ended": "Ended a meeting",
    "meetings.minutes_issued": "Issued the minutes of a meeting",
}

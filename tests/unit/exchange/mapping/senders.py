# ruff: noqa: E501 - a sender's headings stand better together
"""Headings as made-up senders write them, by the field they are meant for, and cells that stand under them.

Written apart from the synonyms of `rules/mapping/fields.py`: the guess is measured against these.
"name" is a whole name, "… clock" a time of day, "nobody's" a column that Lantern has no field for.
"""

NOTIFICATION_HEADINGS: list[dict[str, str]] = [
    {
        "reference": "Misper Ref", "message": "Type of notification", "surname": "Misper Surname", "forename": "Misper Forename",
        "born": "Misper DOB", "sex": "Misper Gender", "address": "Misper Home Address", "postcode": "Misper Home Postcode",
        "last_seen": "Last Seen Date/Time", "reported": "Reported Date/Time", "risk": "Risk Grading", "found": "Located Date/Time",
        "circumstances": "Circs", "nobody's": "Officer in case",
    },
    {
        "reference": "IncidentNumber", "surname": "LastName", "forename": "FirstName", "born": "BirthDate", "sex": "Sex",
        "postcode": "PostCode", "last_seen": "LastSeen", "reported": "DateReported", "grade": "ResponseGrade",
        "risk": "RiskLevel", "circumstances": "IncidentDetails", "found": "DateReturned", "found_where": "WhereFound",
        "nobody's": "CreatedBy",
    },
    {
        "reference": "occurrence_no", "name": "nominal_name", "born": "nominal_dob", "sex": "nominal_sex",
        "ethnicity": "nominal_ethnicity", "address": "home_addr", "postcode": "home_pcode", "looked_after": "lac_yn",
        "missing_from": "missing_from_type", "last_seen": "dt_last_seen", "reported": "dt_reported", "risk": "current_risk_level",
        "found": "dt_found", "found_where": "loc_found", "harm": "harm_yn", "nobody's": "phone_number",
    },
    {
        "reference": "CAD No.", "message": "Record Type", "surname": "Family Name", "forename": "Given Name(s)",
        "born": "D.o.B", "last_seen": "Date Last Seen", "last_seen clock": "Time Last Seen", "reported": "Date Reported",
        "reported clock": "Time Reported", "found": "Date Returned", "found clock": "Time Returned", "risk": "Risk Assesment",
        "circumstances": "Summary of circumstances", "nobody's": "Vehicle registration",
    },
    {
        "reference": "Unique ref number", "surname": "Subject surname", "forename": "Subject first name", "born": "Date of Brith",
        "address": "Address of residence", "postcode": "Post Code", "missing_from": "Place missing from",
        "last_seen": "Missing since", "reported": "Time of report", "grade": "Grade of response", "risk": "Assessed risk level",
        "found": "Time of return", "harm": "Was harm disclosed?", "looked_after": "Child looked after?", "district": "Local authority",
        "nobody's": "Number of previous episodes",
    },
    {
        "reference": "Report ID", "message": "Notification type", "name": "Full name of child", "born": "DOB (dd/mm/yyyy)",
        "sex": "M/F", "ethnicity": "Ethnic origin", "address": "Current address", "last_seen": "Last seen (date and time)",
        "reported": "Reported missing (date and time)", "found": "Found (date and time)", "circumstances": "Free text",
        "risk": "RISK", "nobody's": "School",
    },
]  # fmt: skip

CHILD_HEADINGS: list[dict[str, str]] = [
    {"reference": "Mosaic Person ID", "forename": "First Names", "surname": "Last Name", "born": "Date Of Birth", "sex": "Gender",
     "postcode": "Home Postcode", "address": "Home Address", "pupil_number": "UPN", "status": "Legal Status"},
    {"reference": "PersonID", "name": "PersonName", "born": "DoB", "sex": "PersonGender", "postcode": "PostalCode",
     "pupil_number": "UniquePupilNo", "status": "CaseStatus", "nobody's": "AllocatedTeam"},
    {"reference": "LCS id", "surname": "child_surname", "forename": "child_forename", "born": "child_dob", "address": "primary_address",
     "postcode": "primary_pcode", "status": "plan_type", "pupil_number": "pupil_no"},
    {"reference": "Client Ref", "forename": "Forename 1", "surname": "Surname", "born": "Birth Date", "sex": "Sex at birth",
     "address": "Full Address", "status": "Service", "nobody's": "Date of last visit"},
]  # fmt: skip

_DATES = ["13/04/2026", "02/05/2026", "30/05/2026", "01/06/2026", "17/06/2026"]
_TIMES = ["21:50", "08:10", "00:15", "16:30", "23:59"]
_MOMENTS = [f"{day} {clock}" for day, clock in zip(_DATES, _TIMES, strict=True)]
_PEOPLE = {
    "surname": ["Example", "Nowhere", "O'Pretend", "Madeup", "Sample-Invented"],
    "forename": ["Rowan", "Ash", "Thi Mai", "Kim", "Zoë"],
    "name": ["EXAMPLE, Rowan", "NOWHERE, Ash", "O'PRETEND, Thi Mai", "MADEUP, Kim", "SAMPLE, Zoë"],
    "born": ["04/03/2012", "17/11/2010", "29/02/2012", "01/01/2014", "30/06/2009"],
    "sex": ["F", "M", "F", "F", "M"],
    "address": ["1 Nowhere Lane", "22b Fictional Road", "3 Example Close", "Flat 4, Made Up House", "5 Sample Way"],
    "postcode": ["ZZ1 1AA", "ZZ22BB", "ZZ3 3CC", "ZZ4 4DD", "ZZ5 5EE"],
}
NOTIFICATION_CELLS: dict[str, list[str]] = _PEOPLE | {
    "reference": ["FX/1001", "FX/1002", "FX/1003", "FX/1004", "FX/1005"],
    "message": ["Report", "Return", "Report", "Amend", "Return"],
    "ethnicity": ["W1", "A1", "M9", "W9", "B1"],
    "looked_after": ["Y", "N", "N", "Y", "N"],
    "missing_from": ["Home", "Care Home", "School", "Home", "Foster care"],
    "last_seen": _MOMENTS, "reported": _MOMENTS, "found": [_MOMENTS[0], "", "", _MOMENTS[3], ""],
    "last_seen clock": _TIMES, "reported clock": _TIMES, "found clock": [_TIMES[0], "", "", _TIMES[3], ""],
    "grade": ["1", "2", "3", "1", "2"],
    "risk": ["High", "Medium", "Standard", "Medium", "High"],
    "circumstances": ["Left the house after an argument about a phone with an adult."] * 5,
    "found_where": ["Fictional Station", "", "", "Example Park", ""],
    "harm": ["N", "", "", "Y", ""],
    "district": ["Fictional", "Nowhere", "Fictional", "Fictional", "Nowhere"],
    "nobody's": ["Team 1", "Team 2", "Team 1", "Team 3", "Team 1"],
}  # fmt: skip
CHILD_CELLS: dict[str, list[str]] = _PEOPLE | {
    "reference": ["700123", "700124", "700125", "700126", "700127"],
    "pupil_number": ["A823456789012", "B823456789012", "C823456789012", "D823456789012", "E82345678901F"],
    "status": ["Looked after child", "Child in need", "Child protection plan", "Closed", "Early help"],
    "nobody's": ["Team 1", "Team 2", "Team 1", "Team 3", "Team 1"],
}

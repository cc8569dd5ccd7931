"""How the trail’s entries about MACE 1 read (SHA-6)."""

LOOKS = {
    "mace1/agenda": "Seen on the agenda of a meeting",
    "mace1/returns": "Seen where agencies say what they hold",
    "mace1/item_now": "Followed the child’s discussion in a meeting",
    "mace1/minutes": "Seen in the minutes of a meeting",
    "mace1/amend": "Opened the form that amends the minutes",
    "mace1/dissent": "Opened the form for a dissent",
    "mace1/take_out": "Opened the form that takes papers out",
    "mace1/item": "Looked at the child’s discussion in a meeting",
    "mace1/finish_action": "Opened the form that says an action is done",
    "mace1/tell_action": "Opened the form that tells how an action goes",
    "mace1/drop_action": "Opened the form that drops an action",
    "mace1/actions": "Seen in the list of actions",
}

CHANGES = {
    "mace1.opened": "Opened the child to MACE 1",
    "mace1.put_on_agenda": "Put the child on the agenda of a meeting",
    "mace1.discussion_written": "Wrote of the child in a meeting",
    "mace1.discussion_written_beside": "Wrote of the child in a meeting beside somebody else",
    "mace1.return_written": "Wrote what an agency holds",
    "mace1.return_written_beside": "Wrote what an agency holds beside somebody else",
    "mace1.nothing_held": "Checked, and holds nothing",
    "mace1.nothing_held_taken_back": "Took back that nothing is held",
    "mace1.amended": "Amended the minutes of a meeting",
    "mace1.dissented": "Recorded a dissent",
    "mace1.paper_taken_out": "Took papers of a meeting out",
    "mace1.decided": "Recorded what a meeting decided of the child",
    "mace1.closed": "Closed the child to MACE 1",
    "mace1.action_agreed": "Recorded an action that a meeting agreed",
    "mace1.action_issued": "Issued an action",
    "mace1.action_dropped": "Dropped an action",
    "mace1.progress_told": "Told how an action goes",
    "mace1.action_done": "Recorded that an action is done",
}

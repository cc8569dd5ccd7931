"""The two letters by which a missing chat is offered, as a partnership words them (MIS-8), and what speaks against a text.

A text is paragraphs with an empty line between them; a line that begins with "# " is the title, "## " a heading, "- " an
item of a list. Words in braces are filled in.
"""

import re

FILLED = ("name", "day", "phone", "mailbox", "team")
NEEDED = ("name", "phone", "mailbox")
LONGEST = 4_000  # characters
BRACED = re.compile(r"\{([^{}]*)\}")

CHILD_TEXT = """\
# Would you like to talk to somebody?

Dear {name},

You were away, and you came back on {day}. We are glad that you are back.

You are not in trouble. We want to ask if you would like a missing chat.

## What is a missing chat?

- You talk with one person. That person listens to you.
- You can say where you want to meet, and when.
- You can tell us who you would like to talk to.
- You can say a lot or a little. You can stop when you want.

A chat can help you to stay safe. It can help if things are hard at home, at school or with other people.

It is your choice. You can say yes or no. You can change your mind.

## Who will know what I say?

We will keep it between us if we can. If you or somebody else may get hurt, we have to tell a person who can help. We will \
tell you first.

## How do I say yes?

- Ring or text {phone}.
- Write to {mailbox}.
- Or ask somebody you trust to ring for you.

Are you in danger now? Ring 999. You can also ring Childline on 0800 1111. It is free, day and night.

{team}
"""

PARENT_TEXT = """\
# A chat for {name} after being away

Dear parent or carer,

{name} was reported missing and came back on {day}. We hope that you are both well.

We would like to offer {name} a missing chat. This is a talk with a person who is trained to listen. {name} can say what \
happened, and what would help.

## What you should know

- It is free, and it is {name}’s choice.
- It is not about blame. It helps us to keep {name} safe.
- {name} can choose the place, the time and the person.
- We keep what is said private. If somebody may get hurt, we have to tell a person who can help.
- We can also help you. Tell us what would make things easier at home.

## How to say yes, or ask us something

- Ring {phone}.
- Write to {mailbox}.
- Please tell us if you need another language, large print or somebody to read this to you.

If you do not want a chat now, you can ask for one later. If {name} goes missing again, ring 101. If {name} is in danger, ring \
999. The charity Missing People is there day and night on 116 000.

{team}
"""


def against_text(text: str) -> str:
    """What is wrong with the text of a letter, in words, or ""."""
    found = BRACED.findall(text)
    if unknown := sorted({word for word in found if word not in FILLED}):
        return f"{{{unknown[0]}}} is not filled in. These are: {_listed(FILLED)}"
    if text.count("{") != len(found) or text.count("}") != len(found):
        return "A brace has no partner"
    if missing := [word for word in NEEDED if word not in found]:
        return f"The letter has to say {_listed(missing)}"
    titles = sum(line.strip().startswith("# ") for line in text.splitlines())  # as the letter is read
    return "" if titles == 1 else "One line, and one alone, begins with “# ”: the title"


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"{{{word}}}" for word in words)

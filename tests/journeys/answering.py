"""How somebody answers the questions of a check or a contact, in the words of the form."""

from tests.journeys.person import Person


def answers(person: Person, *, harm: str = "None known", significant: str = "No", again: str = "Unlikely") -> Person:
    """Everything that a check or a contact asks, by keyboard."""
    person.types("Who spoke with the child", "Sam Sample, on duty").chooses("In person", of="How?")
    person.chooses("Yes, alone", of="Was the child seen?").chooses("Safe and well", of="Is the child safe and well?")
    person.types("Where were they", "At the seafront.").types("With whom", "A friend from school.")
    person.chooses(harm, of="Did the child come to harm?").chooses("No", of="Is there a risk of harm?")
    person.chooses(significant, of="Is the harm, or the risk of it, significant?")
    return person.chooses(again, of="How likely is the child to go missing again?")


def plans(person: Person) -> Person:
    """Everything that a prevention plan asks."""
    person.types("What pushes the child away", "Arguments about the phone.").types(
        "What pulls the child", "Friends in town."
    )
    person.types("Who would the child call", "Their aunt").types_in("Agreement 1", "What", "A message every two hours")
    return person.types("With whom", "The parent").types("By when", "From today")

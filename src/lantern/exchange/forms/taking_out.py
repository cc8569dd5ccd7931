"""What a list is needed for, before it leaves (SHA-6)."""

from lantern.design.forms import Form, PurposeField


class PurposeForm(Form):
    """The purpose stands on the trail and above the table."""

    purpose = PurposeField()

"""What is done in the network: naming things, recording persons of concern, their ties and orders."""

from lantern.network.actions.naming import confirm_mention, withdraw_mention

__all__ = ["confirm_mention", "withdraw_mention"]

"""What a seal says, and what its check finds: pure, so that it can be done again by anyone with the bytes."""

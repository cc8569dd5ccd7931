"""The child: identities, addresses, status, workers and placements; who a message is about."""

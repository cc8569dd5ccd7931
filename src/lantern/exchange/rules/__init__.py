"""What the room of files decides without a database: formats, checks, and what goes into a return."""

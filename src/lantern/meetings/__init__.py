"""Series of meetings, who sits in them, their dates, who comes, and the statement that everybody accepts first."""

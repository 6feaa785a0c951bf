"""From what a row says to where it is, or to a question."""

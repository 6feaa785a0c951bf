"""What may be told of an action, and to whom."""

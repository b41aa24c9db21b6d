"""What composes, sends and receives mail."""

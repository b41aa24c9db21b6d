"""What the words mean. Nothing here reads a file, a clock, a network or a database."""

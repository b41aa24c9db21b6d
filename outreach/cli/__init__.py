"""The counter at the command line: ask, open a door, call, show."""

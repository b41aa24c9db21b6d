"""The few jobs that need more than one workshop."""

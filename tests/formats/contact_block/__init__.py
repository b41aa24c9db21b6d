"""The contact block, read and written."""

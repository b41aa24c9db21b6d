"""The press office in a box: a directory, advisories, mailings that are accounted for one by one, vCards."""

__version__ = "0.1.0"

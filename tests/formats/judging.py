"""Other people's readers, which judge what we write."""

import os
import shutil

import pytest


def wanted(*programs: str) -> None:
    """Skips where a judge is not there; never on CI, which must hear all of them."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"{' and '.join(missing)} not installed")
    assert not missing, f"CI has no {' and no '.join(missing)}"

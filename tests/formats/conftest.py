"""A judge is installed once for all formats."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.formats.judging import wanted

JUDGES = Path(__file__).parent / "vcard" / "judges"


@pytest.fixture(scope="session")
def ical_js(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ical.js in it."""
    wanted("node", "npm")
    folder = tmp_path_factory.mktemp("ical.js")
    for file in JUDGES.iterdir():
        shutil.copy(file, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder

"""What the README says is true: its commands run as written, and it names every setting and exit code."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from outreach import settings
from outreach.cli.main import EXIT_CODES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_commands_of_the_readme_run_as_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    binaries = tmp_path / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "activate").write_text(f'export PATH="{Path(sys.executable).parent}:$PATH"\n')
    commands = [line[2:] for line in re.findall(r"^\$ .*$", README, flags=re.MULTILINE)]

    demo = subprocess.run(
        [sys.executable, "-m", "outreach", "demo"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    ran = subprocess.run(
        ["bash", "-e"], input="\n".join(commands), cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert demo.returncode == 0, demo.stderr
    assert len(commands) > 30
    assert ran.returncode == 0, ran.stderr
    assert "39 accepted" in ran.stderr


def test_the_readme_names_every_setting() -> None:
    named = set(re.findall(r"`(OUTREACH_\w+)`", README)) | {"OUTREACH_DKIM_SELECTOR", "OUTREACH_DKIM_DOMAIN"}

    assert {setting.variable for setting in settings.found({}, folder=ROOT)} == named


def test_the_readme_names_every_exit_code() -> None:
    codes = {int(code) for code in re.findall(r"(?:^|· )(\d+) ", README.partition("## Exit codes")[2], re.MULTILINE)}

    assert codes == {0, 1, 130, *EXIT_CODES.values()}

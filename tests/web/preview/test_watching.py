"""Files that are watched."""

from pathlib import Path
from time import monotonic

from outreach.web.preview.watching import Watch, files_below


def test_a_change_of_any_of_the_files_is_seen(tmp_path: Path) -> None:
    main, template, missing = tmp_path / "a.md", tmp_path / "mail.html", tmp_path / "factsheet.pdf"
    main.write_text("one")
    template.write_text("one")

    with Watch(main, lambda: [template, missing]) as watch:
        known = 0
        for file in (main, template, missing):
            file.write_text("something else")
            seen = watch.wait(known, timeout=5)
            assert seen > known, file
            known = seen


def test_a_save_by_renaming_is_one_change(tmp_path: Path) -> None:
    main, beside = tmp_path / "a.md", tmp_path / ".a.md.swp"
    main.write_text("one")

    with Watch(main, list) as watch:
        beside.write_text("two")
        beside.replace(main)

        assert watch.wait(0, timeout=5) == 1
        assert watch.wait(1, timeout=0.3) == 1


def test_a_file_that_is_away_for_a_moment_is_being_saved(tmp_path: Path) -> None:
    main = tmp_path / "a.md"
    main.write_text("one")

    with Watch(main, list) as watch:
        main.unlink()
        assert watch.wait(0, timeout=0.2) == 0
        main.write_text("two")
        assert watch.wait(0, timeout=5) == 1


def test_a_file_that_stays_away_is_a_change(tmp_path: Path) -> None:
    main = tmp_path / "a.md"
    main.write_text("one")

    with Watch(main, list) as watch:
        main.write_text("")
        assert watch.wait(0, timeout=5) == 1


def test_who_waits_is_let_go_when_the_watch_ends(tmp_path: Path) -> None:
    with Watch(tmp_path / "a.md", list) as watch:
        pass
    began = monotonic()

    watch.wait(0, timeout=20)

    assert monotonic() - began < 5
    assert watch.is_over


def test_files_are_found_in_folders_of_folders(tmp_path: Path) -> None:
    (tmp_path / "mail" / "fr").mkdir(parents=True)
    for name in ("one.html", "mail/two.html", "mail/fr/three.html"):
        (tmp_path / name).touch()

    assert {file.name for file in files_below(tmp_path)} == {"one.html", "two.html", "three.html"}
    assert list(files_below(tmp_path / "nowhere")) == []

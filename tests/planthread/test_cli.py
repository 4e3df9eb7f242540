"""The command line: what is printed where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planthread import Settings, run
from planthread.cli import COMMANDS, main, parser


@pytest.fixture(scope="module")
def written(both_versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run([both_versions], tmp_path_factory.mktemp("written"), Settings(workers=1, cache=False)).folder


@pytest.fixture
def dataset(written: Path, tmp_path: Path) -> Path:
    """A dataset of two versions, to look at or to damage."""
    return Path(shutil.copytree(written, tmp_path / "out"))


def _refused(argv: list[str]) -> int:
    """The exit code where argparse itself says what is wrong."""
    with pytest.raises(SystemExit) as caught:
        main(argv)
    return int(str(caught.value.code))


def test_run_ends_with_a_summary_of_every_paper(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "empty.txt").touch()
    assert main(["run", str(papers), "--out", str(tmp_path / "out"), "--workers", "1"]) == 1
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0].split() == ["file", "role", "version", "actions", "changes", "findings", "status"]
    shown = {line.split()[0]: line.split() for line in lines[2:5]}
    assert shown["june.txt"][1:4] == ["plan", "2024-06-24", "4"]
    assert shown["empty.txt"][-1] == "failed"
    assert any(line.strip().startswith("empty.txt: ") for line in lines)
    assert f"Dataset: {tmp_path / 'out'}" in said.out
    assert said.err == ""


def test_run_as_json_is_json_and_quiet_is_quiet(
    dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(papers), "--out", str(dataset), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["versions"] == 2
    assert main(["run", str(papers), "--out", str(dataset), "--quiet"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["run", "none"], 2, "no file or folder none"),
        (["run", "empty-folder"], 3, "no papers in empty-folder"),
        (["run", "papers", "--out", "papers"], 2, "--out"),
        (["run", "papers", "--config", "none.toml"], 2, "none.toml"),
        (["extract", "papers/empty.txt"], 3, "empty"),
        (["reconcile", "papers/june.txt"], 2, "--tracked"),
        (["reconcile", "papers/june.txt", "none.txt"], 2, "none.txt"),
        (["reconcile", "papers/june.txt", "papers/empty.txt"], 3, "empty.txt could not be read"),
        (["explain", "ST1", "--data", "empty-folder"], 2, "holds no dataset"),
        (["check", "empty-folder"], 2, "holds no dataset"),
    ],
)
def test_what_went_wrong_is_one_line_with_its_exit_code(
    papers: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    argv: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (papers / "empty.txt").touch()
    (tmp_path / "empty-folder").mkdir()
    assert main(argv) == code
    err = capsys.readouterr().err
    assert err.startswith("planthread: ")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "argv",
    [
        ["fly"],
        ["run", "--wokers", "2"],
        ["run", "--workers", "0"],
        ["run", "--as-of", "yesterday"],
        ["timescale", "x", "--period", "2024-04-01"],
        ["timescale", "x", "--period", "2025-04-01/2024-03-31"],
        ["extract"],
    ],
    ids=" ".join,
)
def test_an_option_that_cannot_be_meant_is_wrong_use(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert _refused(argv) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "commands" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _refused([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert f"example:\n  planthread {command}" in text
    assert "--quiet" in text
    assert "--json" in text


def test_extract_shows_the_actions(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(papers / "june.txt")]) == 0
    out = capsys.readouterr().out
    assert "june.txt: plan, read" in out
    assert all(ref in out for ref in ("ST1", "ST2", "ST3", "ST4", "2024-07-31"))


def test_extract_as_csv_has_one_row_an_action_in_reading_order(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import csv

    assert main(["extract", str(papers), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["file"], row["ref"]) for row in rows][:5] == [
        *(("june.txt", f"ST{number}") for number in (1, 2, 3, 4)),
        ("september.txt", "ST1"),
    ]
    assert rows[0]["due_by"] == "2024-07-31"
    assert rows[0]["owners"] == "Head of Streets"


def test_extract_as_json_is_every_paper_whole(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(papers), "--json"]) == 0
    june, september = json.loads(capsys.readouterr().out)
    assert june["versions"][0]["as_at"] == "2024-06-24"
    assert len(september["versions"][0]["actions"]) == 3


def test_extract_does_the_others_where_one_cannot_be_read(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (papers / "empty.txt").touch()
    assert main(["extract", str(papers)]) == 1
    said = capsys.readouterr()
    assert "empty.txt" in said.err
    assert "ST4" in said.out


def test_reconcile_shows_the_changes(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reconcile", str(papers / "june.txt"), str(papers / "september.txt")]) == 0
    out = capsys.readouterr().out
    assert "slipped" in out
    assert "vanished" in out


def test_reconcile_says_where_each_change_stands_and_cuts_nothing(
    papers: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    assert main(["reconcile", str(papers / "june.txt"), str(papers / "september.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 70
    assert not any("…" in line for line in lines)
    assert lines[0].split() == ["old", "new", "change", "explanation", "where"]
    where = " ".join(line[lines[0].index("where") :].strip() for line in lines[2:6]).strip()
    assert where == "table 1, row 2 → table 1, row 2"
    assert lines[-1].startswith("2 changes, 3 links, ")


def test_reconcile_has_no_column_of_places_where_there_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from planthread import cli_reconcile

    monkeypatch.setattr(cli_reconcile, "_where", lambda action: "")
    for name, text in (("old", "Mend the pier"), ("new", "Mend the pier and the quay")):
        (tmp_path / f"{name}.csv").write_text(f"ref,text\nH1,{text}\n", encoding="utf-8")
    assert main(["reconcile", str(tmp_path / "old.csv"), str(tmp_path / "new.csv")]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].split() == ["old", "new", "change", "explanation"]
    assert out[-1].startswith("1 change, 1 link, ")


def test_reconcile_goes_in_the_order_given(papers: Path, tmp_path: Path) -> None:
    argv = ["reconcile", str(papers / "september.txt"), str(papers / "june.txt"), "--out", str(tmp_path / "out")]
    assert main(argv) == 0
    from publish.dataset import open_dataset

    dataset = open_dataset(tmp_path / "out")
    assert {(v["as_at"], v["sequence"]) for v in dataset.rows("versions")} == {("2024-09-16", 1), ("2024-06-24", 2)}
    assert ("brought_forward", ("ST1",)) in {(c["kind"], c["old_refs"]) for c in dataset.rows("changes")}


def test_timescale_reads_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["timescale", "--json", "--as-at", "2024-06-24", "--period", "2024-04-01/2025-03-31", "July", "flumadiddle"]
    assert main(argv) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["printed"], first["milestones"][0]["due_by"]) == ("July", "2024-07-31")
    assert set(first["milestones"][0]) >= {"kind", "start", "due", "due_by", "rrule", "label", "note"}
    assert [milestone["kind"] for milestone in second["milestones"]] == ["none"]


def test_timescale_reads_standard_input_and_skips_empty_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("July 2024\r\n\n  \nOngoing – café\n".encode())))
    assert main(["timescale", "--json"]) == 0
    assert [json.loads(line)["printed"] for line in capsys.readouterr().out.splitlines()] == [
        "July 2024",
        "Ongoing – café",
    ]


def test_explain_tells_every_version_with_its_place(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "st1", "--data", str(dataset)]) == 0
    out = capsys.readouterr().out
    assert out.index("2024-06-24  june.txt") < out.index("2024-09-16  september.txt")
    assert "▸ slipped" in out
    assert "line " in out


def test_explain_as_json_has_versions_and_changes(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "ST1", "--data", str(dataset), "--json"]) == 0
    (thread,) = json.loads(capsys.readouterr().out)
    assert [version["file"] for version in thread["versions"]] == ["june.txt", "september.txt"]
    assert [change["days"] for change in thread["changes"]] == [92]
    assert thread["changes"][0]["evidence"]


def test_explain_names_refs_near_one_that_is_not_there(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "ST9", "--data", str(dataset)]) == 3
    assert "Near it: ST" in capsys.readouterr().err


def test_check_says_that_all_is_well_or_what_is_not(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(dataset)]) == 0
    (dataset / "csv" / "links.csv").unlink()
    assert main(["check", str(dataset)]) == 3
    assert "links.csv: the file is missing" in capsys.readouterr().out


def test_an_unexpected_error_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("planthread.cli_check.execute", lambda args: {}["no such key"])
    assert main(["check", "."]) == 3
    assert "please report it" in capsys.readouterr().err


def _command(*argv: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "planthread", *argv]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen(command, **streams)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes do not break like that there")
def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    process = _command("timescale", *["Ongoing, and reviewed by the board every quarter"] * 3000)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_output_that_cannot_be_written_is_said() -> None:
    with Path("/dev/full").open("wb") as full, _command("timescale", "March 2026", stdout=full) as process:
        assert process.stderr
        assert b"the system refused: No space left on device; free some space" in process.stderr.read()
        assert process.wait() == 3


@pytest.mark.skipif(sys.platform == "win32", reason="another signal there")
def test_stopping_a_command_is_one_line() -> None:
    listening = "signal.signal(signal.SIGINT, signal.default_int_handler)"  # what is started in the background is deaf
    code = f"import signal, sys; {listening}; from planthread.cli import main; sys.exit(main(['timescale']))"
    command, pipe = [sys.executable, "-P", "-c", code], subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"July 2024\n")
    process.stdin.flush()
    process.stdout.readline()  # it is at work and waits for more
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=600)
    assert (process.returncode, err) == (130, b"planthread: stopped\n")


def test_output_is_utf8_wherever_it_goes() -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    out, _ = _command("timescale", "–", env=env).communicate()
    assert "–" in out.decode("utf-8")


def test_the_command_line_answers_before_anything_heavy_is_imported() -> None:
    code = "import sys; from planthread.cli import parser; parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert {"pydantic", "pandas", "numpy", "pyarrow", "lxml", "pdfplumber"} & set(done.stdout.split()) == set()


def test_the_parser_lists_every_command() -> None:
    assert all(command in parser().format_help() for command in COMMANDS)

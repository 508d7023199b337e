"""Series that go on by themselves: the same edition however often a run starts, and files to start it."""

import configparser
import datetime
import os
import re
import shlex
import subprocess
from collections import Counter

import pytest
import yaml
from mail_servers import faulty_server

from briefgen.app.run import last_complete
from briefgen.errors import DeliveryError
from briefgen.profile.load import load_profile
from briefgen.profile.tables import SeriesOptions
from briefgen.series import starter

ARTICLE = (
    "Dockers at Port Alda stayed away from work for a third day on Monday, the harbour office said.\n\n"
    "The union asks for a wage rise of nine percent, a speaker said on Monday in Port Alda.\n"
)
DELIVERY = """
[delivery]
sender = "Desk <desk@example.org>"
sign_off = {sign_off}

[delivery.smtp]
host = "127.0.0.1"
port = {port}
security = "none"
attempts = 1

[[delivery.lists]]
name = "readers"
file = "readers.csv"
"""
DAY = datetime.date.fromisoformat


# Which edition -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "today", "end"),
    [
        ("week", "2026-03-09", "2026-03-08"),
        ("week", "2026-03-15", "2026-03-08"),
        ("week", "2026-03-16", "2026-03-15"),
        ("day", "2026-03-01", "2026-02-28"),
        ("month", "2026-03-01", "2026-02-28"),
        ("month", "2026-03-31", "2026-02-28"),
    ],
)
def test_the_last_complete_period_is_the_same_until_the_next_one_ends(period, today, end):
    assert last_complete(SeriesOptions(period=period), DAY(today)) == end


# A series' folder --------------------------------------------------------------------------------


@pytest.fixture
def series(tmp_path, run):
    """A series' folder as init makes it, with one article."""
    folder = tmp_path / "port-alda"
    assert run("init", folder).returncode == 0
    (folder / "inbox" / "a.txt").write_text(ARTICLE)
    profile = folder / "briefgen.toml"
    text = profile.read_text().replace('["analyst", "executive"]', '["executive"]')
    profile.write_text(text)
    return folder


def sends(folder, port, *, sign_off="false", reviewer=""):
    profile = folder / "briefgen.toml"
    begun = profile.read_text().partition("\n[delivery]")[0]
    head = f'reviewer = "{reviewer}"\n' if reviewer else ""
    profile.write_text(head + begun + DELIVERY.format(port=port, sign_off=sign_off))
    (folder / "readers.csv").write_text("address\na@example.org\nb@example.org\n")


def run_it(run, folder):
    return run("run", folder, "--as-of", "2026-03-08")


def test_a_new_series_works_without_a_question(series, run):
    profile = load_profile(series / "briefgen.toml")
    assert profile.title == "Port alda"
    done = run_it(run, series)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No. 1, cut-off 2026-03-08, 1 article: built\n"
    assert (series / "output" / "2026-03-08-port-alda-no-1" / "executive.pdf").is_file()


def test_every_key_of_the_commented_profile_works(series, tmp_path):
    text = (series / "briefgen.toml").read_text()
    (tmp_path / "all.toml").write_text(re.sub(r"(?m)^# (?=\[|\w+ = )", "", text))
    profile = load_profile(tmp_path / "all.toml")
    assert profile.delivery.lists
    assert profile.themes
    assert profile.questions
    assert profile.sources


def test_init_leaves_what_is_there_alone(series, run):
    (series / "readers.csv").write_text("address\na@example.org\n")
    before = {p: p.read_bytes() for p in series.rglob("*") if p.is_file()}
    done = run("init", series)
    assert "has all of it" in done.stderr
    assert {p: p.read_bytes() for p in series.rglob("*") if p.is_file()} == before


def test_init_where_a_file_stands_says_so(tmp_path):
    (tmp_path / "alda").write_text("I was here first.")
    with pytest.raises(DeliveryError, match="another folder"):
        starter.write_missing(tmp_path / "alda", {"briefgen.toml": ""})


# Runs --------------------------------------------------------------------------------------------


def test_a_run_sends_once_however_often_it_starts(series, run):
    with faulty_server() as server:
        sends(series, server.port)
        lines = [run_it(run, series).stdout for _ in range(3)]
        (series / "inbox" / "late.txt").write_text(
            "Grain ships wait off Port Alda, the harbour office said.\n"
        )
        lines.append(run_it(run, series).stdout)
    assert set(lines) == {"No. 1, cut-off 2026-03-08, 1 article: sent, 2 sent\n"}
    assert sorted(recipient for recipient, _ in server.received) == [
        "a@example.org",
        "b@example.org",
    ]


def test_a_run_waits_for_the_sign_off_and_then_sends(series, run):
    with faulty_server() as server:
        sends(series, server.port, sign_off="true")
        waiting = run_it(run, series)
        assert waiting.returncode == 0
        assert waiting.stdout.endswith(": waits for sign-off\n")
        assert server.received == []
        sends(series, server.port, sign_off="true", reviewer="A. Petrova")
        assert run_it(run, series).stdout.endswith(": sent, 2 sent\n")
    assert len(server.received) == 2


def test_a_run_that_reached_nobody_is_gone_on_with_by_the_next(series, run):
    with faulty_server("connect", "disconnect") as server:
        sends(series, server.port)
        first, second = run_it(run, series), run_it(run, series)
    assert first.returncode == 10
    assert first.stdout == "failed: UndeliveredError\n"
    assert "2 pending" in first.stderr
    assert second.stdout.endswith(": sent, 2 sent\n")


def test_what_is_uncertain_fails_every_run_until_it_is_decided(series, run):
    with faulty_server("end", "disconnect", accepts=True) as server:
        sends(series, server.port)
        assert [run_it(run, series).returncode for _ in range(2)] == [10, 10]
        run("outbox", "-p", series / "briefgen.toml", "--sending", "1", "--arrived", "uncertain")
        assert run_it(run, series).returncode == 0
    assert len(server.received) == 2


def test_two_runs_at_once_send_once(series, launch):
    with faulty_server() as server:
        sends(series, server.port)
        both = [launch("run", series, "--as-of", "2026-03-08") for _ in range(2)]
        ends = [process.wait(timeout=300) for process in both]
    assert 0 in ends
    assert set(ends) <= {0, 8}  # the second waits, or says that another is at work
    assert set(Counter(recipient for recipient, _ in server.received).values()) == {1}


def test_an_empty_inbox_is_told_with_its_code(series, run):
    (series / "inbox" / "a.txt").unlink()
    done = run_it(run, series)
    assert done.returncode == 4
    assert done.stdout == "failed: EmptyBriefError\n"


# Schedules ---------------------------------------------------------------------------------------

PROGRAM = ("/opt/brief gen/bin/briefgen",)
TITLES = ["Port Alda: weekly brief", '100% "sure" $HOME \\ — {x}', "@daily"]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_a_schedule_is_read_by_what_it_is_for(tmp_path, title, period):
    folder = tmp_path / "my 50% series"
    made = starter.schedule_files(folder, title, period, PROGRAM)
    service, timer, cron, workflow = made.values()

    unit = configparser.RawConfigParser(strict=True)
    unit.optionxform = str
    unit.read_string(service)
    assert unit["Service"]["WorkingDirectory"].replace("%%", "%") == str(folder)
    assert unit["Service"]["ExecStart"] == '"/opt/brief gen/bin/briefgen" run .'
    unit = configparser.RawConfigParser(strict=True)
    unit.read_string(timer)
    assert unit["Timer"]["OnCalendar"] == starter.CALENDARS[period][0]

    line = cron.splitlines()[-1]
    assert not re.search(r"(?<!\\)%", line)
    assert shlex.split(line.replace(r"\%", "%"))[-8:] == [
        "fi;",
        "cd",
        str(folder),
        "&&",
        *PROGRAM,
        "run",
        ".",
        ">/dev/null",
    ]

    job = yaml.safe_load(workflow)
    assert job["name"] == title
    assert job[True]["schedule"] == [{"cron": starter.CALENDARS[period][1]}]
    assert any("briefgen run" in step.get("run", "") for step in job["jobs"]["edition"]["steps"])


def test_the_cron_line_runs_without_a_file_of_secrets(tmp_path):
    program = tmp_path / "brief gen"
    program.write_text('#!/bin/sh\npwd > "$PWD/ran"\necho "$@" >> "$PWD/ran"\n')
    program.chmod(0o755)
    cron = starter.schedule_files(tmp_path, "Alda", "week", (str(program),))["schedule/crontab"]
    command = cron.splitlines()[-1].removeprefix("0 6 * * 1 ").replace(r"\%", "%")
    subprocess.run(
        ["sh", "-c", command], check=True, env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    )
    assert (tmp_path / "ran").read_text() == f"{tmp_path}\nrun .\n"


def test_init_writes_the_schedule_of_the_profiles_period(series, run):
    profile = series / "briefgen.toml"
    profile.write_text(profile.read_text().replace('period = "week"', 'period = "day"'))
    done = run("init", series, "--schedule")
    names = [line.removeprefix(f"{series}/") for line in done.stdout.splitlines()]
    assert names == [
        "schedule/port-alda.service", "schedule/port-alda.timer", "schedule/crontab",
        ".github/workflows/briefgen.yml",
    ]  # fmt: skip
    assert "OnCalendar=*-*-* 06:00" in (series / "schedule" / "port-alda.timer").read_text()

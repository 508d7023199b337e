"""What became of each file, and why; and that the funnel counts the same."""

import json
from pathlib import Path

from making import page

from briefgen.brief.build import build_brief
from briefgen.brief.fates import fates_of
from briefgen.brief.funnel import STEPS
from briefgen.model import Brief, Occasion, Window
from briefgen.profile.tables import NamedTheme, Profile
from briefgen.sources.readers import read_sources

HARBOUR = (
    "Dockers at Port Alda went on strike on Monday, and fourteen ships wait outside the harbour.",
    "The union of the dockers said that the strike goes on until the owners of the harbour talk.",
    "Two ships with wheat left for Karst in the evening, the harbour office said in a statement.",
)
GERMAN = (
    "Die Hafenarbeiter in Port Alda sind seit Montag im Streik, und vierzehn Schiffe warten vor dem Hafen. "
    "Die Gewerkschaft sagte, dass der Streik weitergeht, bis die Eigentümer des Hafens mit ihr reden. "
    "Zwei Schiffe mit Weizen sind am Abend nach Karst gefahren, wie das Amt des Hafens in einer Mitteilung sagte, und es ist nicht klar, wann es weitergeht."
)
PAYWALL = page((HARBOUR[0], "To continue reading, start your free trial.")).replace(
    b"2026-03-03T08", b"2026-03-02T08"
)


def article(text: str, date: str | None = "2026-03-03", title: str = "Port Alda") -> str:
    return json.dumps({"title": title, "text": text, **({"date": date} if date else {})}) + "\n"


def brief_of(folder: Path) -> Brief:
    lines = (
        article("\n\n".join(HARBOUR), title="Strike at Port Alda"),
        article("\n\n".join(HARBOUR), title="Strike at Port Alda"),
        article("The dockers of Marn work again after a strike of two days, their union said.", None),
        article("The council of Osk opened a pool, and the mayor swam the first length of it.", title="A pool"),
        article("The dockers of Tolva ended their strike, the harbour office of Tolva said.", "2026-02-01"),
        article("The dockers of Hald plan a strike, their union said in a letter.", "2026-04-01"),
        article(GERMAN),
    )  # fmt: skip
    (folder / "a.jsonl").write_text("".join(lines))
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    documents, skipped = read_sources([folder])
    profile = Profile(
        themes=(NamedTheme(id="strike", name="Strike", keywords=("strike", "dockers")),)
    )
    window = Window(kind="week", start="2026-03-02", end="2026-03-08")
    return build_brief(
        documents, profile, as_of="2026-03-08", skipped=skipped, occasion=Occasion(window=window)
    )


def test_each_file_is_told_how_far_it_came_and_why(tmp_path: Path) -> None:
    fates = {f.source: f for f in fates_of(brief_of(tmp_path))}
    told = {name: (f.step, f.why[0]) for name, f in fates.items()}
    assert told["a.jsonl#1"][0] == "used"
    assert told["a.jsonl#2"] == ("dated", "the same text as S1 (a.jsonl)")
    assert told["a.jsonl#3"] == ("read", "undated")
    assert told["a.jsonl#4"] == ("in period", "off topic: no theme of the profile claims it")
    assert told["a.jsonl#5"] == ("distinct", "dated 2026-02-01, before 2026-03-02")
    assert "after the cut-off" in told["a.jsonl#L6"][1]
    assert told["a.jsonl#L7"] == ("found", "in another language (de); briefgen reads English")
    assert told["b.png"][0] == "found"


def test_the_funnel_counts_what_is_told(tmp_path: Path) -> None:
    brief = brief_of(tmp_path)
    reached = [STEPS.index(f.step) for f in fates_of(brief)]
    assert dict(brief.funnel) == {
        step: sum(n >= at for n in reached) for at, step in enumerate(STEPS)
    }


def test_the_beginning_of_a_page_behind_a_pay_wall_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAYWALL)
    documents, _ = read_sources([tmp_path])
    (fate,) = fates_of(build_brief(documents, Profile(), as_of="2026-03-08"))
    assert "only its beginning: the rest is behind a pay wall" in fate.why


def test_explain_tells_it(tmp_path: Path, run) -> None:
    brief_of(tmp_path)
    done = run("explain", str(tmp_path), "--fate", "--as-of", "2026-03-08")
    assert "a.jsonl#2  S2  as far as “dated”: the same text as S1 (a.jsonl)" in done.stdout
    tree = json.loads(
        run("explain", str(tmp_path), "--fate", "--as-of", "2026-03-08", "--format", "json").stdout
    )
    assert {row["step"] for row in tree} >= {"used", "dated", "read", "found"}


def test_what_is_printed_though_it_came_not_all_the_way_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(article("\n\n".join(HARBOUR), None))
    documents, _ = read_sources([tmp_path])
    (fate,) = fates_of(build_brief(documents, Profile(), as_of="2026-03-08"))
    assert fate.step == "read"
    assert fate.why == ("undated", "3 sentences printed all the same")

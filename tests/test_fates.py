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


WALLS = (
    "To continue reading, start your free trial.",
    "This article is for subscribers only.",
    "Subscribe now to read the rest of this story.",
    "The rest of this article is available to our subscribers.",
    "You have reached your limit of 3 free articles this month.",
    "Already a member? Log in to unlock this story.",
)
TOWNS = "Karst Velden Osk Marn Tolva Brisk Hald Perin Sarn Quell Nord".split()
OFFERS = (
    "Start your free trial.",
    "Subscribe to our newsletter.",
    "Save for later",
    "Already a subscriber? Log in",
    "Unlimited access for 1 euro a month",
)


def test_the_beginning_of_an_article_behind_a_pay_wall_is_left_out(tmp_path: Path) -> None:
    """What only offers something stands on free pages as well: a short item of an agency is whole."""
    (tmp_path / "whole.jsonl").write_text(article("\n\n".join(HARBOUR)))
    for number, note in enumerate((*WALLS, *OFFERS)):
        name = ("offer", "wall")[note in WALLS]
        short = f"The mayor of {TOWNS[number]} opened pier {number + 3} on Monday and called its {number + 40} cranes a success."
        beside = f"</article><div class='box'><p>{note}</p></div>".encode()
        (tmp_path / f"{name}-{number}-in.html").write_bytes(page((short, note)))
        (tmp_path / f"{name}-{number}-by.html").write_bytes(
            page((short.replace("opened", "closed"),)).replace(b"</article>", beside)
        )
        plain = f"Pier in {TOWNS[number]}\n\n2 March 2026\n\n{short.replace('mayor', 'council')}\n\n{note}\n"
        (tmp_path / f"{name}-{number}.txt").write_text(plain)
    documents, _ = read_sources([tmp_path])
    brief = build_brief(documents, Profile(), as_of="2026-03-08")
    left = {item.source for item in brief.left_out if "behind a pay wall" in item.reason}
    assert {s.file for s in brief.sources if s.id in left} == {
        s.file for s in brief.sources if s.file.startswith("wall")
    }
    told = [f for f in fates_of(brief) if f.source.startswith("wall")]
    assert len(told) == 3 * len(WALLS)
    assert all("behind a pay wall" in f.why[0] for f in told if f.step == "on topic")


def test_a_long_article_is_whole_whatever_stands_beside_it(tmp_path: Path) -> None:
    text = [f"{s[:-1]} in the harbour of town {n}." for n in range(5) for s in HARBOUR]
    (tmp_path / "a.html").write_bytes(page((*text, WALLS[0])))
    documents, _ = read_sources([tmp_path])
    (fate,) = fates_of(build_brief(documents, Profile(), as_of="2026-03-08"))
    assert fate.step == "used"


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

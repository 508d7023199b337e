"""A year of weekly editions: numbers, bytes that come again, and what is new by a slow reference."""

import datetime
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from weekly import articles, deliver, make, make_series, order, sunday

from briefgen.errors import EditionError
from briefgen.language.english.event_dates import find_event_dates
from briefgen.language.english.quantities import find_quantities
from briefgen.language.tokens import terms
from briefgen.model import Brief
from briefgen.model.frozen import load_brief
from briefgen.profile.load import load_profile
from briefgen.rendering import render
from briefgen.series.changes import without_day_of_saying
from briefgen.series.make import make_edition

WEEKS = 52


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of a series with its 52 editions built in order, each from what was there by then."""
    profile = make_series(tmp_path_factory.mktemp("year"))
    for week in range(WEEKS):
        deliver(profile, week)
        make(profile, week)
    return profile


@pytest.fixture(scope="module")
def briefs(year: Path) -> list[Brief]:
    paths = sorted((year.parent / "output").glob("*/brief.json"))
    return [load_brief(path) for path in paths]


def test_editions_are_numbered_from_1_to_52(briefs: list[Brief]) -> None:
    assert [b.edition for b in briefs] == list(range(1, WEEKS + 1))
    assert [b.as_of for b in briefs] == [sunday(n) for n in range(WEEKS)]


def test_every_article_is_reported_by_one_edition(briefs: list[Brief]) -> None:
    reported = [(s.file, s.record) for b in briefs for s in b.sources]
    assert len(reported) == len(set(reported)) == sum(len(articles(n)) for n in range(WEEKS))


@pytest.mark.parametrize("week", [0, 1, 2, 5, 21, 51])
def test_an_edition_built_again_after_later_ones_has_the_same_bytes(year: Path, week: int) -> None:
    (path,) = (year.parent / "output").glob(f"{sunday(week)}-*/brief.json")
    before = path.read_bytes()
    path.unlink()
    made = make(year, week)
    assert made.written == (path,)
    assert path.read_bytes() == before


def test_a_frozen_edition_is_changed_by_a_correction_only(year: Path) -> None:
    """A storm in the period of No. 3 came in the file of No. 6."""
    fresh = replace(order(year, 2), profile=replace(load_profile(year), reviewer="A. Petrova"))
    with pytest.raises(EditionError, match=r"No\. 3'.* would change; .*--correction"):
        make_edition(fresh, lambda _: None)
    made = make_edition(replace(fresh, correction="The storm was missing"), lambda _: None)
    assert made.brief.label == "3.1"
    assert made.brief.changes.since == "2"
    assert made.written[0].parent.name.endswith("-no-3.1")
    assert any("storm" in s.text for s in made.brief.sentences.values())


def test_late_news_is_earlier_reporting_and_newly_seen(briefs: list[Brief]) -> None:
    late = briefs[5]
    (source,) = [s for s in late.sources if s.earlier]
    assert source.published.date < late.period.start
    assert [late.sentences[p.sentence].source for p in late.earlier] == [source.id]
    assert not any(p.sentence.split(".")[0] == source.id for p in late.key_points)


def test_late_arrival_of_old_news_is_newly_seen_on_every_page(briefs: list[Brief]) -> None:
    """The storm of three weeks before came in the file of No. 6: it is no news of that week."""
    late = briefs[5]
    (change,) = [c for c in late.changes.items if c.kind == "newly seen"]
    storm = late.sentences[change.sentence]
    assert storm.text.startswith("A storm sank two ships off Cape Num5")
    assert change.reports == (1, 0, 0, 0, 0)
    assert change.note == "dated before the period, not seen until now"
    pages = {a.name: a.content for a in render(late, ("analyst", "executive", "public", "email"))}
    web = re.sub(r"<[^>]*>", "", pages["proof.html"].decode())
    row = web[web.index("newly seen") :][:400]
    assert storm.text in row
    assert change.note in row
    assert (
        "Newly seen: told for the first time, and only by articles dated before the period" in web
    )
    printed = [pages[n].decode() for n in ("public.html", "email.html", "email.txt")]
    printed += [text_of(pages[n]) for n in ("analyst.pdf", "executive.pdf", "public.pdf")]
    assert [p for p in printed if "1 newly seen" not in re.sub(r"\s+", " ", p)] == []
    web = re.sub(r"<[^>]*>", "", pages["brief.html"].decode())
    for page in (web, text_of(pages["analyst.pdf"])):  # which have the sentence, a mark beside it
        words = " ".join(page.split())
        earlier = words[words.index(storm.text) :][: len(storm.text) + 200]
        assert "newly seen" in earlier


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


# What is new, by a reference that compares everything with everything -----------------------------


def names(text: str) -> set[str]:
    inner = re.sub(r"^\S+|(?<=[.!?“\"]) \S+", "", text)
    return set(re.findall(r"\b[A-Z][\w’'-]+", inner))


def same(one: Brief, a: str, two: Brief, b: str) -> bool:
    """Return whether sentence a of one brief tells the same as b of the other, as docs/archive.md says."""
    left, right = one.sentences[a], two.sentences[b]
    if left.text == right.text:
        return True
    words = set(terms(left.text)), set(terms(right.text))
    shared = len(words[0] & words[1])
    if shared < 5 or shared * 10 < 7 * min(map(len, words)):
        return False
    if names(left.text) - names(right.text) and names(right.text) - names(left.text):
        return False
    days = [
        {d.date for d in find_event_dates(s.text, published(brief, s.source)) if len(d.date) == 10}
        for brief, s in ((one, left), (two, right))
    ]
    return not (days[0] and days[1]) or bool(days[0] & days[1])


def published(brief: Brief, source: str):
    return next(s.published for s in brief.sources if s.id == source)


def followed(brief: Brief) -> list[tuple[str, ...]]:
    """Return what is followed: the sentences of each claim, then each point that is in no claim."""
    claims = [tuple(dict.fromkeys((c.sentence, *c.asserted, *c.hedged))) for c in brief.claims]
    taken = {k for c in brief.claims for k in (c.sentence, *c.asserted, *c.hedged, *c.denied)}
    points = [p.sentence for p in brief.key_points]
    points += [p.sentence for t in brief.themes for p in (*t.points, *t.denials)]
    points += [p.sentence for p in brief.earlier]
    return [*claims, *((k,) for k in dict.fromkeys(points) if k not in taken)]


def told_in(brief: Brief, group: Iterable[str], other: Brief) -> list[str]:
    return [b for b in other.sentences if any(same(brief, a, other, b) for a in group)]


def denied(brief: Brief, group: Iterable[str]) -> bool:
    by_claim = any(set(group) & {c.sentence, *c.asserted} and c.denied for c in brief.claims)
    own = (brief.evidence[k] for k in group)
    return by_claim or any(e.denials or e.attribution.status == "denied" for e in own)


def figures(brief: Brief, group: Iterable[str]) -> dict[str, set[float]]:
    found: dict[str, set[float]] = {}
    for key in group:
        for measured in find_quantities(brief.sentences[key].text):
            found.setdefault(measured.unit, set()).add(measured.value)
    return found


def kind_of(brief: Brief, group: tuple[str, ...], editions: list[Brief]) -> str:
    """Return the kind of change by words alone: "new" is what no edition printed in such words."""
    before = next((b for b in editions if told_in(brief, group, b)), None)
    if before is None:
        earlier = {s.id for s in brief.sources if s.earlier}
        late = all(k.split(".")[0] in earlier for k in group)
        return "newly seen" if late else "new"
    match = told_in(brief, group, before)
    if denied(brief, group) and not any(denied(before, (k,)) for k in match):
        return "denied"
    now, then = figures(brief, group), figures(before, match)
    if any(now[unit] - then[unit] for unit in now.keys() & then.keys()):
        return "updated"
    return "continuing"


def reference(brief: Brief, editions: list[Brief]) -> dict[str, str]:
    """Return the kind of every change of claims and points, by its head."""
    before = editions[0]
    found = [(group[0], kind_of(brief, group, editions)) for group in followed(brief)]
    keys = {p.sentence for p in before.key_points} | {c.sentence for c in before.claims}
    quiet = [
        (before.sentences[g[0]].sha256, "gone quiet")
        for g in followed(before)
        if g[0] in keys and not told_in(before, g, brief)
    ]
    return dict([*found, *quiet])


@pytest.mark.parametrize("week", range(1, WEEKS))
def test_what_is_new_agrees_with_the_slow_reference(briefs: list[Brief], week: int) -> None:
    brief = briefs[week]
    changes = [c for c in brief.changes.items if c.subject != "theme"]
    found = {c.sentence or c.sha256: c.kind for c in changes}
    wanted = reference(brief, briefs[max(0, week - 4) : week][::-1])
    assert found.keys() == wanted.keys()
    assert {k: v for k, v in found.items() if wanted[k] != "new"} == {
        k: v for k, v in wanted.items() if v != "new"
    }
    other = [c for c in changes if wanted[c.sentence or c.sha256] == "new" and c.kind != "new"]
    assert all("in No. " in c.note for c in other)


def test_every_kind_of_change_occurs_in_the_year(briefs: list[Brief]) -> None:
    kinds = {c.kind for b in briefs[1:] for c in b.changes.items}
    assert kinds == {"new", "updated", "denied", "continuing", "gone quiet", "newly seen"}


def test_the_first_edition_says_that_it_is_the_first(briefs: list[Brief]) -> None:
    assert briefs[0].changes.since is None
    assert briefs[0].changes.items == ()


@pytest.mark.parametrize("week", [1, 3, 30])
def test_counts_are_of_this_edition_and_up_to_four_before(briefs: list[Brief], week: int) -> None:
    changes = briefs[week].changes
    labels = [str(n) for n in range(week + 1, max(0, week - 4), -1)]
    assert [e.label for e in changes.editions] == labels
    assert all(len(c.reports) == len(labels) for c in changes.items)
    assert changes.editions[1:] == tuple(b.changes.editions[0] for b in briefs[week - 1 :: -1][:4])


def test_a_theme_without_a_passage_has_gone_quiet(briefs: list[Brief]) -> None:
    themes = {c.text: c.kind for c in briefs[3].changes.items if c.subject == "theme"}
    assert themes["Grain"] == "gone quiet"
    assert briefs[4].changes is not None
    assert {c.text: c.kind for c in briefs[4].changes.items if c.subject == "theme"}[
        "Grain"
    ] == "new"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A strike began, the union said on Monday.", "A strike began, the union said."),
        ("The union said on 3 March 2026 that he left.", "The union said that he left."),
        ("It announced late Tuesday that talks ended.", "It announced that talks ended."),
        ("He told reporters on Friday that he left.", "He told reporters that he left."),
        ("She said that on Monday five people died.", "She said that on Monday five people died."),
        ("She said the vote was on Sunday.", "She said the vote was on Sunday."),
        ("He said Sunday schools were closed.", "He said Sunday schools were closed."),
    ],
)
def test_the_day_of_saying_is_no_part_of_what_is_said(text: str, told: str) -> None:
    assert without_day_of_saying(text) == told


def test_a_figure_that_rises_is_updated_whatever_day_it_is_said_on(tmp_path: Path) -> None:
    profile = make_series(tmp_path)
    said = "About {} dockers of Port Alda joined the strike for higher wages, the union said on {}."
    for week, (count, day) in enumerate([(300, "Monday"), (450, "Thursday")]):
        date = datetime.date.fromisoformat(sunday(week)) - datetime.timedelta(days=2)
        row = {"date": date.isoformat(), "publisher": "Courier", "text": said.format(count, day)}
        file = profile.parent / "inbox" / f"week{week}.jsonl"
        file.write_text(json.dumps(row) + "\n", encoding="utf-8")
        make(profile, week)
    brief = load_brief(max((tmp_path / "output").glob("*/brief.json")))
    assert brief.changes is not None
    assert {c.kind for c in brief.changes.items if c.subject != "theme"} == {"updated"}

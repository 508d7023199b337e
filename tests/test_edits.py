"""The analyst's edits hold from build to build, show in the brief, and say when they no longer apply."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import document
from weekly import deliver, make, make_series

from briefgen.brief.build import build_brief
from briefgen.brief.edits import fingerprint
from briefgen.brief.verify import verify
from briefgen.errors import ConfigError
from briefgen.model import Brief, Edit, Occasion
from briefgen.model.text import sha256
from briefgen.profile.tables import NamedTheme, Profile
from briefgen.rendering.pages.edit_labels import REWRITTEN
from briefgen.rendering.pages.view import make_view
from briefgen.series.edits_file import add_edits, load_edits
from briefgen.series.review import points_of, review, sign_off

PROFILE = Profile(
    themes=(
        NamedTheme(id="strike", name="Strike", keywords=("strike", "dockers", "union")),
        NamedTheme(id="grain", name="Grain", keywords=("grain", "wheat", "ships")),
    )
)
STRIKE = "About 300 dockers of Port Alda joined the strike on March 3, the union said."
PIERS = "Striking dockers closed two of five piers at Port Alda on March 4, the union said."
GRAIN = "Fourteen ships with grain wait off Port Alda, the harbour office said on March 5."
WHEAT = "The price of wheat rose by four percent on March 6, traders said."
TEXTS = (f"{STRIKE} {PIERS}\n", f"{GRAIN} {WHEAT}\n")
MORE = tuple(
    f"The council of District {n} opened {n + 1} schools on March {n}, its mayor said.\n"
    for n in range(1, 11)
)


def build(*edits: Edit, texts: tuple[str, ...] = TEXTS) -> Brief:
    documents = [document(text, f"{n:03}.txt") for n, text in enumerate(texts)]
    occasion = Occasion(edits=edits)
    return build_brief(documents, PROFILE, as_of="2026-03-31", occasion=occasion)


def told(brief: Brief) -> Brief:
    """Return a brief without what it holds of its edits: what it says."""
    given = replace(brief.generator, given_sha256=None)
    return replace(brief, edits=(), decisions=(), generator=given)


def texts_of(brief: Brief, points) -> list[str]:
    return [brief.sentences[p.sentence].text for p in points]


def theme(brief: Brief, name: str):
    return next(t for t in brief.themes if t.id == name)


def test_without_edits_a_brief_has_points_of_both_themes() -> None:
    brief = build()
    assert {STRIKE, GRAIN, WHEAT} <= set(texts_of(brief, brief.key_points))
    assert not brief.edits


# Each action, and each again with ten more articles ----------------------------------------------


@pytest.fixture(params=[TEXTS, (*MORE, *TEXTS)], ids=["two articles", "ten more"])
def texts(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return request.param


def test_a_pinned_sentence_comes_first(texts) -> None:
    brief = build(Edit(action="pin", text=WHEAT), Edit(action="pin", text=PIERS), texts=texts)
    assert texts_of(brief, brief.key_points)[:2] == [WHEAT, PIERS]
    assert all(e.applied for e in brief.edits)


def test_a_dropped_sentence_is_no_point_anywhere(texts) -> None:
    brief = build(Edit(action="drop", text=STRIKE), texts=texts)
    assert STRIKE not in texts_of(brief, points_of(brief))
    assert brief.bottom_line is None or brief.sentences[brief.bottom_line.sentence].text != STRIKE


def test_a_replaced_sentence_is_left_out_with_its_reason(texts) -> None:
    brief = build(Edit(action="replace", text=STRIKE), texts=texts)
    assert STRIKE not in texts_of(brief, points_of(brief))
    assert "replaced by the analyst" in {item.reason for item in brief.left_out}


def test_a_moved_sentence_stands_first_under_its_new_theme_only(texts) -> None:
    brief = build(Edit(action="move", text=PIERS, theme="grain"), texts=texts)
    assert texts_of(brief, theme(brief, "grain").points)[0] == PIERS
    assert PIERS not in texts_of(brief, theme(brief, "strike").points)


def test_a_comment_is_on_its_sentence(texts) -> None:
    edit = Edit(action="comment", text=GRAIN, words="Twice as many as last week.", by="A. Petrova")
    brief = build(edit, texts=texts)
    (comment,) = brief.comments
    assert (comment.text, comment.by) == ("Twice as many as last week.", "A. Petrova")
    assert brief.sentences[comment.sentence].text == GRAIN
    notes = make_view(brief, "analyst")["notes"]
    assert notes[comment.sentence]["comments"] == [{"text": comment.text, "by": comment.by}]


def test_a_paragraph_is_given_to_another_theme(texts) -> None:
    brief = build(Edit(action="theme", text=TEXTS[0].strip(), theme="grain"), texts=texts)
    assert STRIKE in texts_of(brief, theme(brief, "grain").points)
    assert not theme(brief, "strike").passages


def test_a_paragraph_is_taken_from_all_themes(texts) -> None:
    brief = build(Edit(action="theme", text=TEXTS[0].strip()), texts=texts)
    assert not theme(brief, "strike").passages
    assert STRIKE not in texts_of(brief, points_of(brief))


def test_a_source_is_graded_by_its_hash(texts) -> None:
    brief = build(Edit(action="grade", source=sha256(TEXTS[1]), grade="B2"), texts=texts)
    assert [s.grade for s in brief.sources if s.sha256 == sha256(TEXTS[1])] == ["B2"]
    assert {s.grade for s in brief.sources if s.sha256 != sha256(TEXTS[1])} == {"F6"}


def test_edits_change_no_bytes_the_second_time(texts) -> None:
    edits = (Edit(action="pin", text=WHEAT), Edit(action="drop", text=STRIKE))
    assert build(*edits, texts=texts) == build(*edits, texts=texts)


# Rewritten ---------------------------------------------------------------------------------------


def test_a_rewritten_sentence_says_so_and_its_own_text_is_proved(tmp_path: Path) -> None:
    for n, text in enumerate(TEXTS):
        (tmp_path / f"{n:03}.txt").write_text(text)
    brief = build(Edit(action="rewrite", text=STRIKE, words="Some 300 dockers went on strike."))
    key = next(k for k, s in brief.sentences.items() if s.text == STRIKE)
    printed = make_view(brief, "executive")["sentences"][key]
    assert (
        printed["text"] == f"Some 300 dockers went on strike. {REWRITTEN.format(by='the analyst')}"
    )
    assert not printed["verbatim"]
    verdict = verify(brief, [tmp_path])
    assert (verdict.failures, verdict.rewritten) == ((), (key,))


# What no longer applies --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit(action="pin", text="Not here."), "no source here has this sentence"),
        (Edit(action="theme", text="Not here.", theme="grain"), "no source here has this parag"),
        (Edit(action="move", text=STRIKE, theme="rice"), "no theme 'rice' here"),
        (Edit(action="comment", words="Look.", theme="rice"), "no theme 'rice' here"),
        (Edit(action="drop", text=STRIKE, source="0" * 64), "no source here has this sentence"),
        (Edit(action="sign off", by="A. Petrova", points="0"), "the points have changed since"),
    ],
    ids=lambda value: value.action if isinstance(value, Edit) else None,
)
def test_an_edit_that_no_longer_applies_changes_nothing_and_is_listed(edit, why) -> None:
    brief = build(edit)
    (mark,) = brief.edits
    assert not mark.applied
    assert mark.note.startswith(why)
    assert told(brief) == told(build())


def test_the_last_of_several_edits_counts() -> None:
    dropped, kept = Edit(action="drop", text=STRIKE), Edit(action="keep", text=STRIKE)
    assert told(build(dropped, kept)) == told(build())
    pinned = build(dropped, Edit(action="pin", text=STRIKE))
    assert texts_of(pinned, pinned.key_points)[0] == STRIKE


# Signing off -------------------------------------------------------------------------------------


def test_a_sign_off_names_the_reviewer_as_long_as_the_points_are_those_read() -> None:
    signed = Edit(action="sign off", by="A. Petrova", points=fingerprint(build()))
    assert build(signed).reviewer == "A. Petrova"
    later = build(signed, Edit(action="drop", text=STRIKE))
    assert later.reviewer is None
    assert [e.note for e in later.edits if not e.applied] == ["the points have changed since"]


# The review --------------------------------------------------------------------------------------


def answer(*answers: str):
    given = iter(answers)
    return lambda _: next(given)


def test_a_review_asks_for_each_point_and_then_for_a_name() -> None:
    brief = build()
    keep = [""] * len(points_of(brief))
    (signed,) = review(brief, answer(*keep, "", "A. Petrova"), print, None)
    assert (signed.action, signed.by, signed.points) == (
        "sign off",
        "A. Petrova",
        fingerprint(brief),
    )


def test_a_review_gives_edits_that_the_next_build_applies() -> None:
    brief = build()
    first, second, *_ = texts_of(brief, points_of(brief))
    rest = [""] * (len(points_of(brief)) - 2)
    decided = list(review(brief, answer("d", "c", "Look.", *rest, ""), print, "A. Petrova"))
    assert [(e.action, e.text) for e in decided] == [("drop", first), ("comment", second)]
    assert all(e.applied for e in build(*decided).edits)


def test_nothing_is_signed_off_in_the_review_that_changed_it() -> None:
    brief = build()
    rest = [""] * (len(points_of(brief)) - 1)
    decided = list(review(brief, answer("p", *rest, ""), print, None))
    assert [e.action for e in decided] == ["pin"]


def test_a_review_that_is_quit_keeps_what_was_decided() -> None:
    assert [e.action for e in review(build(), answer("d", "q"), print, None)] == ["drop"]


# The file ----------------------------------------------------------------------------------------


def test_what_is_added_to_the_file_comes_back_and_leaves_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "edits.toml"
    path.write_text('# by hand\n[[edit]]\naction = "pin"\ntext = "One."')
    odd = Edit(action="comment", words='Tab\t, "quote", back\\slash, é, \u2028', by="A. Petrova")
    add_edits(path, [odd])
    assert load_edits(path) == (Edit(action="pin", text="One."), odd)
    assert path.read_text().startswith('# by hand\n[[edit]]\naction = "pin"\ntext = "One."\n')


def test_all_problems_of_the_file_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "edits.toml"
    path.write_text('[[edit]]\naction = "move"\n[[edit]]\naction = "grade"\ngrade = "B2"\n')
    with pytest.raises(ConfigError) as caught:
        load_edits(path)
    assert [p.split(":")[0] for p in caught.value.problems] == [
        "edit[0].theme", "edit[0].text", "edit[1].publisher",
    ]  # fmt: skip


def test_a_key_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "edits.toml"
    path.write_text('[[edit]]\naction = "pin"\ntxt = "One."\n')
    with pytest.raises(ConfigError, match="did you mean 'text'"):
        load_edits(path)


# Editions ----------------------------------------------------------------------------------------


def test_edits_of_one_edition_leave_the_others_as_they_were(tmp_path: Path) -> None:
    """An earlier edition keeps its bytes and its reviewer; a later one lists none of them."""
    profile = make_series(tmp_path / "series")
    for week in range(3):
        deliver(profile, week)
    edits = profile.parent / "edits.toml"
    add_edits(edits, [sign_off(make(profile, 0).brief, "A. Petrova")])
    first = make(profile, 0)
    assert first.brief.reviewer == "A. Petrova"
    before = first.written[-1].read_bytes()
    second = make(profile, 1).brief
    text = second.sentences[second.key_points[0].sentence].text
    add_edits(edits, [Edit(action="drop", text=text, edition=2)])
    dropped = make(profile, 1).brief
    add_edits(edits, [sign_off(dropped, "B. Marsh")])
    signed = make(profile, 1).brief
    assert text not in texts_of(signed, points_of(signed))
    assert (signed.reviewer, [e.applied for e in signed.edits]) == ("B. Marsh", [True, True])
    assert make(profile, 0).written[-1].read_bytes() == before
    assert make(profile, 2).brief.edits == ()

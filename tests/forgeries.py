"""What a forger does who knows the format: hashes made anew, ids changed everywhere, profile and edits altered with all that
follows from them. Each returns the field that should be named, or nothing where the brief has no such thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from alterations import Alteration, Forge, NothingToForgeError, Tree, forge

from briefgen.model.text import printed, sha256


def forged(tree: Tree, texts: dict[str, str]) -> Iterator[Alteration]:
    """Yield each forgery of a brief that has what it is made of; ``texts`` are the sources' by id."""
    yield from forge(FORGERIES, tree, texts)


FORGERIES: dict[str, Forge] = {}
Change = Callable[[Tree, Any], str | None]
"""Changes a brief, and may return the field that should be named."""


def kept_in(table: dict[str, Forge]) -> Callable[..., Callable[[Change], Change]]:
    """Return a decorator that keeps changes in a table: it names the field that should be named, unless the change says so."""

    def of(where: str = "") -> Callable[[Change], Change]:
        def keep(change: Change) -> Change:
            table[change.__name__] = lambda tree, texts: change(tree, texts) or where
            return change

        return keep

    return of


forgery = kept_in(FORGERIES)


def need(found: object) -> None:
    """Leave a forgery out of a brief that has not what it changes."""
    if not found:
        raise NothingToForgeError


def renamed(tree: Tree, names: dict[str, str]) -> None:
    """Change ids wherever they stand."""

    def other(value: Any) -> Any:
        if isinstance(value, dict):
            return {names.get(k, k): other(v) for k, v in value.items()}
        if isinstance(value, list):
            return [other(v) for v in value]
        return names.get(value, value) if isinstance(value, str) else value

    tree.update({part: other(value) for part, value in tree.items()})


def points(tree: Tree, count: int = 1) -> Tree:
    return next(t for t in tree["themes"] if len(t["points"]) >= count)


def first_with(items: Any, *names: str) -> Any:
    """Return the first of some values that has something under each name."""
    held = items.values() if isinstance(items, dict) else items
    return next(item for item in held if all(item[name] for name in names))


def swap(one: Any, two: Any, name: str) -> None:
    need(one[name] != two[name])
    one[name], two[name] = two[name], one[name]


# Points, order, places ---------------------------------------------------------------------------


@forgery("themes")
def a_point_under_another_theme(tree: Tree, _: Any) -> None:
    theme = points(tree, 2)
    other = next(t for t in tree["themes"] if t is not theme)
    moved = theme["points"].pop()
    other["points"].append({**moved, "theme": other["id"]})


@forgery("key_points")
def key_points_in_another_order(tree: Tree, _: Any) -> None:
    need(len(tree["key_points"]) > 1)
    one, two, *rest = tree["key_points"]
    tree["key_points"] = [two, one, *rest]


@forgery("themes")
def points_of_a_theme_in_another_order(tree: Tree, _: Any) -> None:
    theme = points(tree, 2)
    theme["points"].reverse()


@forgery("bottom_line")
def a_weak_sentence_as_bottom_line(tree: Tree, _: Any) -> None:
    weak = next(k for k, e in tree["evidence"].items() if e["attribution"]["status"] == "possible")
    tree["bottom_line"]["sentence"] = weak


@forgery("key_points")
def a_lead_in_from_elsewhere(tree: Tree, _: Any) -> None:
    point = tree["key_points"][0]
    point["lead_in"] = next(
        k for k in tree["sentences"] if k not in {point["sentence"], point["lead_in"]}
    )


@forgery("key_points")
def a_key_point_left_out(tree: Tree, _: Any) -> None:
    gone = tree["key_points"].pop()["sentence"]
    for theme in tree["themes"]:
        theme["points"] = [p for p in theme["points"] if p["sentence"] != gone]


@forgery("themes")
def themes_in_another_order(tree: Tree, _: Any) -> None:
    tree["themes"].reverse()
    need(len(tree["themes"]) > 1)


@forgery("themes")
def outlook_as_news(tree: Tree, _: Any) -> None:
    theme = first_with(tree["themes"], "outlook", "points")
    theme["points"].append(theme["outlook"].pop())


# Ids ---------------------------------------------------------------------------------------------


@forgery("events")
def ids_of_events_changed_everywhere(tree: Tree, _: Any) -> None:
    renamed(tree, {e["id"]: f"event-{n:010}" for n, e in enumerate(tree["events"])})
    need(tree["events"])


@forgery("claims")
def ids_of_claims_swapped_everywhere(tree: Tree, _: Any) -> None:
    need(len(tree["claims"]) > 1)
    renamed(tree, {"C1": "C2", "C2": "C1"})
    tree["claims"].sort(key=lambda c: int(c["id"][1:]))


@forgery("sources")
def ids_of_sources_swapped_everywhere(tree: Tree, _: Any) -> None:
    turn = {"S1": "S2", "S2": "S1"}
    keys = {
        k: f"{turn[k.split('.')[0]]}.{k.split('.')[1]}"
        for k in tree["sentences"]
        if k.split(".")[0] in turn
    }
    renamed(tree, turn | keys)
    tree["sources"].sort(key=lambda s: int(s["id"][1:]))


@forgery("sentences")
def sentences_numbered_otherwise_everywhere(tree: Tree, _: Any) -> None:
    key = next(iter(tree["sentences"]))
    renamed(tree, {key: f"{key}9"})


@forgery("sentences")
def a_sentence_twice_under_another_id(tree: Tree, _: Any) -> None:
    key = next(iter(tree["sentences"]))
    again = f"{key}9"
    tree["sentences"][again] = {**tree["sentences"][key], "id": again}
    tree["evidence"][again] = tree["evidence"][key]


@forgery("themes")
def a_theme_of_another_name_everywhere(tree: Tree, _: Any) -> None:
    profile = tree["profile"]
    renamed(tree, {tree["themes"][0]["id"]: "another"})
    tree["profile"] = profile


# Words -------------------------------------------------------------------------------------------


def _of_source(name: str, change: Callable[[str], str]) -> Forge:
    def changed(tree: Tree, _: Any) -> str:
        source = first_with(tree["sources"], name)
        need(change(source[name]) != source[name])
        source[name] = change(source[name])
        return f"sources.{source['id']}"

    return changed


_ALIKE = str.maketrans({"a": "\u0430", "e": "\u0435", "o": "\u043e"})
for _name, _change in {
    "one_letter_of_a_title": ("title", lambda t: f"{t[:-1]}{'x' if t[-1] != 'x' else 'y'}"),
    "one_letter_of_an_address": ("url", lambda t: f"{t[:-1]}{'x' if t[-1] != 'x' else 'y'}"),
    "look_alike_letters_in_a_title": ("title", lambda t: t.translate(_ALIKE)),
    "look_alike_letters_in_a_publisher": ("publisher", lambda t: t.translate(_ALIKE)),
    "a_no_break_space_in_a_title": ("title", lambda t: t.replace(" ", "\u00a0", 1)),
    "a_direction_mark_in_a_publisher": ("publisher", lambda t: f"\u202e{t}"),
    "a_title_in_capitals": ("title", str.upper),
}.items():
    FORGERIES[_name] = _of_source(*_change)


@forgery()
def look_alike_letters_in_a_sentence(tree: Tree, _: Any) -> str:
    sentence = next(iter(tree["sentences"].values()))
    sentence["text"] = sentence["text"].translate(_ALIKE)
    sentence["sha256"] = sha256(sentence["text"])
    return f"sentences.{sentence['id']}"


@forgery()
def a_soft_hyphen_in_a_sentence(tree: Tree, _: Any) -> str:
    sentence = next(iter(tree["sentences"].values()))
    sentence["text"] = f"{sentence['text'][:9]}\u00ad{sentence['text'][9:]}"
    sentence["sha256"] = sha256(sentence["text"])
    return f"sentences.{sentence['id']}"


@forgery()
def a_span_wider_by_white_space(tree: Tree, texts: dict[str, str]) -> str:
    """Let a sentence begin where the space before it does: it prints the same."""
    for key, s in tree["sentences"].items():
        start = s["start"] - 1
        if start >= 0 and texts[s["source"]][start].isspace():
            s["start"] = start
            return f"sentences.{key}"
    raise NothingToForgeError


@forgery()
def the_same_words_at_another_place(tree: Tree, texts: dict[str, str]) -> str:
    """Quote a word for a sentence where it stands elsewhere in the source."""
    key, s = next(iter(tree["sentences"].items()))
    text = texts[s["source"]]
    word = max(s["text"].split(), key=len)
    at = text.find(word)
    s |= {
        "start": at,
        "end": at + len(word),
        "text": printed(word),
        "sha256": sha256(printed(word)),
    }
    return f"sentences.{key}"


@forgery("quotations")
def a_quotation_cut_short(tree: Tree, _: Any) -> None:
    words = tree["quotations"][0]["words"]
    tree["quotations"][0]["words"] = words[: words.rindex(" ")]


@forgery("quotations")
def a_quotation_of_somebody_else(tree: Tree, _: Any) -> None:
    quotation = first_with(tree["quotations"], "speaker")
    quotation["speaker"] = "Jon Vale"


@forgery("claims")
def the_phrase_of_a_claim_shortened(tree: Tree, _: Any) -> None:
    tree["claims"][0]["phrase"] = tree["claims"][0]["phrase"].split()[0]


# Evidence ----------------------------------------------------------------------------------------


@forgery("evidence")
def who_else_says_it_swapped(tree: Tree, _: Any) -> None:
    held = [e for e in tree["evidence"].values() if e["also"]]
    other = next(e for e in held if e["also"] != held[0]["also"])
    swap(held[0], other, "also")


@forgery("evidence")
def the_denier_denied(tree: Tree, _: Any) -> None:
    """Turn a denial round: what is denied denies."""
    pair = next((k, e) for k, e in tree["evidence"].items() if e["denials"])
    key, evidence = pair
    denier = evidence["denials"][0]
    evidence["denials"] = []
    tree["evidence"][denier]["denials"] = [key]


@forgery("evidence")
def a_forecast_as_stated(tree: Tree, _: Any) -> None:
    weak = next(e for e in tree["evidence"].values() if e["attribution"]["cue"])
    weak["attribution"] |= {"status": "stated", "cue": None}


@forgery("evidence")
def the_speaker_gone(tree: Tree, _: Any) -> None:
    spoken = next(e for e in tree["evidence"].values() if e["attribution"]["who"])
    spoken["attribution"] |= {
        "kind": "none",
        "who": None,
        "status": "stated",
        "cue": None,
        "chain": [],
    }


@forgery("evidence")
def speakers_swapped(tree: Tree, _: Any) -> None:
    held = [e for e in tree["evidence"].values() if e["attribution"]["who"]]
    other = next(e for e in held if e["attribution"] != held[0]["attribution"])
    swap(held[0], other, "attribution")


@forgery("evidence")
def the_chain_cut(tree: Tree, _: Any) -> None:
    held = next(e for e in tree["evidence"].values() if e["attribution"]["chain"])
    held["attribution"]["chain"] = []


@forgery("evidence")
def a_day_moved(tree: Tree, _: Any) -> None:
    held = first_with(tree["evidence"], "days")
    held["days"][0]["date"] = "2026-11-01"


@forgery("evidence")
def the_words_of_a_day_moved(tree: Tree, _: Any) -> None:
    held = first_with(tree["evidence"], "days")
    held["days"][0]["start"] -= 1


@forgery("claims")
def a_claim_without_its_denial(tree: Tree, _: Any) -> None:
    claim = first_with(tree["claims"], "denied")
    claim["denied"] = []


@forgery("claims")
def a_hedged_claim_asserted(tree: Tree, _: Any) -> None:
    claim = first_with(tree["claims"], "hedged")
    claim |= {"asserted": [*claim["asserted"], *claim["hedged"]], "hedged": []}


@forgery("stories")
def a_story_that_takes_anothers_articles(tree: Tree, _: Any) -> None:
    gone = tree["stories"].pop()
    tree["stories"][0]["articles"] += gone["articles"]


@forgery("origins")
def a_reprint_as_an_origin(tree: Tree, _: Any) -> None:
    reprint = next(s for s in tree["sources"] if s["origin"] != s["id"])
    reprint["origin"] = reprint["id"]
    tree["origins"] += 1


# What was left out -------------------------------------------------------------------------------


@forgery("skipped")
def a_skipped_line_forgotten(tree: Tree, _: Any) -> None:
    mark = next(s for s in tree["skipped"] if "#" in s["source"])
    tree["skipped"].remove(mark)
    tree["funnel"]["found"] -= 1


@forgery("skipped")
def a_skipped_file_invented(tree: Tree, _: Any) -> None:
    tree["skipped"].append(
        {"source": "secret.txt", "reason": "empty; put the article's text into it"}
    )
    tree["funnel"]["found"] += 1


@forgery("skipped")
def a_file_invented_that_is_not_there(tree: Tree, _: Any) -> None:
    tree["skipped"].append({"source": "secret.txt", "reason": "no such file or folder"})
    tree["funnel"]["found"] += 1


@forgery("skipped")
def another_reason_for_what_was_skipped(tree: Tree, _: Any) -> None:
    tree["skipped"][0]["reason"] = "it lies"


@forgery("sources")
def a_removed_line_forgotten(tree: Tree, _: Any) -> None:
    source = first_with(tree["sources"], "removed")
    source["removed"].pop()


@forgery("left_out")
def a_left_out_sentence_forgotten(tree: Tree, _: Any) -> None:
    tree["left_out"].pop()


@forgery("left_out")
def another_reason_for_what_was_left_out(tree: Tree, _: Any) -> None:
    tree["left_out"][0]["reason"] = "not chosen: it lies"


@forgery("sources")
def two_paragraphs_as_one(tree: Tree, texts: dict[str, str]) -> None:
    source = next(s for s in tree["sources"] if len(s["paragraphs"]) > 1)
    one, two, *rest = source["paragraphs"]
    text = printed(texts[source["id"]][one["start"] : two["end"]])
    both = {**one, "end": two["end"], "text": text if one["text"] or two["text"] else None}
    source["paragraphs"] = [both, *({**p, "index": n} for n, p in enumerate(rest, start=1))]
    for s in tree["sentences"].values():
        if s["source"] == source["id"] and s["paragraph"]:
            s["paragraph"] -= 1


@forgery("sources")
def a_paragraph_told_whose_text_is_not_kept(tree: Tree, texts: dict[str, str]) -> None:
    for source in tree["sources"]:
        for paragraph in source["paragraphs"]:
            if paragraph["text"] is None:
                text = texts[source["id"]][paragraph["start"] : paragraph["end"]]
                paragraph["text"] = printed(text)
                return
    raise NothingToForgeError

"""Entities: names, systems, dates and measures as spans of a sentence, each sentence judged alone."""

import pytest
from builders import AS_OF, SEEDS, build_seeds
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.analysis import named
from briefgen.analysis.analyse import read_articles
from briefgen.errors import LanguageError
from briefgen.language import entities, spacy_models
from briefgen.language.english.systems import find_systems
from briefgen.language.entities import KINDS, Listed, find_entities, repaired
from briefgen.model.frozen import dump
from briefgen.sources.readers import read_sources


def kinds(text: str) -> dict[str, str]:
    """Return the kind of each entity of a text by its words."""
    return {e.text: e.kind for e in find_entities([text])[0]}


NEWS = {
    "North Korea fired a missile toward the sea on Friday, the South Korean military said.": {
        "North Korea": "place",
        "Friday": "date",
        "South Korean": "group",
    },
    "Kim Jong Un met Russian President Vladimir Putin in Vladivostok.": {
        "Kim Jong Un": "person",
        "Russian": "group",
        "Vladimir Putin": "person",
        "Vladivostok": "place",
    },
    "The United Nations Security Council and NATO condemned the launch of the Hwasong-17.": {
        "United Nations Security Council": "organisation",
        "NATO": "organisation",
        "Hwasong-17": "system",
    },
    "Moscow sent 5,000 soldiers for $3 million, up 12 percent on June 12, 2024.": {
        "Moscow": "place",
        "$3 million": "money",
        "5,000 soldiers": "quantity",
        "12 percent": "percentage",
        "June 12, 2024": "date",
    },
    "Ukrainians remember the Second World War.": {
        "Ukrainians": "group",
        "Second World War": "event",
    },
}


@pytest.mark.parametrize("text", NEWS)
def test_the_names_of_a_sentence(text: str) -> None:
    assert kinds(text) == NEWS[text]


@pytest.mark.parametrize("spelling", ["Kim Jong Un", "Kim Jong-un", "Kim Jong-Un", "Kim"])
def test_the_spellings_of_a_leader_are_a_person(spelling: str) -> None:
    assert (
        kinds(f"On Monday, {spelling} said that his country would not disarm.")[spelling]
        == "person"
    )


@pytest.mark.parametrize(
    "state", ["North Korea", "DPRK", "the United States", "U.S.", "China", "Ukraine", "Türkiye"]
)
def test_a_state_is_a_place(state: str) -> None:
    found = kinds(f"{state[0].upper()}{state[1:]} rejected the claim, and {state} will respond.")
    assert found[state.removeprefix("the ")] == "place"


def test_an_office_is_no_person() -> None:
    found = kinds("The Secretary of War will meet the Prime Minister and Mrs. Anna Berg.")
    assert [text for text, kind in found.items() if kind == "person"] == ["Anna Berg"]


def test_a_person_may_bear_the_name_of_a_state() -> None:
    assert kinds("Michael Jordan scored 40 points.")["Michael Jordan"] == "person"


def test_the_table_puts_the_model_right_but_where_people_share_the_name() -> None:
    found = [(0, 4, "person"), (20, 26, "person")]
    table = [
        Listed((0, 4, "place"), shared=False),
        Listed((20, 26, "place"), shared=True),
        Listed((40, 47, "group"), shared=False),
    ]
    assert repaired(found, table) == [(0, 4, "place"), (20, 26, "person"), (40, 47, "group")]


SYSTEMS = {
    "a Hwasongpho-17 and KN-23 missiles": ["Hwasongpho-17", "KN-23"],
    "missiles, Hwasongpho-11-Da-4.5, and Iskander-M": ["Hwasongpho-11-Da-4.5", "Iskander-M"],
    "F-16 jets, B-1B bombers, U-2 spy planes": ["F-16", "B-1B", "U-2"],
    "S-400 batteries, Patriot air defense systems": ["S-400", "Patriot"],
    "MQ-9 Reaper drones and Leopard 2 tanks": ["MQ-9 Reaper", "Leopard 2"],
    "the Patriot Act, COVID-19, the G-7, MH-17, an F-1 visa, Resolution 1718, C-SPAN": [],
}


@pytest.mark.parametrize("text", SYSTEMS)
def test_weapons_and_systems(text: str) -> None:
    assert [text[start:end] for start, end, _ in find_systems(text)] == SYSTEMS[text]


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80))
def test_entities_are_spans_in_order_and_apart(text: str) -> None:
    at = 0
    for entity in find_entities([text])[0]:
        assert entity.kind in KINDS
        assert text[entity.start : entity.end] == entity.text
        assert at <= entity.start < entity.end
        at = entity.end


def test_a_sentence_is_judged_alone() -> None:
    """The brief is the same whichever sentences are asked for, and when."""
    texts = list(NEWS)
    together = find_entities(texts)
    assert (
        together
        == tuple(found for text in reversed(texts) for found in find_entities([text]))[::-1]
    )


def test_a_text_longer_than_the_model_reads_at_once_is_read_in_parts() -> None:
    text = " ".join(["Vladimir Putin met Kim Jong Un in Moscow."] * 60)
    people = [e.text for e in find_entities([text])[0] if e.kind == "person"]
    assert people.count("Vladimir Putin") > 50


# A spaCy pipeline by name -----------------------------------------------------------------------


def test_a_pipeline_that_is_not_installed_is_named_with_the_command() -> None:
    with pytest.raises(
        LanguageError, match=r"'en_none': no such .* python -m spacy download en_none"
    ):
        find_entities(["Text."], model="en_none")


class TestInstalledPipeline:
    """A package on the path, as `spacy package` makes one: here with a rule for names, or without."""

    @pytest.fixture
    def install(self, tmp_path, monkeypatch):
        import spacy

        def make(name: str, *components: str) -> str:
            pipeline = spacy.blank("en")
            for component in components:
                ruler = pipeline.add_pipe("entity_ruler", name=component)
                ruler.add_patterns([{"label": "GPE", "pattern": "Ruritania"}])
            package = tmp_path / name
            package.mkdir()
            pipeline.to_disk(package / "data")
            (package / "__init__.py").write_text(
                "import spacy, pathlib\n"
                "def load(**options):\n"
                "    return spacy.load(pathlib.Path(__file__).parent / 'data', **options)\n"
            )
            info = tmp_path / f"{name}-1.0.dist-info"
            info.mkdir()
            (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            monkeypatch.syspath_prepend(str(tmp_path))
            spacy_models.load.cache_clear()
            return name

        yield make
        spacy_models.load.cache_clear()

    def test_it_finds_the_names(self, install) -> None:
        name = install("en_rules", "ner")
        found = find_entities(["Ruritania and Russia signed on 1 May 2024."], model=name)[0]
        assert [(e.text, e.kind) for e in found] == [("Ruritania", "place"), ("1 May 2024", "date")]

    def test_it_must_have_what_is_needed(self, install) -> None:
        name = install("en_bare")
        with pytest.raises(LanguageError, match=r"'en_bare': has no component 'ner'"):
            find_entities(["Text."], model=name)


# In the brief -----------------------------------------------------------------------------------


def test_the_brief_is_the_same_when_all_entities_are_computed_first() -> None:
    entities.entities_of.cache_clear()
    lazy = dump(build_seeds())
    documents, _ = read_sources([SEEDS])
    articles, _ = read_articles(documents, AS_OF)
    find_entities([s.text for a in articles for p in a.paragraphs for s in p.sentences])
    assert dump(build_seeds()) == lazy


def test_entities_are_computed_for_printable_sentences_only(monkeypatch) -> None:
    asked: list[str] = []
    real = entities.find_entities
    monkeypatch.setattr(
        named,
        "find_entities",
        lambda texts, model=None: asked.extend(texts) or real(texts, model=model),
    )
    brief = build_seeds()
    assert 0 < len(asked) < brief.sentences_read
    left_out = {item.text for item in brief.left_out if item.reason.startswith("under")}
    assert not left_out & set(asked)

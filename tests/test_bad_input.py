"""Whatever it is given costs one article, or ends in one clear message; the last good edition stays."""

import json
import os
from contextlib import suppress

import pytest
from builders import AS_OF, brief_of
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import ConfigError, ExtensionError, RenderError
from briefgen.model.frozen import load_brief
from briefgen.profile.load import parse_profile
from briefgen.profile.tables import Profile, SelectionOptions
from briefgen.rendering import RenderOptions, render
from briefgen.runtime import extensions

NEWS = (
    "North Korea fired two ballistic missiles toward the East Sea on Monday, officials in Seoul said.\n\n"
    "Japan's defense ministry said that the missiles flew about 350 kilometers and fell outside its waters.\n"
)


# Sources -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def huge(tmp_path_factory):
    """A text of 50 MB."""
    file = tmp_path_factory.mktemp("huge") / "huge.txt"
    line = b"The missile flew for nine minutes, officials said on Monday.....\n\n"
    with file.open("wb") as out:
        out.write(line * (50_000_000 // len(line) + 1))
    yield file
    file.unlink()


@pytest.fixture(scope="module")
def pile(tmp_path_factory, huge):
    """A folder with a good article among everything that is none."""
    folder = tmp_path_factory.mktemp("pile")
    (folder / "good.txt").write_text(NEWS)
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.txt").touch()
    (folder / "blank.md").write_text(" \n\n\t\n")
    os.link(huge, folder / "huge.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "there.txt").symlink_to("back.txt")
    (folder / "back.txt").symlink_to("there.txt")
    (folder / "lost.txt").symlink_to("nowhere.txt")
    (folder / "round").symlink_to(".")
    (folder / "report.docx").write_bytes(b"PK\3\4")
    (folder / "secret.txt").write_text(NEWS)
    (folder / "secret.txt").chmod(0)
    (folder / "shut").mkdir()
    (folder / "shut" / "inside.txt").write_text(NEWS)
    (folder / "shut").chmod(0)
    lines = [
        "{broken",
        "[1, 2]",
        "{}",
        '{"text": 5}',
        '{"text": "Text.", "id": [1]}',
        "[" * 100_000,
    ]
    (folder / "lines.jsonl").write_text("\n".join(lines))
    yield folder
    (folder / "shut").chmod(0o700)


@pytest.fixture(scope="module")
def survived(pile, run, mortal, tmp_path_factory):
    """What the program said of that folder, and the brief that it made of it all the same."""
    output = tmp_path_factory.mktemp("survived")
    done = run(
        "build", pile, "--as-of", AS_OF, "--audience", "executive", "-o", output, prefix=mortal
    )
    assert done.returncode == 0, done.stderr
    brief = json.loads((output / f"{AS_OF}-news-brief" / "brief.json").read_text(encoding="utf-8"))
    return done.stderr, brief


REASONS = {
    "binary.txt": ("not text", "save it as UTF-8"),
    "empty.txt": ("empty", "put the article's text into it"),
    "blank.md": ("empty", "put the article's text into it"),
    "huge.txt": ("50.0 MB", "split it", "max_megabytes"),
    "pipe.txt": ("no regular file", "name a file with text"),
    "loop.txt": ("cannot be read", "mend or remove it"),
    "there.txt": ("cannot be read", "mend or remove it"),
    "back.txt": ("cannot be read", "mend or remove it"),
    "lost.txt": ("cannot be read", "mend or remove it"),
    "round": ("a link to a folder", "name that folder itself"),
    "report.docx": ("broken archive", "fetch it again"),
    "secret.txt": ("no permission", "change its mode"),
    "shut": ("no permission", "change its mode"),
    "lines.jsonl#L1": ("no JSON", "one object a line"),
    "lines.jsonl#L2": ("not an object", '{"text": "…"}'),
    "lines.jsonl#L3": ("no text", "under the key 'text'"),
    "lines.jsonl#L4": ("no text", "under the key 'text'"),
    "lines.jsonl#L5": ("[1] is no text", "give a string"),
    "lines.jsonl#L6": ("no JSON", "one object a line"),
}


@pytest.mark.parametrize("name", REASONS)
def test_a_bad_source_is_skipped_with_what_is_wrong_and_what_helps(survived, name):
    said, brief = survived
    (reason,) = (s["reason"] for s in brief["skipped"] if s["source"] == name)
    assert [part for part in REASONS[name] if part not in reason] == []
    assert f"Skipped {name}: {reason}\n" in said


def test_bad_sources_cost_no_other_article(survived):
    said, brief = survived
    assert [s["file"] for s in brief["sources"]] == ["good.txt"]
    assert {s["source"] for s in brief["skipped"]} == set(REASONS)
    assert len(said.splitlines()) == len(REASONS)


def test_an_empty_folder_says_what_to_put_into_it(refuses, tmp_path, last_good):
    (tmp_path / "nothing").mkdir()
    says = [str(tmp_path / "nothing"), "no article", "put articles into it"]
    refuses("build", tmp_path / "nothing", "-o", last_good, code=4, says=says, keeps=last_good)


def test_a_folder_of_unreadable_files_names_each_of_them(refuses, mortal, tmp_path, last_good):
    folder = tmp_path / "unreadable"
    folder.mkdir()
    for name in ("a.txt", "b.md", "c.jsonl"):
        (folder / name).write_text(NEWS)
        (folder / name).chmod(0)
    says = [str(folder), "a.txt: no permission", "b.md: no", "c.jsonl: no", "change its mode"]
    refuses(
        "build", folder, "-o", last_good, code=4, says=says, keeps=last_good, prefix=mortal
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("pipe.txt", "pipe.txt: no regular file"),
        ("loop.txt", "loop.txt: cannot be read"),
        ("binary.txt", "binary.txt: not text"),
        ("huge.txt", "huge.txt: 50.0 MB"),
        ("nowhere", "no such file or folder; name where the articles are"),
    ],
)
def test_a_bad_source_named_alone_ends_the_run(refuses, pile, last_good, name, wrong):
    says = [f"'{pile / name}': ", wrong]
    refuses("build", pile / name, "-o", last_good, code=4, says=says, keeps=last_good)


def test_an_unreadable_file_that_is_named_itself_is_skipped_too(run, pile, mortal):
    done = run("explain", pile / "secret.txt", pile / "good.txt", prefix=mortal)
    assert (done.returncode, "S1 ¶1" in done.stdout) == (0, True), done.stderr
    assert "Skipped secret.txt: no permission" in done.stderr


@pytest.mark.parametrize("inside", ["", "inside.txt"])
def test_a_closed_folder_is_named_with_what_helps(refuses, pile, mortal, last_good, inside):
    path = pile / "shut" / inside
    says = [str(path), "permission", "change its mode"]
    refuses("build", path, "-o", last_good, code=4, says=says, keeps=last_good, prefix=mortal)


def named(folder, name, content=NEWS):
    """Make a folder with one file whose name is given as bytes."""
    folder.mkdir()
    descriptor = os.open(os.fsencode(folder) + b"/" + name, os.O_CREAT | os.O_WRONLY)
    os.write(descriptor, content.encode())
    os.close(descriptor)
    return folder


def test_a_file_whose_name_is_not_utf8_is_skipped_because_no_page_can_print_it(refuses, tmp_path):
    refuses(
        "explain", named(tmp_path / "names", b"caf\xe9.txt"), code=4, says=["name", "rename it"]
    )


@pytest.mark.parametrize("name", [b"a\nError: forged.txt", b"\x1b[31mred.txt", b"\x9b31mred.txt"])
def test_a_file_name_cannot_write_lines_or_colours_to_the_terminal(refuses, tmp_path, name):
    said = refuses("explain", named(tmp_path / "names", name, ""), code=4, says=["txt: "])
    assert len(said.splitlines()) == 2
    assert said.replace("\n", "").isprintable()


# Profiles ----------------------------------------------------------------------------------------

FIVE_MISTAKES = """
titel = "Weekly"
edition = "three"
marking = "TLP:BLUE"

[[themes]]
id = "missiles"
name = "Missiles"

[[themes]]
id = "missiles"
name = "More missiles"

[[questions]]
text = "What was launched?"
themes = ["rockets"]
"""


@pytest.fixture
def with_profile(refuses, tmp_path, last_good):
    """Build with a profile and see it refused."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "good.txt").write_text(NEWS)

    def check(content, says, **how):
        path = tmp_path / "weekly.toml"
        if content is not None:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        command = ("build", tmp_path / "articles", "-p", path, "-o", last_good)
        return refuses(*command, code=3, says=[str(path), *says], keeps=last_good, **how)

    return check


def test_a_profile_with_five_mistakes_tells_all_five_with_their_keys(with_profile):
    said = with_profile(FIVE_MISTAKES, ["5 problems in the profile"])
    problems = [line for line in said.splitlines() if line.startswith("  - ")]
    expected = {
        "titel": ("unknown key", "did you mean 'title'?"),
        "edition": ("'three'", "integer"),
        "marking": ("'TLP:BLUE'", "'TLP:CLEAR'", "'TLP:RED'"),
        "themes": ("'missiles' is given twice", "ids must differ"),
        "questions[0].themes": ("no theme 'rockets'", "choose from missiles"),
    }
    assert len(problems) == len(expected)
    for key, parts in expected.items():
        (problem,) = (p for p in problems if p.startswith(f"  - {key}: "))
        assert [part for part in parts if part not in problem] == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('title = "Weekly"\nmarking = \n', ["no TOML", "line 2"]),
        ("title = 1\ntitle = 2\n", ["no TOML", "line 2"]),
        (b'title = "\xff\xfe"\n', ["not UTF-8", "save it as UTF-8"]),
        (b"\x00\x01\x02\x03", ["no TOML"]),
        (None, ["No such file", "--profile"]),
        (
            "[reading]\nmax_megabites = 3\n",
            ["reading.max_megabites", "did you mean 'max_megabytes'"],
        ),
        ("[themes]\nid = 'a'\n", ["themes", "list", "[[themes]]"]),
        ("[[themes]]\nname = 'A'\n", ["themes[0].id", "missing"]),
        (
            "[[indicators]]\ntext = 'A'\nkeywords = []\n",
            ["indicators[0].keywords", "at least one word"],
        ),
        (
            "[[indicators]]\ntext = 'A'\nkeywords = [' ']\n",
            ["indicators[0].keywords", "holds no word"],
        ),
        ("[indicators]\ntext = 'A'\n", ["indicators", "write [[indicators]]"]),
        (
            "[[indicators]]\ntext = 'A'\nkeywords = ['a']\n" * 2,
            ["indicators", "'A' is given twice"],
        ),
        ("[[questions]]\ntext = 'Why?'\nspeakers = ['Kim']\n", ["questions[0].speakers", "Kim"]),
        ("audiences = ['children']\n", ["audiences[0]", "'children'", "'executive'"]),
    ],
    ids=lambda value: None if isinstance(value, list) else "",
)
def test_a_wrong_profile_is_refused_with_its_place_and_the_remedy(with_profile, content, says):
    with_profile(content, says)


def test_a_profile_without_read_permission_is_a_wrong_profile(with_profile, mortal, tmp_path):
    (tmp_path / "weekly.toml").touch(mode=0)
    with_profile(None, ["Permission denied", "--profile"], prefix=mortal)


@pytest.mark.parametrize(
    "name",
    ["textrank", "no.such:thing", "json:nothing", "json:__doc__", "json:", ":rank", ".near:rank"],
)
def test_an_unknown_summariser_is_refused_with_the_ones_there_are(name):
    with pytest.raises(ConfigError) as caught:
        parse_profile({"selection": {"summariser": name}}, "weekly.toml")
    (problem,) = caught.value.problems
    assert problem.startswith(f"selection.summariser: '{name}': no such summariser")
    assert (
        "choose one of importance, lead, lexrank, salience, or give 'package.module:name'"
        in problem
    )


def test_an_unknown_summariser_ends_the_run_before_anything_is_read(with_profile):
    says = ["selection.summariser", "'textrank'", "importance, lead, lexrank, salience"]
    with_profile('[selection]\nsummariser = "textrank"\n', says)


def test_a_summariser_that_fails_is_named(seeds):
    article = next(seeds.glob("001_*.txt")).read_text(encoding="utf-8")
    profile = Profile(selection=SelectionOptions(summariser="json:dumps"))
    with pytest.raises(ExtensionError, match="'json:dumps'"):
        brief_of([article], profile, as_of=AS_OF)


KEYS = st.sampled_from(
    "title edition marking audiences sources themes questions reading theming selection page id name letter "
    "keywords text speakers summariser grade max_megabytes paper nonsense".split()
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["A4", "B"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_whatever_a_profile_says_it_is_taken_or_refused_as_a_profile(data):
    with suppress(ConfigError):
        assert isinstance(parse_profile(data, "weekly.toml"), Profile)


def test_controls_and_odd_line_ends_in_a_profile_do_not_reach_the_page_engine():
    odd = "Wee\u2029kly\u0000 \u202ebr\ufffeief"
    question = {"text": odd, "keywords": ["missiles"]}
    theme = {"id": "missiles", "name": odd, "keywords": ["missiles"]}
    data = {"title": odd, "reviewer": odd, "themes": [theme], "questions": [question]}
    brief = brief_of([NEWS], parse_profile(data, "weekly.toml"), as_of=AS_OF)
    assert brief.title == "Wee kly brief"
    assert [a.name for a in render(brief, ("executive",))] == ["executive.pdf"]


# Templates ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def frozen(built):
    """The samples' brief."""
    return load_brief(built / "brief.json")


@pytest.fixture
def template(tmp_path):
    """Write a template into a user's folder."""

    def write(content, name="executive/page.html"):
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def refuses_to_render(refuses, built, last_good):
    """Render the samples' brief over a good edition with a user's template and see it refused."""

    def check(path, says, **how):
        edition = last_good / f"{AS_OF}-news-brief"
        command = ("render", built / "brief.json", "--audience", "executive", "-o", edition)
        return refuses(
            *command, "--templates", path.parent.parent, code=5, says=says, keeps=last_good, **how
        )

    return check


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("<p>\n{% if %}</p>\n", "Expected an expression"),
        ("<p>\n{{ nobody }}</p>\n", "'nobody' is undefined"),
        ("<p>\n{{ 'a' | safe }}</p>\n", "'safe'"),
        ("<p>\n{{ 'a' * 3 }}</p>\n", "the operator *"),
    ],
    ids=["syntax", "undefined variable", "forbidden filter", "forbidden operation"],
)
def test_a_failing_template_ends_the_run_with_its_file_line_and_cause(
    refuses_to_render, template, content, cause
):
    path = template(content)
    refuses_to_render(
        path, [f"'{path}', line 2", cause, "mend the template", "nothing was written"]
    )


def test_a_template_that_fails_last_leaves_what_was_rendered_before_it_unwritten(
    refuses, template, tmp_path, last_good
):
    (tmp_path / "good.txt").write_text(NEWS)
    path = template("{{ nobody }}")
    command = ("build", tmp_path / "good.txt", "--as-of", AS_OF, "-o", last_good)
    says = [f"'{path}', line 1", "'nobody' is undefined"]
    refuses(*command, "--templates", tmp_path / "templates", code=5, says=says, keeps=last_good)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("\n{{ ''.__class__.__mro__ }}", "__class__"),
        ("\n{{ themes.append(1) }}", "append"),
        ("\n{{ 'a' | attr('upper') }}", "'attr'"),
        ("\n{{ 'a' | center(9) }}", "'center'"),
        ("\n{{ '%s' | format('a') }}", "'format'"),
        ("\n{{ lipsum() }}", "'lipsum' is undefined"),
        ("\n{{ cycler('a') }}", "'cycler' is undefined"),
        ("\n{{ joiner() }}", "'joiner' is undefined"),
        ("\n{{ '%s' % 'a' }}", "the operator %"),
        ("\n{{ 9 ** 9 }}", "the operator **"),
        ("\n{{ range(1000000) | length }}", "range"),
        ("\n{{ 'a'.center(100000000) | length }}", "center"),
        ("\n{{ 'a'.ljust(100000000) | length }}", "ljust"),
        ("\n{{ 'a'.zfill(100000000) | length }}", "zfill"),
        ("\n{{ 'a'.center(100000000000000) }}", "center"),
        ("\n{{ 1 / 0 }}", "division by zero"),
        ("\n{{ brief.nobody }}", "'nobody'"),
        ("\n{% include 'executive/page.html' %}", "recursion"),
        ("{% macro again() %}\n{{ again() }}{% endmacro %}{{ again() }}", "recursion"),
    ],
    ids=lambda value: value.strip() if "{" in value else "",
)
def test_what_a_template_may_not_do_is_stopped_where_it_stands(frozen, template, content, cause):
    path = template(content)
    with pytest.raises(RenderError, match="mend the template") as caught:
        render(frozen, ("executive",), RenderOptions(templates=path.parent.parent))
    assert cause in str(caught.value)
    assert caught.value.template == str(path)
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "name",
    [
        "executive/style.css",
        "analyst/page.html",
        "analyst/style.css",
        "analyst/web.html",
        "analyst/web.css",
        "analyst/web.js",
        "public/page.html",
        "public/body.html",
        "public/web.html",
        "public/web.css",
        "email/page.html",
        "email/style.css",
        "email/page.txt",
    ],
)
def test_any_template_of_the_users_stands_before_the_built_in_one(frozen, template, name):
    path = template("\n\n{{ nobody }}", name)
    audience, _, file = name.partition("/")
    kind = "html" if file.startswith("web") else "text" if file == "page.txt" else "pdf"
    kind = "mail" if audience == "email" and kind == "pdf" else kind
    with pytest.raises(RenderError) as caught:
        extensions.resolve("renderer", kind)(
            frozen, audience, RenderOptions(templates=path.parent.parent)
        )
    assert (caught.value.template, caught.value.line) == (str(path), 3)


def test_an_included_template_that_is_not_there_is_named_with_where_it_was_looked_for(
    frozen, template
):
    folder = template("{% include 'executive/part.html' %}").parent.parent
    with pytest.raises(
        RenderError, match=r"'executive/part\.html'.*no template of this name"
    ) as caught:
        render(frozen, ("executive",), RenderOptions(templates=folder))
    assert str(folder) in str(caught.value)


def test_a_template_that_is_not_utf8_is_named(frozen, template):
    folder = template(b"<p>\xff\xfe</p>").parent.parent
    with pytest.raises(RenderError, match=r"'executive/page\.html'.*utf-8"):
        render(frozen, ("executive",), RenderOptions(templates=folder))


def test_a_template_without_read_permission_is_named(refuses_to_render, template, mortal):
    path = template("<p>Text.</p>")
    path.chmod(0)
    refuses_to_render(path, ["executive/page.html", "Permission denied"], prefix=mortal)


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_template_folder_that_is_none_is_named_and_not_passed_over(frozen, tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(RenderError, match="no such folder") as caught:
        render(frozen, ("executive",), RenderOptions(templates=tmp_path / name))
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("content", ["<p>" + "<div>" * 600, "<p>" + "word " * 2_000])
def test_a_page_that_cannot_be_set_is_named(frozen, template, content):
    folder = template(content).parent.parent
    with pytest.raises(RenderError, match=r"'executive/page\.html'.*template"):
        render(frozen, ("executive",), RenderOptions(templates=folder))

"""Lists of readers: what is usable is used, what is not is told, and one bad row never stops the rest."""

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from briefgen.deliver.recipients import list_in_file, open_list, read_list
from briefgen.errors import ConfigError, ReadError
from briefgen.profile.addresses import check_address
from briefgen.profile.tables import ListOptions
from briefgen.runtime.credentials import find_secret


@pytest.fixture
def listed(tmp_path):
    """Write a list and read it."""

    def read(text, encoding="utf-8"):
        (tmp_path / "list.csv").write_bytes(text.encode(encoding))
        return read_list(tmp_path / "list.csv")

    return read


# Addresses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("lena@example.org", "lena@example.org"),
        ("Lena.Marsh+brief@Example.ORG", "Lena.Marsh+brief@example.org"),
        ("desk@exämple.org", "desk@xn--exmple-cua.org"),
    ],
)
def test_an_address_is_given_as_smtp_takes_it(raw, address):
    assert check_address(raw) == address


@pytest.mark.parametrize(
    "raw",
    [
        "", "lena", "lena@", "@example.org", "lena@example", "lena@example..org", "a@b@example.org",
        "lena marsh@example.org", "lena@example.org,anna@example.org", "Lena <lena@example.org>",
        "lena@example.org\r\nBcc: all@example.org", "lena@[127.0.0.1]", '"a b"@example.org', "a" * 65 + "@example.org",
        "lena@example.org\x00", "lena@-example.org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_a_reason(raw):
    with pytest.raises(ValueError, match=r"\w"):
        check_address(raw)


def test_letters_that_servers_mangle_are_refused_clearly():
    with pytest.raises(ValueError, match="letters outside ASCII before the @ pass few servers"):
        check_address("läna@example.org")


@given(st.text())
def test_any_text_is_an_address_in_plain_ascii_or_refused(raw):
    try:
        address = check_address(raw)
    except ValueError:
        return
    assert address.isascii()
    assert not set(address) & set("\r\n <>,")


# Lists -------------------------------------------------------------------------------------------


def test_columns_go_by_their_names(listed):
    [lena] = listed("ceiling,Name,address,phone\nTLP:AMBER,Lena Marsh,lena@example.org,123\n")
    assert (lena.address, lena.name, lena.ceiling, lena.problem) == (
        "lena@example.org",
        "Lena Marsh",
        "TLP:AMBER",
        None,
    )


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_lists_as_spreadsheets_save_them(listed, mark, end, begin):
    text = f'{begin}address{mark}name{end}a@example.org{mark}"Marsh, Lena; desk"{end}{end}'
    assert [(r.address, r.name) for r in listed(text)] == [("a@example.org", "Marsh, Lena; desk")]


def test_a_wrong_row_is_told_and_the_others_are_used(listed):
    found = listed(
        "address,ceiling\nlena@,\na@example.org,TLP:PINK\nb@example.org,\nB@example.org,\n\n,\n"
    )
    assert [r.address for r in found if not r.problem] == ["b@example.org"]
    problems = [r.problem for r in found if r.problem]
    assert "correct the address" in problems[0]
    assert (
        problems[1]
        == "ceiling 'TLP:PINK' is no marking; choose from TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED"
    )
    assert problems[2] == "stands twice in the list"


@pytest.mark.parametrize(
    ("text", "encoding", "problem"),
    [
        ("name\nLena\n", "utf-8", "has no column 'address' but name"),
        ("", "utf-8", "has no column 'address' but nothing"),
        (
            "address\nlena@exämple.org\n",
            "latin-1",
            "is not UTF-8 text; save the list as CSV in UTF-8",
        ),
    ],
)
def test_what_is_no_list_is_told(listed, text, encoding, problem):
    with pytest.raises(ReadError, match=problem):
        listed(text, encoding)


def test_a_list_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ReadError, match="No such file or directory"):
        read_list(tmp_path / "none.csv")


def test_rows_of_another_list_are_not_this_ones(listed, tmp_path):
    listed("address,list\na@example.org,board\nb@example.org,press\nc@example.org,\n")
    board = open_list(ListOptions(name="board", file="list.csv"), tmp_path)
    assert [r.address for r in board.recipients] == ["a@example.org", "c@example.org"]


def test_a_file_alone_gives_clear_only_but_to_those_whose_row_says_more(listed, tmp_path):
    listed("address,ceiling\na@example.org,TLP:AMBER\nb@example.org,\n")
    alone = list_in_file(tmp_path / "list.csv", "executive")
    assert (alone.name, alone.audience, alone.ceiling) == ("list", "executive", "TLP:AMBER")
    assert [r.ceiling for r in alone.recipients] == ["TLP:AMBER", "TLP:CLEAR"]


# Secrets -----------------------------------------------------------------------------------------


class Ring(KeyringBackend):
    """A keyring with one secret."""

    priority = 1

    def get_password(self, service, username):
        return {("briefgen", "dkim_key"): "from the ring"}.get((service, username))

    def set_password(self, service, username, password):
        raise NotImplementedError

    def delete_password(self, service, username):
        raise NotImplementedError


@pytest.fixture(autouse=True)
def ring(monkeypatch):
    """Have one keyring, and no secret in the environment."""
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    for name in ("", "_FILE"):
        monkeypatch.delenv(f"BRIEFGEN_DKIM_KEY{name}", raising=False)
    yield
    keyring.set_keyring(before)


def test_a_secret_comes_from_the_variable_then_its_file_then_the_keyring(monkeypatch, tmp_path):
    assert find_secret("dkim_key") == "from the ring"
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("BRIEFGEN_DKIM_KEY_FILE", str(tmp_path / "key"))
    assert find_secret("dkim_key") == "from the file"
    monkeypatch.setenv("BRIEFGEN_DKIM_KEY", "from the variable")
    assert find_secret("dkim_key") == "from the variable"


def test_a_missing_secret_says_where_to_put_it():
    with pytest.raises(
        ConfigError,
        match=r"set BRIEFGEN_SMTP_PASSWORD or .*_FILE, or run 'keyring set briefgen smtp_password'",
    ):
        find_secret("smtp_password")


def test_a_file_of_a_secret_that_cannot_be_read_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("BRIEFGEN_DKIM_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(
        ConfigError, match=r"BRIEFGEN_DKIM_KEY_FILE: .* cannot be read \(No such file"
    ):
        find_secret("dkim_key")

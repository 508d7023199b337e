"""Fetching is safe: every spelling of a private address, every way to hold on to the reader, told apart."""

import gzip
import socket
import ssl
import time
from ipaddress import ip_address

import pytest
from mail_servers import self_signed
from web_servers import answer, web_server

from briefgen.runtime.web import FetchError, is_public, parse_target
from briefgen.runtime.web.client import Client, Limits

QUICK = Limits(seconds=1.5, idle_seconds=0.6, body=3_000_000)


def client(server, **more):
    return Client("briefgen-test", limits=QUICK, permitted=[server.place], **more)


@pytest.fixture
def server():
    with web_server() as running:
        yield running


def failure(action):
    with pytest.raises(FetchError) as caught:
        action()
    return caught.value


# What comes --------------------------------------------------------------------------------------


def test_a_page_comes_as_it_was_sent_and_unpacked(server):
    packed = gzip.compress(b"<p>Fourteen ships wait.</p>")
    server.pages["/a?b=%20c"] = answer(packed, "Content-Encoding: gzip", 'ETag: "x1"')
    found = client(server).get(server.at("/a?b= c".replace(" ", "%20") + "#part"))
    assert found.content == b"<p>Fourteen ships wait.</p>"
    assert found.body == packed
    assert found.header("etag") == '"x1"'
    assert found.address == server.at("/a?b=%20c")
    assert found.moved is None
    ((_, _, headers),) = server.requests
    assert headers["host"] == server.place
    assert headers["user-agent"] == "briefgen-test"


def test_an_unchanged_page_has_no_body(server):
    server.pages["/a"] = lambda headers: (
        b"HTTP/1.1 304 Not Modified\r\n\r\n" if headers.get("if-none-match") else answer("new")
    )
    assert client(server).get(server.at("/a"), {"If-None-Match": '"x1"'}).unchanged
    assert client(server).get(server.at("/a")).content == b"new"


def test_a_move_for_good_is_told_from_one_for_now(server):
    server.pages["/old"] = answer("", "Location: /new", status="301 Moved Permanently")
    server.pages["/now"] = answer("", "Location: /new", status="302 Found")
    server.pages["/new"] = answer("here")
    assert client(server).get(server.at("/old")).moved == server.at("/new")
    found = client(server).get(server.at("/now"))
    assert (found.moved, found.address) == (None, server.at("/new"))


def test_proxies_of_the_environment_are_not_asked(server, monkeypatch):
    with web_server() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.at("/"))
        server.pages["/a"] = answer("straight")
        assert client(server).get(server.at("/a")).content == b"straight"
        assert proxy.connections == 0


def test_names_in_certificates_are_those_of_the_address_not_of_the_connection(tmp_path):
    certificate, context = self_signed(tmp_path)
    with web_server({"/a": answer("safe")}, context) as server:
        place = f"localhost:{server.port}"
        trusting = Client(
            "t",
            limits=QUICK,
            permitted=[place, f"other.example:{server.port}"],
            trust=[str(certificate)],
            resolve=lambda *_: ("127.0.0.1",),
        )
        assert trusting.get(f"https://{place}/a").content == b"safe"
        other = failure(lambda: trusting.get(f"https://other.example:{server.port}/a"))
        assert other.kind == "tls"
        unknown = failure(lambda: client(server).get(server.at("/a", "https")))
        assert unknown.kind == "tls"
        assert [path for _, path, _ in server.requests] == ["/a"]


def test_certificates_are_read_when_a_host_is_asked_by_tls_and_not_before(server, monkeypatch):
    read = []
    real = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda: read.append(1) or real())
    asking = client(server)
    server.pages["/a"] = answer("plain")
    assert asking.get(server.at("/a")).content == b"plain"
    assert read == []
    assert failure(lambda: asking.get(server.at("/a", "https"))).kind in {"tls", "slow"}
    assert read == [1]


# What goes wrong ---------------------------------------------------------------------------------

FAULTS = {
    "hang": "slow", "drip": "slow", "drip-headers": "slow", "endless": "large", "endless-plain": "large",
    "ten-gigabytes": "large", "bomb": "large", "flood": "large", "long-header": "large",
    "cut-gzip": "short", "wrong-length": "short", "cut-chunks": "short", "no-gzip": "malformed",
    "brotli": "malformed", "no-http": "malformed", "silent-end": "unreachable", "busy": "busy",
    "maintenance": "busy", "broken": "server", "gone": "gone", "refused": "refused",
    "loop": "redirects", "chain": "redirects",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_failure_is_told_apart_and_ends_in_time(server, fault):
    begun = time.monotonic()
    error = failure(lambda: client(server).get(server.at(f"/fault/{fault}")))
    assert error.kind == FAULTS[fault], error
    assert time.monotonic() - begun < QUICK.seconds + 3
    assert error.retry_after == {"busy": 120, "maintenance": 60}.get(fault)


def test_a_server_that_never_ends_the_handshake_of_tls_is_slow(server):
    begun = time.monotonic()
    assert failure(lambda: client(server).get(server.at("/", "https"))).kind == "slow"
    assert time.monotonic() - begun < QUICK.seconds + 3


def test_nobody_there_is_unreachable_and_no_name_is_dns():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{held.getsockname()[1]}"
        alone = Client("t", limits=QUICK, permitted=[place])
        assert failure(lambda: alone.get(f"http://{place}/")).kind == "unreachable"

    def nowhere(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    assert failure(lambda: Client("t", resolve=nowhere).get("http://a.example/")).kind == "dns"
    slow = Client("t", limits=QUICK, resolve=lambda *_: time.sleep(3) or ("192.0.2.1",))
    assert failure(lambda: slow.get("http://a.example/")).kind == "dns"


# Private addresses -------------------------------------------------------------------------------

PRIVATE = """
    127.0.0.1 127.1.2.3 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
    192.0.0.8 192.0.0.170 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 192.88.99.1 224.0.0.1 239.1.1.1 240.0.0.1
    255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::8.8.8.8
    64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:808:808::1
    fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 3fff::1 5f00::1 4000::1
""".split()
PUBLIC = "8.8.8.8 1.1.1.1 172.15.0.1 172.32.0.1 100.128.0.1 192.0.1.1 2606:4700::1111 2a00:1450:4001::1".split()  # fmt: skip


def test_what_is_public():
    assert [a for a in PRIVATE if is_public(ip_address(a))] == []
    assert [a for a in PUBLIC if not is_public(ip_address(a))] == []


SPELLINGS = """
    http://127.0.0.1/ http://127.1/ http://127.0.1/ http://2130706433/ http://0x7f000001/ http://0x7f.1/
    http://0177.0.0.1/ http://0177.1/ http://017700000001/ http://127.0.0.1./ http://0/ http://0.0.0.0/
    http://127.000.000.001/ http://0x7f.0x0.0x0.0x1/ http://127.0.0.0x1/ http://[::1]/ http://[::]/
    http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[64:ff9b::7f00:1]/
    http://[2002:7f00:1::]/ http://[fe80::1%25eth0]/ http://[fe80::1%eth0]/ http://localhost/ http://LOCALHOST/
    http://localhost./ http://ｌｏｃａｌｈｏｓｔ/ http://①②⑦.⓪.⓪.①/ http://１２７.0.0.1/ http://127。0。0。1/
    http://%6c%6f%63%61%6c%68%6f%73%74/ http://127.0.0.1%00.example.org/ http://169.254.169.254/latest/meta-data/
    http://user@127.0.0.1/ http://user:secret@example.org/ http://example.org@127.0.0.1/ http://example.org\\@127.0.0.1/
    http://127.0.0.1#@example.org/ http://127.0.0.1?@example.org/ file:///etc/passwd ftp://example.org/ gopher://127.0.0.1/
    javascript:alert(1) data:text/html,x //127.0.0.1/ /etc/passwd http:/127.0.0.1/ http:127.0.0.1 http:///x
    http://example.org:25/ http://example.org:0/ http://example.org:99999/ http://example.org:22/ http://[::1 http://]/
    http://a..b/ http://-/ http://xn--/ http://example.org:80:80/ http://[v1.x]/
""".split()


@pytest.mark.parametrize("address", [*SPELLINGS, "http://exa mple.org/", "http://a\n.org/", ""])
def test_no_spelling_of_a_private_address_makes_a_connection(address, monkeypatch):
    made = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **_: made.append(a) or 1 / 0)
    lookups = {"localhost": "127.0.0.1"}
    asking = Client("t", limits=QUICK, resolve=lambda h, _: (lookups.get(h, "10.0.0.1"),))
    assert failure(lambda: asking.get(address)).kind in {"address", "private"}
    assert made == []


@pytest.mark.parametrize("private", PRIVATE)
def test_a_name_that_leads_to_a_private_address_makes_no_connection(private, monkeypatch):
    made = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **_: made.append(a) or 1 / 0)
    for found in ((private,), ("8.8.8.8", private)):
        asking = Client("t", limits=QUICK, resolve=lambda *_, found=found: found)
        assert failure(lambda asking=asking: asking.get("http://news.example/")).kind == "private"
    assert made == []


@pytest.mark.parametrize("address", SPELLINGS)
def test_no_redirect_leads_to_a_private_address(server, address, monkeypatch):
    with web_server() as inside:
        onward = address.replace("//127.0.0.1/", f"//{inside.place}/")
        server.pages["/a"] = answer("", f"Location: {onward}", status="302 Found")
        asking = client(server, resolve=lambda *_: ("127.0.0.1",))
        kind = failure(lambda: asking.get(server.at("/a"))).kind
        assert kind in {"address", "private", "gone", "malformed"}
        assert inside.connections == 0


def test_a_permitted_host_opens_no_other_spelling_and_no_other_port(server):
    with web_server() as inside:
        asking = client(server)
        for address in (inside.at("/"), f"http://localhost:{server.port}/"):
            assert failure(lambda a=address: asking.get(a)).kind == "private"
        assert (inside.connections, server.connections) == (0, 0)


def test_a_name_that_changes_between_check_and_use_changes_nothing(monkeypatch):
    """Each connection asks once, and goes to an address that was looked at, never to the name."""
    answers = iter([("8.8.8.8",), ("127.0.0.1",)])
    made = []

    def connect(address, timeout):
        made.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    asking = Client("t", limits=QUICK, resolve=lambda *_: next(answers))
    assert failure(lambda: asking.get("http://news.example/")).kind == "unreachable"
    assert failure(lambda: asking.get("http://news.example/")).kind == "private"
    assert made == [("8.8.8.8", 80)]


def test_targets_are_ascii():
    target = parse_target("https://bücher.example/ä b?ü=1".replace(" ", "%20"))
    assert target.address == "https://xn--bcher-kva.example/%C3%A4%20b?%C3%BC=1"
    assert parse_target("http://[2606:4700::1111]:8080/").netloc == "[2606:4700::1111]:8080"


def test_each_address_is_admitted_before_it_is_asked(server):
    server.pages["/old"] = answer("", "Location: /new", status="301 Moved Permanently")
    met = []

    def admit(address):
        met.append(address)
        if address.endswith("/new"):
            raise FetchError("robots", "not there")

    error = failure(lambda: client(server).get(server.at("/old"), admit=admit))
    assert (error.kind, met) == ("robots", [server.at("/old"), server.at("/new")])
    assert server.asked("/new") == 0

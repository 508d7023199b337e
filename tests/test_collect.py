"""Collecting: each article once and none lost, whatever servers do; how each source is; what changed later is told."""

import email.utils
import hashlib
import json
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from web_servers import answer, web_server

import briefgen
from briefgen.errors import ArchiveError, ConfigError, ReadError
from briefgen.profile.collecting import CollectOptions, FeedOptions, SectionOptions, WatchedPage
from briefgen.profile.load import parse_profile
from briefgen.profile.tables import Profile
from briefgen.runtime import worker
from briefgen.series.archive import hold
from briefgen.series.collect import state as states
from briefgen.series.collect.health import found_in
from briefgen.series.collect.order import CollectOrder, collect
from briefgen.sources.listing import list_opml
from briefgen.sources.readers import read_sources

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SENTENCES = (
    "Fourteen ships with grain wait off Port Alda, the harbour office said on Tuesday.",
    "The union of dockers called the offer of the ministry an insult and went on with its strike.",
    "Two of five piers were closed on Monday after a crane had fallen into the basin.",
    "The minister of transport, Ada Norvik, promised talks before the end of the week.",
    "Bakers in the north of the country said that their flour would last until Sunday.",
    "Insurers raised the price for a voyage to the port by a third, brokers reported.",
)


def story(number, extra=""):
    """A text of some 150 words that is no other's."""
    lines = [f"{s[:-1]} in case {number}." for s in SENTENCES]
    return "".join(f"<p>{line} {extra}</p>" for line in (*lines, *(s for s in SENTENCES)))


def article(number, extra="", *, title=None):
    name = title or f"Ships wait, report {number}"
    return answer(
        f"<html><head><title>{name}</title><meta property='article:published_time' content='2026-03-03'>"
        f"</head><body><nav><a href='/'>Home</a></nav><article><h1>{name}</h1>{story(number, extra)}</article></body></html>",
        f'ETag: "{hashlib.sha256((str(number) + extra).encode()).hexdigest()[:8]}"',
    )


def item(number, link, text="", *, day=3, guid=None):
    date = email.utils.format_datetime(datetime(2026, 3, day, 9, tzinfo=UTC))
    return (
        f"<item><title>Ships wait, report {number}</title><link>{link}</link>"
        f"<guid isPermaLink='false'>{guid or f'g{number}'}</guid><pubDate>{date}</pubDate>"
        f"<description><![CDATA[{text}]]></description></item>"
    )


def rss(*items, title="Alda Courier"):
    return answer(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>"
        f"<link>http://alda.example/</link>{''.join(items)}</channel></rss>",
        f'ETag: "{hashlib.sha256("".join(items).encode()).hexdigest()[:8]}"',
        kind="application/rss+xml",
    )


@pytest.fixture
def server():
    with web_server() as running:
        running.pages["/robots.txt"] = answer("User-agent: *\nAllow: /\n", kind="text/plain")
        yield running


@pytest.fixture
def desk(server, tmp_path):
    """Collects from the server into an inbox, at a time."""

    class Desk:
        inbox = tmp_path / "inbox"
        options = CollectOptions(allow_private=(server.place,), seconds=2)

        def feeds(self, *paths, **more):
            feeds = tuple(FeedOptions(address=server.at(p), name=p, **more) for p in paths)
            self.options = replace(self.options, feeds=feeds)

        def collect(self, now=NOW, **more):
            order = CollectOrder(
                inbox=self.inbox, options=self.options, now=lambda: now, interval=0.0, **more
            )
            return collect(order)

        def states(self):
            return {s.name: s.state for s in states.read_sources(self.inbox)}

        def reasons(self):
            return {s.name: s.reason for s in states.read_sources(self.inbox)}

        def documents(self):
            documents, skipped = read_sources([self.inbox])
            assert skipped == ()
            return documents

    return Desk()


def titles(documents):
    return sorted(d.declared.title for d in documents)


# Feeds -------------------------------------------------------------------------------------------


def test_what_a_feed_has_whole_is_taken_from_it_and_a_stub_from_its_page(server, desk):
    server.pages["/feed"] = rss(
        item(1, server.at("/1"), story(1)), item(2, server.at("/2"), "Fourteen ships wait …")
    )
    server.pages["/2"] = article(2)
    desk.feeds("/feed")
    report = desk.collect()
    first, second = sorted(desk.documents(), key=lambda d: d.declared.title)
    assert (first.reader, second.reader) == ("warc/feed", "warc/page")
    assert "in case 2." in second.text
    assert "in case 1." in first.text
    assert {d.declared.url for d in (first, second)} == {server.at("/1"), server.at("/2")}
    assert all(d.declared.read_at for d in (first, second))
    assert server.asked("/1") == 0
    assert (report.count("new"), desk.states()) == (2, {"/feed": "new"})


def test_each_article_comes_once(server, desk):
    server.pages["/feed"] = rss(item(1, server.at("/1"), story(1)), item(2, server.at("/2")))
    server.pages["/2"] = article(2)
    server.pages["/other"] = rss(item(7, server.at("/2?utm_source=rss#top"), "Ships …"))
    desk.feeds("/feed", "/other")
    desk.collect()
    server.pages["/feed"] = rss(
        item(3, server.at("/3"), story(3)), item(1, server.at("/1"), story(1)), item(2, server.at("/2"))
    )  # fmt: skip
    report = desk.collect()
    assert report.count("new") == 1
    assert titles(desk.documents()) == [f"Ships wait, report {n}" for n in (1, 2, 3)]
    assert server.asked("/2") == 1


def test_pages_are_read_by_a_worker_that_outlives_the_threads_that_ask(
    server, desk, servers, monkeypatch
):
    """A real one: that of the other tests does not end with a thread."""
    monkeypatch.setattr(worker, "start_server", servers)
    server.pages["/feed"] = rss(item(2, server.at("/2"), "Fourteen ships wait …"))
    server.pages["/2"] = article(2)
    desk.feeds("/feed")
    assert desk.collect().count("new") == 1


def test_a_feed_is_asked_only_for_what_is_new(server, desk):
    whole = rss(item(1, server.at("/1"), story(1)))
    mark = whole.decode().partition("ETag: ")[2].partition("\r\n")[0]
    server.pages["/feed"] = lambda headers: (
        b"HTTP/1.1 304 Not Modified\r\n\r\n" if headers.get("if-none-match") == mark else whole
    )
    desk.feeds("/feed")
    desk.collect()
    report = desk.collect()
    assert (report.events, desk.states()) == ([], {"/feed": "unchanged"})
    assert server.requests[-1][2]["if-none-match"] == mark


def test_entries_that_share_an_address_are_told_apart_by_their_ids(server, desk):
    server.pages["/feed"] = rss(*(item(n, server.at("/"), story(n)) for n in (1, 2, 3)))
    desk.feeds("/feed")
    desk.collect()
    desk.collect()
    assert len(desk.documents()) == 3


CYRILLIC = "Четырнадцать судов с зерном ждут у порта Алда, сообщила портовая служба во вторник. "
SAID = [  # charset of the header, of the file itself, and the one it is in; "utf-8-sig" begins with a mark
    ("windows-1251", "", "windows-1251"), ("windows-1251", "utf-8", "windows-1251"), ("windows-1251", "koi8-r", "utf-8-sig"),
    ("", "koi8-r", "koi8-r"), ("nowhere", "koi8-r", "koi8-r"), ("", "", "utf-8"), ("utf-16", "", "utf-16"), ("utf-16", "koi8-r", "koi8-r"),
    ("utf-8", "windows-1251", "windows-1251"),
]  # fmt: skip


def cyrillic(kind, path, within):
    """A text, page or feed that names a charset, if it can."""
    text = CYRILLIC * 20
    if kind == "text/plain":
        return text
    if kind == "text/html":
        meta = f"<meta charset='{within}'>" if within else ""
        return f"<html><head>{meta}<title>Суда ждут</title></head><body><article><h1>Суда ждут</h1><p>{text}</p></article></body></html>"
    said = f" encoding='{within}'" if within else ""
    return f"<?xml version='1.0'{said}?><rss version='2.0'><channel><title>Курьер</title>{item(1, f'http://alda.example{path}', text)}</channel></rss>"


@pytest.mark.parametrize("kind", ["text/html", "application/rss+xml", "text/xml", "text/plain"])
def test_a_mark_then_the_servers_header_then_the_file_itself_says_which_characters_they_are(
    server, desk, kind
):
    """What cannot be in the charset that the header names is read as it says itself."""
    rows = [r for r in SAID if kind != "text/plain" or r[0] == r[2]]  # it says nothing itself
    paths = [f"/{number}" for number in range(len(rows))]
    for path, (header, within, codec) in zip(paths, rows, strict=True):
        named = f"{kind}; charset={header}" if header else kind
        server.pages[path] = answer(cyrillic(kind, path, within).encode(codec), kind=named)
    if kind.endswith("xml"):
        desk.feeds(*paths)
    else:
        pages = tuple(WatchedPage(address=server.at(path)) for path in paths)
        desk.options = replace(desk.options, pages=pages)
    desk.collect()
    texts = [d.text.strip() for d in desk.documents()]
    assert texts == [(CYRILLIC * 20).strip()] * len(rows)
    assert desk.collect().events == []


def test_where_a_page_is_refused_its_feed_is_taken(server, desk):
    server.pages["/feed"] = rss(
        item(1, server.at("/fault/refused"), "Fourteen ships with grain wait off Port Alda.")
    )
    desk.feeds("/feed")
    report = desk.collect()
    (document,) = desk.documents()
    assert document.reader == "warc/feed"
    assert "Fourteen ships" in document.text
    assert "only what its feed has of it: the server answers 403" in report.events[0].why
    desk.collect()
    assert len(desk.documents()) == 1


def test_what_a_host_does_not_give_is_tried_again_and_then_given_up(server, desk):
    server.pages["/feed"] = rss(item(1, server.at("/fault/broken"), "Fourteen ships wait …"))
    desk.feeds("/feed")
    for n in range(4):
        report = desk.collect(NOW + timedelta(days=n))
        assert report.events == []
    report = desk.collect(NOW + timedelta(days=9))
    assert [e.kind for e in report.events] == ["new"]
    assert titles(desk.documents()) == ["Ships wait, report 1"]


def test_more_articles_than_the_most_come_the_next_time(server, desk):
    server.pages["/feed"] = rss(*(item(n, server.at(f"/{n}"), story(n)) for n in range(1, 8)))
    desk.feeds("/feed")
    desk.options = replace(desk.options, most=3)
    counts = [desk.collect().count("new") for _ in range(4)]
    assert counts == [3, 3, 1, 0]


# Pages, sections, OPML ---------------------------------------------------------------------------


def test_the_links_of_a_section_that_fit_are_fetched(server, desk):
    server.pages["/news"] = answer(
        "<base href='/'><a href='news/1'>One</a> <a href='/news/2#c'>Two</a> <a href='/news/2'>Two</a>"
        "<a href='/about'>About</a><a href='mailto:x@alda.example'>Mail</a><a href='javascript:x()'>x</a>"
    )
    for n in (1, 2):
        server.pages[f"/news/{n}"] = article(n)
    sections = (SectionOptions(address=server.at("/news"), links=r"/news/\d+$", name="news"),)
    desk.options = replace(desk.options, sections=sections)
    assert desk.collect().count("new") == 2
    assert len(desk.documents()) == 2
    assert desk.collect().count("new") == 0
    assert (desk.states(), server.asked("/about")) == ({"news": "unchanged"}, 0)
    server.pages["/news"] = answer("<p>Redesigned</p>")
    desk.collect()
    assert desk.states() == {"news": "empty"}


def test_a_page_is_kept_whenever_it_says_something_else(server, desk):
    desk.options = replace(
        desk.options, pages=(WatchedPage(address=server.at("/live"), name="live"),)
    )
    for extra, new in (("", 1), ("", 0), ("Talks began at noon.", 1), ("Talks began at noon.", 0)):
        server.pages["/live"] = article(1, extra)
        report = desk.collect()
        assert report.count("new") + report.count("changed") == new
    texts = [d.text for d in desk.documents()]
    assert len(texts) == 2
    assert sum("Talks began" in t for t in texts) == 1


OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="News"><outline type="rss" text="Alda Courier" xmlUrl="{0}"/></outline>
<outline text="Again" xmlUrl="{0}"/><outline text="A file" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_an_opml_file_names_feeds(server, desk, tmp_path):
    server.pages["/feed"] = rss(item(1, server.at("/1"), story(1)))
    (tmp_path / "feeds.opml").write_text(OPML.format(server.at("/feed")))
    desk.collect(opml=tmp_path / "feeds.opml")
    assert desk.states() == {"Alda Courier": "new", "A file": "blocked"}
    assert titles(desk.documents()) == ["Ships wait, report 1"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"<opml/>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><opml>&a;</opml>",
        b"\xff\x00" * 9,
    ],
)
def test_an_opml_file_that_names_no_feed_is_said(desk, tmp_path, content):
    (tmp_path / "feeds.opml").write_bytes(content)
    with pytest.raises(ReadError, match="names no feed"):
        desk.collect(opml=tmp_path / "feeds.opml")


# What changes, and what goes wrong ---------------------------------------------------------------


def test_what_a_page_counts_anew_at_each_request_is_no_change_of_its_article(server, desk):
    def page(minutes, words=""):
        beside = f"<p>Updated {minutes} minutes ago</p><p>{minutes + 40} comments</p><div>Posted {minutes} mins ago by Ana Verin</div>"
        also = f"<h3>Most read</h3><ul><li><a href='/{minutes}'>Ships collide off Port {minutes}</a></li></ul>"
        text = f"{story(2, words)}<p>The harbour was closed, the office said {minutes} minutes ago.</p>"
        return answer(
            f"<html><head><title>Ships wait</title></head><body><article><h1>Ships wait</h1>{beside}{text}{also}</article></body></html>"
        )

    server.pages["/feed"] = rss(item(2, server.at("/2"), "Fourteen ships wait …"))
    server.pages["/2"] = page(5)
    desk.feeds("/feed")
    desk.collect()
    server.pages["/2"] = page(65)
    assert desk.collect(NOW + timedelta(days=1)).events == []
    server.pages["/2"] = page(85, "Now there are fifteen.")
    assert [e.kind for e in desk.collect(NOW + timedelta(days=2)).events] == ["changed"]


def test_an_article_that_changed_later_is_kept_in_both_versions_and_told(server, desk):
    server.pages["/feed"] = rss(item(1, server.at("/1"), "Ships …"), item(2, server.at("/2"), story(2)))  # fmt: skip
    server.pages["/1"] = article(1)
    desk.feeds("/feed")
    desk.collect()
    server.pages["/1"] = article(1, "The ministry denied it later.")
    server.pages["/feed"] = rss(item(1, server.at("/1"), "Ships …"), item(2, server.at("/2"), story(2, "Denied.")))  # fmt: skip
    report = desk.collect(NOW + timedelta(hours=30))
    assert sorted(e.kind for e in report.events) == ["changed", "changed"]
    documents = desk.documents()
    assert len(documents) == 4
    versions = [d for d in documents if d.declared.url == server.at("/1")]
    assert sorted("denied it later" in d.text for d in versions) == [False, True]
    assert desk.collect(NOW + timedelta(hours=60)).events == []
    assert desk.collect(NOW + timedelta(hours=90)).events == []
    asked = server.asked("/1")
    desk.collect(NOW + timedelta(days=9))  # nobody looks any more
    assert server.asked("/1") == asked


def test_an_article_that_was_withdrawn_is_told_once(server, desk):
    server.pages["/feed"] = rss(item(1, server.at("/1"), "Ships …"))
    server.pages["/1"] = article(1)
    desk.feeds("/feed")
    desk.collect()
    del server.pages["/1"]
    assert [e.kind for e in desk.collect(NOW + timedelta(hours=30)).events] == ["gone"]
    assert desk.collect(NOW + timedelta(hours=60)).events == []
    assert len(desk.documents()) == 1


FAULTS = {
    "hang": "broken", "drip": "broken", "ten-gigabytes": "broken", "endless": "broken", "bomb": "broken",
    "flood": "broken", "wrong-length": "broken", "no-http": "broken", "broken": "broken", "loop": "broken",
    "gone": "gone", "refused": "blocked", "busy": "blocked",
}  # fmt: skip


def test_each_fault_is_told_apart_and_the_others_are_collected(desk):
    """Each on a host of its own, as hosts are given up as a whole."""
    servers = {}
    with web_server() as well:
        well.pages["/feed"] = rss(item(1, well.at("/1"), story(1)))
        contexts = {fault: web_server() for fault in FAULTS}
        try:
            servers = {fault: context.__enter__() for fault, context in contexts.items()}
            feeds = [FeedOptions(address=well.at("/feed"), name="well")]
            feeds += [FeedOptions(address=s.at(f"/fault/{f}"), name=f) for f, s in servers.items()]
            places = tuple(s.place for s in (well, *servers.values()))
            desk.options = replace(desk.options, feeds=tuple(feeds), allow_private=places)
            desk.collect()
        finally:
            for context in contexts.values():
                context.__exit__(None, None, None)
    assert desk.states() == {"well": "new", **FAULTS}
    reasons = desk.reasons()
    for fault, words in {
        "hang": "not done after 2 s|silent", "drip": "not done after 2 s", "ten-gigabytes": "10,000 MB", "bomb": "unpack",
        "flood": "headers above", "wrong-length": "before its length", "no-http": "no HTTP", "broken": "answers 500",
        "loop": "loop of redirects", "gone": "410", "refused": "403", "busy": "429",
    }.items():  # fmt: skip
        assert any(w in reasons[fault] for w in words.split("|")), reasons[fault]
    assert titles(desk.documents()) == ["Ships wait, report 1"]


def test_a_host_that_asks_to_wait_is_left_alone_for_so_long(server, desk):
    desk.feeds("/fault/busy")
    desk.collect()
    assert desk.states() == {"/fault/busy": "blocked"}
    desk.collect(NOW + timedelta(seconds=60))
    assert server.asked("/fault/busy") == 1
    assert desk.states() == {"/fault/busy": "postponed"}
    desk.collect(NOW + timedelta(seconds=125))
    assert server.asked("/fault/busy") == 2


def test_robots_txt_is_followed(server, desk):
    server.pages["/robots.txt"] = answer(
        "User-agent: *\nDisallow: /*/paid$\nDisallow: /inside/\nUser-agent: other\nDisallow: /\n"
    )
    server.pages["/feed"] = rss(
        item(1, server.at("/1/paid"), "Fourteen ships with grain wait off Port Alda."),
        item(2, server.at("/2"), "Ships …"),
    )
    server.pages["/2"] = article(2)
    desk.feeds("/feed", "/inside/feed")
    desk.collect()
    assert desk.states() == {"/feed": "new", "/inside/feed": "blocked"}
    assert (server.asked("/1/paid"), server.asked("/inside/feed"), server.asked("/robots.txt")) == (0, 0, 1)  # fmt: skip
    assert len(desk.documents()) == 2


def test_a_host_is_asked_once_an_interval(server, desk):
    server.pages["/feed"] = rss(*(item(n, server.at(f"/{n}"), "Ships …") for n in range(4)))
    for n in range(4):
        server.pages[f"/{n}"] = article(n)
    desk.feeds("/feed")
    order = CollectOrder(inbox=desk.inbox, options=desk.options, interval=0.15)
    collect(order)
    times = [at for at, _, _ in server.requests]
    assert len(times) == 6
    assert min(b - a for a, b in pairwise(times)) > 0.1


def test_sources_that_give_less_than_usual_are_told_apart(server, desk):
    server.pages["/empty"] = rss()
    server.pages["/undated"] = answer(
        f"<rss version='2.0'><channel><title>x</title><item><title>t</title><description><![CDATA[{story(5)}]]></description></item></channel></rss>"
    )
    server.pages["/old"] = answer("", "Location: /moved", status="301 Moved Permanently")
    server.pages["/moved"] = rss(item(6, server.at("/6"), story(6)))
    server.pages["/late"] = rss(*(item(10 + d, server.at(f"/1{d}"), story(10 + d), day=d) for d in range(1, 6)))  # fmt: skip
    desk.feeds("/empty", "/undated", "/old", "/late")
    desk.collect(NOW)
    expected = {"/empty": "empty", "/undated": "undated", "/old": "moved"}
    assert desk.states() == expected | {"/late": "new"}
    assert server.at("/moved") in desk.reasons()["/old"]
    desk.collect(NOW + timedelta(days=3))
    assert desk.states()["/late"] == "unchanged"
    desk.collect(NOW + timedelta(days=8))
    assert desk.states()["/late"] == "late"
    assert desk.reasons()["/late"] == "silent for 7 days; its articles come every day"


def test_the_last_good_time_stays_when_a_source_fails(server, desk):
    server.pages["/feed"] = rss(item(1, server.at("/1"), story(1)))
    desk.feeds("/feed")
    desk.collect()
    server.pages["/feed"] = answer("<html><title>Sorry</title>No feed</html>")
    desk.collect(NOW + timedelta(days=1))
    (source,) = states.read_sources(desk.inbox)
    assert (source.state, source.good) == ("broken", "2026-03-04T12:00:00Z")


# Crashes, and two at once ------------------------------------------------------------------------


def test_one_run_at_a_time_collects_into_an_inbox(desk, monkeypatch):
    monkeypatch.setattr(states, "WAIT", 0.1)
    desk.inbox.mkdir()
    with hold(desk.inbox / states.NAME), pytest.raises(ArchiveError, match="another run"):
        desk.collect()


class _Killed(BaseException):
    pass


@pytest.mark.parametrize("moment", range(1, 25))
def test_a_run_that_ends_at_any_commit_loses_nothing_and_repeats_nothing(
    server, desk, monkeypatch, moment
):
    """Every transaction and every rename is a moment at which the run may end."""
    refused = item(4, server.at("/fault/refused"), "Fourteen ships with grain wait off Port Alda.")
    first, second, third = (
        item(1, server.at("/1"), story(1)),
        item(2, server.at("/2")),
        item(3, server.at("/3")),
    )
    server.pages["/feed"] = rss(first, second, third, refused)
    for n in (2, 3):
        server.pages[f"/{n}"] = article(n)
    desk.feeds("/feed")
    passed = 0

    def step():
        nonlocal passed
        passed += 1
        if passed == moment:
            raise _Killed

    real_write, real_put, real_source = Path.replace, states.State.put_item, states.State.put_source
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda s, t: (step(), real_write(s, t), step())[1])
        patched.setattr(states.State, "put_item", lambda s, i: (real_put(s, i), step()))
        patched.setattr(
            states.State, "put_source", lambda s, i: (step(), real_source(s, i), step())
        )
        try:
            desk.collect()
        except _Killed:
            pass
        else:
            assert moment == 24
    whole = rss(first, second, third, refused)
    mark = whole.decode().partition("ETag: ")[2].partition("\r\n")[0]
    server.pages["/feed"] = lambda headers: (
        b"HTTP/1.1 304 Not Modified\r\n\r\n" if headers.get("if-none-match") == mark else whole
    )
    desk.collect()
    assert titles(desk.documents()) == [f"Ships wait, report {n}" for n in (1, 2, 3, 4)]
    assert not list(desk.inbox.rglob(".briefgen-*"))


# What stands in the files ------------------------------------------------------------------------


def test_a_file_holds_the_bytes_as_they_came_with_address_time_headers_and_hash(server, desk):
    from warcio.archiveiterator import ArchiveIterator

    server.pages["/feed"] = rss(item(2, server.at("/2"), "Ships …"))
    server.pages["/2"] = article(2)
    desk.feeds("/feed")
    report = desk.collect()
    (name,) = report.files()
    with (desk.inbox / name).open("rb") as file:
        (record,) = list(ArchiveIterator(file, check_digests="raise"))
        headers = record.http_headers
    with (desk.inbox / name).open("rb") as file:
        record = next(iter(ArchiveIterator(file)))
        body = record.raw_stream.read()
    assert body == article(2).partition(b"\r\n\r\n")[2]
    assert record.rec_headers.get_header("WARC-Target-URI") == server.at("/2")
    assert record.rec_headers.get_header("Briefgen-Source") == server.at("/feed")
    assert headers.get_header("ETag")
    assert record.rec_headers.get_header("WARC-Payload-Digest").startswith("sha256:")
    (document,) = desk.documents()
    assert document.declared.read_at == record.rec_headers.get_header("WARC-Date")
    state = sqlite3.connect(desk.inbox / states.NAME)
    try:
        ((digest,),) = state.execute("SELECT sha256 FROM item").fetchall()
    finally:
        state.close()
    assert digest == hashlib.sha256(body).hexdigest()


# The commands ------------------------------------------------------------------------------------


def test_collect_build_and_verify_from_an_opml_file(server, run, tmp_path):
    server.pages["/feed"] = rss(
        item(1, server.at("/1"), story(1)), item(2, server.at("/2"), "Fourteen ships wait …")
    )
    server.pages["/2"] = article(2)
    (tmp_path / "feeds.opml").write_text(OPML.format(server.at("/feed")))
    allowed = ("--allow-private", server.place)
    done = run("collect", "feeds.opml", "-o", "articles", *allowed, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert "2 new articles, 0 changed; 1 of 2 sources read" in done.stderr
    assert "Blocked A file" in done.stderr
    again = run("collect", "feeds.opml", "-o", "articles", *allowed, cwd=tmp_path)
    assert again.stdout == ""
    checked = run("collect", "feeds.opml", "-o", "articles", "--check", "--json", cwd=tmp_path)
    assert checked.returncode == 1
    assert {r["source"]: r["state"] for r in json.loads(checked.stdout)} == {
        "Alda Courier": "unchanged",
        "A file": "blocked",
    }
    built = run("build", "articles", "--as-of", "2026-03-04", "--audience", "executive", cwd=tmp_path)  # fmt: skip
    assert built.returncode == 0, built.stderr
    (brief,) = (tmp_path / "output").glob("*/brief.json")
    verified = run("verify", brief, cwd=tmp_path)
    assert verified.returncode == 0, verified.stderr


def test_a_brief_says_when_it_was_read_and_prints_the_latest_version(server, desk, tmp_path):
    """What an earlier version said stands in the list of what is left out, with what replaces it."""
    server.pages["/feed"] = rss(item(1, server.at("/1"), "Ships …"), item(2, server.at("/2"), story(2)))  # fmt: skip
    server.pages["/1"] = article(1, "The minister resigned in the evening of Tuesday.")
    desk.feeds("/feed")
    desk.collect()
    server.pages["/1"] = article(1, "The minister stayed in office on Tuesday.")
    desk.collect(NOW + timedelta(hours=30))
    documents, _ = read_sources([desk.inbox])
    made = briefgen.build_brief(documents, Profile(), as_of="2026-03-05")
    assert {s.read_at for s in made.sources} == {"2026-03-04T12:00:00Z", "2026-03-05T18:00:00Z"}
    old, new = (s.id for s in sorted(made.sources, key=lambda s: s.read_at) if s.url == server.at("/1"))  # fmt: skip
    reasons = {o.reason for o in made.left_out if o.source == old}
    assert f"in a version that a later one replaces, {new}" in reasons
    assert old not in {p.sentence.partition(".")[0] for p in made.key_points}


PROFILE = """
title = "Alda weekly"
audiences = []
[series]
[collect]
opml = "feeds.opml"
seconds = 2
allow_private = ["{place}"]
[[collect.feeds]]
address = "{feed}"
name = "Courier"
[[collect.feeds]]
address = "{gone}"
name = "Old feed"
"""


def test_run_collects_first_and_sources_that_fail_stop_nothing(server, run, tmp_path):
    server.pages["/feed"] = rss(item(1, server.at("/1"), story(1), day=1))
    server.pages["/more"] = rss(item(2, server.at("/2"), story(2), day=1), title="Inland <News>")
    text = PROFILE.format(place=server.place, feed=server.at("/feed"), gone=server.at("/nothing"))
    (tmp_path / "briefgen.toml").write_text(text)
    (tmp_path / "feeds.opml").write_text(OPML.format(server.at("/more")))
    done = run("run", ".", "--as-of", "2026-03-01", cwd=tmp_path)
    assert done.stdout == "No. 1, cut-off 2026-03-01, 2 articles: built\n"
    assert "Gone Old feed: the server answers 404" in done.stderr
    before = len(server.requests)
    (tmp_path / "briefgen.toml").write_text(text.replace("seconds = 2", "before_run = false"))
    assert run("run", ".", "--as-of", "2026-03-01", cwd=tmp_path).returncode == 0
    assert len(server.requests) == before
    table = run("collect", ".", "--check", cwd=tmp_path)
    assert table.returncode == 1
    rows = {line.split("  ")[0]: line for line in table.stdout.splitlines()}
    assert " gone " in rows["Old feed"]
    assert " new " in rows["Courier"]
    written = run("collect", ".", "--write-opml", "out.opml", cwd=tmp_path)
    assert written.stdout == "out.opml\n"
    found = list_opml((tmp_path / "out.opml").read_bytes())
    assert [o.name for o in found] == ["Courier", "Old feed", "Alda Courier", "A file"]
    assert [o.address for o in found][:2] == [server.at("/feed"), server.at("/nothing")]


def test_where_no_source_can_be_read_collecting_fails(server, run, tmp_path):
    (tmp_path / "feeds.opml").write_text(OPML.format(server.at("/feed")))
    done = run("collect", "feeds.opml", cwd=tmp_path)
    assert done.returncode == 4
    assert "which is not public" in done.stderr
    assert "none could be read" in done.stderr
    assert server.connections == 0


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('feeds = [{ address = "file:///etc/passwd" }]', "is no http or https address"),
        ('pages = [{ address = "http://desk:secret@alda.example/" }]', "has a name or password in it"),
        ('sections = [{ address = "http://alda.example/", links = "(" }]', "no regular expression"),
        ('feeds = [{ address = "http://a.example/" }, { address = "http://a.example/" }]', "named twice"),
        ('allow_private = ["feeds.intern"]', "no host with its port"),
        ('mailboxes = [{ name = "a", host = "h", user = "u", password = "x" }]', "a secret has no place in a profile"),
    ],
)  # fmt: skip
def test_a_profile_that_cannot_be_collected_by_is_refused(tmp_path, table, says):
    with pytest.raises(ConfigError, match=says):
        parse_profile(tomllib.loads(f"[collect]\n{table}\n"), "x")


def test_a_series_without_sources_is_told(run, tmp_path):
    (tmp_path / "briefgen.toml").write_text('title = "Alda"\n')
    done = run("collect", cwd=tmp_path)
    assert done.returncode == 3
    assert "collect: names no source" in done.stderr


def test_a_brief_says_how_its_sources_were_and_an_edition_that_is_out_keeps_it(
    server, run, tmp_path
):
    server.pages["/feed"] = rss(item(1, server.at("/1"), story(1), day=1))
    text = PROFILE.format(place=server.place, feed=server.at("/feed"), gone=server.at("/nothing"))
    text = text.replace('opml = "feeds.opml"\n', "").replace("audiences = []", 'audiences = ["analyst"]')  # fmt: skip
    (tmp_path / "briefgen.toml").write_text(text)

    def made(as_of):
        done = run("run", ".", "--as-of", as_of, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        (place,) = (tmp_path / "output").glob(f"{as_of}-*/brief.json")
        told = json.loads(place.read_text())["collected"]
        assert run("verify", place, cwd=tmp_path).returncode == 0
        return {c["name"]: c["state"] for c in told}, place

    first, place = made("2026-03-01")
    assert first == {"Courier": "new", "Old feed": "gone"}
    page = " ".join((place.parent / "brief.html").read_text().split())
    assert "<b>Collected from</b> 2 sources, of which 1 was not as usual when last asked: Old feed (gone)." in page  # fmt: skip
    server.pages["/nothing"] = rss(item(2, server.at("/2"), story(2), day=4))
    assert made("2026-03-08")[0] == {"Courier": "unchanged", "Old feed": "new"}
    assert made("2026-03-01")[0] == first  # a later one builds on it
    tree = json.loads(place.read_text())
    tree["collected"][1]["state"] = "unchanged"
    place.write_text(json.dumps(tree))
    forged = run("verify", place, cwd=tmp_path)
    assert (forged.returncode, "given_sha256" in forged.stderr) == (1, True)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "CREATE TABLE source (listed, kind, name, key); INSERT INTO source VALUES (1, 2, 3, 4)",
        """CREATE VIEW source AS WITH RECURSIVE n(key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM n)
        SELECT key, key AS kind, key AS name, 1 AS listed FROM n""",
    ],
)
def test_a_state_that_came_from_elsewhere_costs_no_brief(tmp_path, script):
    with closing(sqlite3.connect(tmp_path / states.NAME)) as forged:
        forged.executescript(script)
    assert found_in([tmp_path]) == ()
    (tmp_path / states.NAME).write_bytes(b"no database at all, however long it may be" * 99)
    assert found_in([tmp_path, tmp_path / "nowhere"]) == ()


def test_a_source_that_is_asked_no_more_is_told_no_more_and_stays_known(server, desk):
    server.pages["/a"] = rss(item(1, server.at("/1"), story(1)))
    server.pages["/b"] = rss(item(2, server.at("/2"), story(2)))
    desk.feeds("/a", "/b")
    desk.collect()
    desk.feeds("/b")
    desk.collect()
    assert desk.states() == {"/b": "unchanged"}
    desk.feeds("/a", "/b")
    assert desk.collect().count("new") == 0
    assert desk.states() == {"/a": "unchanged", "/b": "unchanged"}

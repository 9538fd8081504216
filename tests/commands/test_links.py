"""Links that lead away: they are collected with their pages, and what answered is told exactly."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator.commands.answers import Answer, Verdict
from generator.commands.links import as_markdown, collect, links, report
from generator.problems import WrongUse
from generator.render.outputs import Output
from tests.misbehaving import Misbehaving, answer_of, hurried

A, B, C, D, E, F = (f"https://{name}.example/" for name in "abcdef")
ANSWERS = (
    Answer(A, Verdict.WORKS), Answer(B, Verdict.GONE, "answers 404"), Answer(C, Verdict.MOVED, f"to {A}new"), Answer(D, Verdict.REFUSED, "answers 403"),
    Answer(E, Verdict.UNREACHABLE, "no answer in time"), Answer(F, Verdict.PRIVATE, "f.example is not a public host"),
)  # fmt: skip
PAGES = {
    A: ("/en/",),
    B: ("/de/hilfe/", "/en/help/", "/fr/aide/", "/nl/hulp/"),
    C: ("/en/", "/fr/"),
    D: ("/en/",),
    E: ("/en/",),
    F: ("/404.html",),
}


def test_addresses_are_collected_with_their_pages() -> None:
    def page(path: str, *links: str) -> Output:
        return Output(path, "".join(links).encode())

    found = collect(
        [
            page(
                "fr/index.html",
                '<a href="https://b.example/x?a=1&amp;b=2#part">é</a>',
                '<a href=" https://a.example ">',
            ),
            page(
                "en/index.html",
                '<a href="https://b.example/x?a=1&b=2">',
                '<map><area href="HTTP://c.example/"></map>',
                '<a href="https://b.example/x?a=1&b=2#other">',
            ),
            page(
                "404.html",
                '<a href="https://a.example">',
                '<a href="/en/">',
                '<a href="tel:112">',
                "<a href>",
                "<a>",
                '<a href="#https://d.example">',
            ),
            page(
                "en/help/index.html",
                '<link rel="canonical" href="https://own.example/en/help/">',
                '<img src="https://d.example/">',
            ),
            page("sitemap.xml", '<a href="https://e.example/">'),
        ]
    )

    assert list(found.items()) == [
        ("HTTP://c.example/", ("/en/",)),
        ("https://a.example", ("/404.html", "/fr/")),
        ("https://b.example/x?a=1&b=2", ("/en/", "/fr/")),
    ]


def test_the_report_says_where_each_link_stands_and_what_to_do() -> None:
    assert report(ANSWERS, PAGES) == (
        "gone: The page is no longer there. Link to what took its place, or take the link out.\n"
        "  https://b.example/\n"
        "    answers 404; on 4 pages: /de/hilfe/, /en/help/, /fr/aide/ and 1 more\n"
        "\n"
        "moved: The page has a new address for good. Look whether it is still the same page, and write the new address.\n"
        "  https://c.example/\n"
        "    to https://a.example/new; on 2 pages: /en/, /fr/\n"
        "\n"
        "private: The address is not on the public internet, and was not asked. Link to one that every reader can open.\n"
        "  https://f.example/\n"
        "    f.example is not a public host; on 1 page: /404.html\n"
        "\n"
        "unreachable: Nothing usable came back this time; the link may be good. Open it if it is still listed in a week.\n"
        "  https://e.example/\n"
        "    no answer in time; on 1 page: /en/\n"
        "\n"
        "refused: The server answers, but not to a program; the link is probably good. Open it in a browser now and then.\n"
        "  https://d.example/\n"
        "    answers 403; on 1 page: /en/\n"
        "\n"
        "6 addresses outside the site: 1 gone, 1 moved, 1 private, 1 unreachable, 1 refused, 1 works"
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((), "0 addresses outside the site: nothing to ask"),
        (ANSWERS[:1], "1 address outside the site: 1 works"),
    ],
)
def test_a_report_of_nothing_is_one_line(answers: Sequence[Answer], said: str) -> None:
    assert report(answers, PAGES) == said


def test_an_issue_says_the_same_in_markdown() -> None:
    assert as_markdown(ANSWERS[:4], PAGES) == (
        "## Gone\n"
        "\n"
        "The page is no longer there. Link to what took its place, or take the link out.\n"
        "\n"
        "- <https://b.example/>: answers 404; on 4 pages: /de/hilfe/, /en/help/, /fr/aide/ and 1 more\n"
        "\n"
        "## Moved\n"
        "\n"
        "The page has a new address for good. Look whether it is still the same page, and write the new address.\n"
        "\n"
        "- <https://c.example/>: to <https://a.example/new>; on 2 pages: /en/, /fr/\n"
        "\n"
        "## Refused\n"
        "\n"
        "The server answers, but not to a program; the link is probably good. Open it in a browser now and then.\n"
        "\n"
        "- <https://d.example/>: answers 403; on 1 page: /en/\n"
        "\n"
        "4 addresses outside the site: 1 gone, 1 moved, 1 refused, 1 works\n"
    )


def test_a_server_cannot_write_markdown_into_the_issue(server: Misbehaving) -> None:
    url = server.url("/301/%0a<img>`@someone`é")
    answer = replace(answer_of(url, hurried()), verdict=Verdict.MOVED)

    assert f"at <{server.url('')}/%0a%3Cimg%3E%60@someone%60%C3%A9>;" in as_markdown([answer], {url: ("/",)})


def test_no_address_can_command_the_runner_of_a_workflow() -> None:
    answer = Answer("https://a.example/##[debug]\x1b[2J", Verdict.MOVED, "to https://b.example/##[debug]")

    told = report([answer], {answer.url: ("/",)})
    assert "  https://a.example/##⟦debug]␛[2J\n    to https://b.example/##⟦debug]; on 1 page: /\n" in told


@pytest.mark.parametrize("answers", [(), ANSWERS[:1], (ANSWERS[0], ANSWERS[3])])
def test_servers_that_refuse_programs_open_no_issue(answers: Sequence[Answer]) -> None:
    assert as_markdown(answers, PAGES) == ""


def test_the_command_asks_reports_and_writes_markdown_only_if_there_is_something_to_do(
    server: Misbehaving, tmp_path: Path
) -> None:
    def run(path: str) -> str:
        outputs = [Output("en/index.html", f'<a href="{server.url(path)}">x</a>'.encode())]
        return links(outputs, tmp_path / "links.json", lambda _step: None, hurried(), tmp_path / "links.md")

    assert run("/403").endswith("1 address outside the site: 1 refused")
    assert not (tmp_path / "links.md").exists()
    assert run("/404").endswith("1 address outside the site: 1 gone")
    assert (tmp_path / "links.md").read_text("utf-8").startswith("## Gone\n")


def test_a_report_that_cannot_be_written_is_wrong_use_before_anything_is_asked(
    server: Misbehaving, tmp_path: Path
) -> None:
    outputs = [Output("en/index.html", f'<a href="{server.url("/404")}">x</a>'.encode())]

    with pytest.raises(WrongUse) as raised:
        links(outputs, tmp_path / "links.json", lambda _step: None, hurried(), tmp_path / "no" / "links.md")

    assert (
        str(raised.value)
        == f"cannot write {tmp_path / 'no' / 'links.md'}; check that its folder exists and that you may write there"
    )
    assert server.requests == []


def test_a_report_that_turns_out_not_to_be_writable_is_wrong_use(server: Misbehaving, tmp_path: Path) -> None:
    outputs = [Output("en/index.html", f'<a href="{server.url("/404")}">x</a>'.encode())]

    with pytest.raises(WrongUse) as raised:
        links(outputs, tmp_path / "links.json", lambda _step: None, hurried(), tmp_path)

    assert str(raised.value) == f"cannot write {tmp_path}: Is a directory"

"""Rules can be listed and switched off, and the real site follows those of HTML."""

import html5lib

from generator.check import rules
from tests.conftest import SECOND, append, copy_tiny, problems_in, write


def test_a_check_can_be_switched_off_and_every_build_gives_the_reason(tiny, run):
    append(tiny, SECOND, "\nRead [more](https://b.example/).\n")
    append(tiny, "site.yaml", 'checks: {vague-links: "We like them."}\n')

    for arguments in ([], [], ["check"]):
        code, stdout, _ = run(tiny, *arguments)
        assert (code, "check 'vague-links' is switched off: We like them.\n" in stdout) == (0, True)


def test_the_list_of_checks_has_a_sentence_for_each(tiny, run):
    write(tiny, "site.yaml", "broken: [")

    code, stdout, stderr = run(tiny, "check", "--list")

    rows = dict(row.split("  ", 1) for row in stdout.splitlines())
    assert (code, stderr) == (0, "")
    assert sorted(rows) == list(rows) == sorted(rules.RULES)
    assert all(row.removesuffix(" (warning)").endswith(".") for row in rows.values())
    assert rows["orphan-pages"].endswith(": from a text, a card or a menu. (warning)")
    assert len({len(row) - len(row.partition("  ")[2].lstrip()) for row in stdout.splitlines()}) == 1


def test_an_html_parser_finds_no_error_in_the_real_site(real_build):
    errors = []
    for path, output in real_build.outputs.items():
        if path.endswith(".html"):
            parser = html5lib.HTMLParser()
            parser.parse(output.data.decode())
            errors += [(path, error) for error in parser.errors]

    assert errors == []


def test_a_template_is_named_by_its_path_in_the_project(tmp_path):
    site = copy_tiny(tmp_path / "templates" / "site")
    text = '{% extends "page.html" %}\n{% block after %}{{ colour }}{% endblock %}'
    write(site, "templates/section.html", text)

    assert [problem.split(": ")[0] for problem in problems_in(site)] == ["templates/section.html:2:1"] * 4

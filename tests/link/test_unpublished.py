"""Unpublished pages: a draft blocks nothing, and an expired page redirects to the page above it."""

import re

from tests.conftest import FIRST, SECOND, append, as_lines, build_page, change, make, markdown, problems_in, write

UNTIL = "order: 1\nexpire: 2026-11-24"  # the day of the tests


def test_links_to_an_expired_page_go_to_the_page_above_it_with_a_warning(tiny):
    change(tiny, FIRST, "order: 1", f"{UNTIL}\naliases: [en/one, fr/un]")
    for code in ("en", "fr"):
        change(tiny, f"content/{code}/index.md", "help.md topics/index.md", "help.md topics/first.md")

    home = build_page(tiny, "en")

    assert re.search(r'See <a href="([^"]*)">the first</a>', home)[1] == "topics/index.html"
    notices = {
        old: re.findall(r"(moved|no longer online)\.", build_page(tiny, f"en/{old}"))
        for old in ("topics/first", "one", "aid")
    }
    assert notices == {"topics/first": ["no longer online"], "one": ["no longer online"], "aid": ["moved"]}
    assert re.findall(r'<li class="card">.*?href="(.*?)"', home) == ["help/index.html"]
    made = make(tiny)
    assert {old: page.address for old, page in made.site.aliases.items() if page.name.startswith("topics")} == {
        "en/one/": "en/topics/",
        "fr/un/": "fr/topics/",
        **{f"{code}/topics/first/": f"{code}/topics/" for code in ("en", "fr", "nl", "de")},
    }
    until = "the page '{}' has expired → link to another page, or remove this link"
    assert [line for line in as_lines(made.warnings) if "expired" in line] == [
        f"content/en/index.md:6:55: {until.format('topics/first.md')}",
        f"content/en/index.md:8:25: {until.format('topics/first.md')}",
        f"{SECOND}:6:37: {until.format('first.md')}",
        f"content/fr/index.md:6:30: {until.format('topics/first.md')}",
        f"content/fr/index.md:8:25: {until.format('topics/first.md')}",
    ]


def test_another_page_may_take_over_the_address_of_an_expired_page(tiny):
    change(tiny, FIRST, "order: 1", UNTIL)
    write(tiny, "content/en/topics/next.md", markdown("Next", fields="slug: first\n"))

    assert "<h1>Next</h1>" in build_page(tiny, "en/topics/first")


def test_a_page_that_expires_after_its_section_is_reported_at_once(tiny):
    change(tiny, "content/en/topics/index.md", "order: 2", "order: 2\nexpire: 2027-03-01")
    change(tiny, SECOND, "order: 2", "order: 2\nexpire: 2027-03-02")
    write(tiny, "content/en/topics/third.md", markdown("Third", fields="expire: 2027-02-01\n"))
    change(tiny, "content/en/help.md", "menu: main", "menu: main\nexpire: 2027-01-01")

    longer = (
        "this page stays online longer than content/en/topics/index.md, which introduces this section and expires on "
        "2027-03-01 → write 'expire: 2027-03-01' in this page, or remove 'expire' there"
    )
    assert problems_in(tiny) == [f"{FIRST}:1:1: {longer}", f"{SECOND}:5:9: {longer}"]


def test_the_translations_of_a_draft_are_not_published(tiny):
    for code, more in (("en", "draft: true\n"), ("fr", "")):
        write(tiny, f"content/{code}/about.md", markdown(f"About {code}", fields=more))

    assert not [name for _, name in make(tiny).site.pages if name == "about"]
    assert make(tiny, drafts=True).site.pages["fr", "about"].front.title == "About fr"


def test_a_translation_that_becomes_a_draft_keeps_its_addresses_and_is_not_compared(tiny):
    for path, fields, text in (
        ("en/topics/third", "slug: three", "Text."),
        ("fr/topics/index", "slug: sujets\naliases: [fr/themes]", "Deux pages."),
        ("fr/topics/second", "aliases: [fr/deux]",
         "Rien à voir. Retour au [premier](first.md).\n\n{{ downloads }}\n\nTout est sous {{ license }}."),
        ("fr/topics/third", "draft: false", "Texte."),
    ):  # fmt: skip
        write(tiny, f"content/{path}.md", markdown(path, text, f"{fields}\n"))
    before = make(tiny).site

    for file in (tiny / "content/fr").rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("draft: false\n", "").replace("---\n", "---\ndraft: true\n", 1))
    append(tiny, "content/fr/help.md", "\n## Encore {#more}\n\n45 fois.\n")
    after = make(tiny).site

    assert {page.address for page in before.translations(before.pages["en", "topics/third"])} >= {"fr/sujets/three/"}
    assert {"fr/themes/", "fr/deux/"} <= before.aliases.keys()
    assert all(page.borrowed for page in after.pages.values() if page.language == "fr")
    for found in (lambda site: site.pages, lambda site: site.aliases):
        assert {key: page.address for key, page in found(before).items()} == {
            key: page.address for key, page in found(after).items()
        }

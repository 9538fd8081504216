"""Drafts: a page and its translations that are not finished hold up nothing."""

import build
from tests.conftest import append, markdown, options, write


def test_a_draft_takes_its_translations_with_it(tiny):
    for code, more in (("en", "draft: true\n"), ("fr", "")):
        write(tiny, f"content/{code}/about.md", markdown(f"About {code}", fields=more))

    assert not [name for _, name in build.make(options(tiny)).site.pages if name == "about"]
    assert build.make(options(tiny, drafts=True)).site.pages["fr", "about"].front.title == "About fr"


def test_a_translation_that_becomes_a_draft_keeps_its_addresses_and_is_not_compared(tiny):
    for path, fields, text in (
        ("en/topics/third", "slug: three", "Text."),
        ("fr/topics/index", "slug: sujets\naliases: [fr/themes]", "Deux pages."),
        ("fr/topics/second", "aliases: [fr/deux]",
         "Rien à voir. Retour au [premier](first.md).\n\n{{ downloads }}\n\nTout est sous {{ license }}."),
        ("fr/topics/third", "draft: false", "Texte."),
    ):  # fmt: skip
        write(tiny, f"content/{path}.md", markdown(path, text, f"{fields}\n"))
    before = build.make(options(tiny)).site

    for file in (tiny / "content/fr").rglob("*.md"):
        file.write_text(file.read_text("utf-8").replace("draft: false\n", "").replace("---\n", "---\ndraft: true\n", 1))
    append(tiny, "content/fr/help.md", "\n## Encore {#more}\n\n45 fois.\n")
    after = build.make(options(tiny)).site

    assert {page.address for page in before.translations(before.pages["en", "topics/third"])} >= {"fr/sujets/three/"}
    assert {"fr/themes/", "fr/deux/"} <= before.aliases.keys()
    assert all(page.borrowed for page in after.pages.values() if page.language == "fr")
    for found in (lambda site: site.pages, lambda site: site.aliases):
        assert {key: page.address for key, page in found(before).items()} == {
            key: page.address for key, page in found(after).items()
        }

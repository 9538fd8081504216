"""Changes to a page file, which keep every other byte."""

import pytest

from generator.read.front_matter import PageText

FILE = """\
---
# Who keeps this page: the office.
title: 'It''s here'   # the heading
summary: "One: two."
aliases:
  - en/old   # from the poster
  - en/older
# menu: main
order: 10
draft: true  # not yet
---
Text.\u0020\u0020

## More
"""
UNTOUCHED = {
    "title": "It's here", "summary": "One: two.", "aliases": ["en/old", "en/older"], "order": "10", "draft": True,
    "menu": "", "exit": False, "reviewed": "", "evil: x\nmore": "y",
}  # fmt: skip
CHANGES = {
    "title": ("Where: here", "title: 'It''s here'", "title: 'Where: here'"),
    "summary": ('Say "no" # now', '"One: two."', '"Say \\"no\\" # now"'),
    "aliases": (
        ["en/old", "en/b, c"],
        "aliases:\n  - en/old   # from the poster\n  - en/older\n",
        'aliases: [en/old, "en/b, c"]\n',
    ),
    "order": ("", "order: 10\n", ""),
    "draft": (False, "draft: true  # not yet\n", ""),
    "menu": ("main", "# not yet\n", "# not yet\nmenu: main\n"),
    "exit": (True, "# not yet\n", "# not yet\nexit: true\n"),
    "reviewed": ("2026-11-24", "# not yet\n", "# not yet\nreviewed: 2026-11-24\n"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["nothing", *CHANGES])
def test_only_the_fields_changed_in_the_form_change(name, newline):
    text = "\ufeff" + FILE.replace("\n", newline)
    value, old, new = CHANGES.get(name, (None, "", ""))
    fields = UNTOUCHED | ({name: value} if name in CHANGES else {})
    changed = PageText(text).changed(fields, "Text.  \n\n## More\n")

    assert changed.text == text.replace(old.replace("\n", newline), new.replace("\n", newline), bool(old))
    assert (changed.fields or {}).get(name) == ("true" if value is True else value or None)


@pytest.mark.parametrize(("fields", "name", "value", "now"), [
    ("aliases: [a,\n  b]  # kept\n", "aliases", ["a", "c"], "aliases: [a, c]  # kept\n"),
    ("summary: S\n  # kept\n", "summary", "New", "summary: New\n  # kept\n"),
    ("summary:\n  S  # kept\n", "summary", "New", "summary: New  # kept\n"),
    ("summary:  # kept\n", "summary", "New", "summary: New  # kept\n"),
    ("summary: >-\n  S\n\n  S\n\n# kept\n", "summary", "New", "summary: New\n\n# kept\n"),
    ('summary: "S\n#1"  # kept\n', "summary", "New", 'summary: "New"  # kept\n'),
    ("summary: >\n  S # 1\n  # S\n", "summary", "New", "summary: New\n"),
    ("aliases:\n- a\n- b  # c\n# d\n", "aliases", ["c"], "aliases: [c]  # c\n# d\n"),
    ("title: T\n", "title", "false", "title: false\n"),
    ("title: T  # kept\nlabel: L\n", "title", "", "title:  # kept\nlabel: L\n"),
])  # fmt: skip
def test_comments_stay_when_a_field_is_changed(fields, name, value, now):
    assert PageText(f"---\n{fields}---\n").changed({name: value}, "").text == f"---\n{now}---\n"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_the_text_is_changed_after_the_front_matter(newline):
    changed = PageText(FILE.replace("\n", newline)).changed(UNTOUCHED, "New.\n\nEnd")

    assert changed.text == (FILE.partition("Text.")[0] + "New.\n\nEnd\n").replace("\n", newline)


def test_a_file_that_ends_after_its_front_matter_gets_a_text():
    assert PageText("---\ntitle: T\n---").changed({}, "New.").text == "---\ntitle: T\n---\nNew.\n"


@pytest.mark.parametrize("top", [
    "---\ntitle: [\n---\nText.\n",
    "---\n{title: T,\nkind: index}\n---\n",
    "---\n{\ntitle: T}\n---\n",
    "---\n  title: T\n---\n",
    "no fields at all\n",
])  # fmt: skip
def test_a_file_with_unreadable_fields_is_replaced_as_a_whole(top):
    file = PageText(top)

    assert (file.fields, file.body) == (None, top)
    assert file.changed({}, "---\ntitle: T\n---\nText.\n").text == "---\ntitle: T\n---\nText.\n"

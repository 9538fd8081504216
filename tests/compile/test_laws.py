"""Nothing is lost and nothing leaks (law 10), and compiling takes linear time (law 11)."""

import html
import re
from collections.abc import Callable
from functools import partial
from itertools import islice, product
from string import punctuation

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.compile import texts
from generator.compile.language import LanguageData
from generator.compile.prose import Prose
from generator.compile.text import compile_text
from generator.read import project
from generator.read.pages import MAX_PAGE
from tests.conftest import EXAMPLES, ROOT, grows_linearly

PLAIN = LanguageData()
NAMES = re.compile(r' (?:id|aria-labelledby)="[^"]*"')
WORD = re.compile(r"w\d+e")


def page(prose: Prose) -> str:
    """Return the HTML of a text without ids, with the targets of references in place of their marks."""
    pieces = []
    for text, number in prose.html:
        reference = prose.references[number] if number is not None else None
        values = [value for _, value, _ in reference.arguments] if reference else []
        piece = " ".join([reference.destination, *values]) if reference else text
        pieces.append(f"<{piece}>" if reference and reference.kind == "image" else piece)
    return NAMES.sub("", "".join(pieces))


words = st.integers(0, 999).map(lambda number: f"w{number}e")
inline = st.recursive(
    words,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["*{}*", "**{}**", "_{}_", "({})", '"{}"', "{}.", "**{}**,"]), inner).map(
            lambda pair: pair[0].format(pair[1])
        ),
        st.tuples(inner, words).map(lambda pair: f"[{pair[0]}]({pair[1]}.md#a)"),
        st.tuples(inner, words, words).map(lambda three: f'![{three[0]}]({three[1]}.svg "{three[2]}")'),
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
        words.map("`{}`".format),
        words.map("{{{{ note a={} }}}}".format),
        words.map("x [@{}]".format),
        words.map("*x*{{: lang={} }}".format),
        words.map("\\* {} \\_".format),
    ),
    max_leaves=6,
)


def indented(text: str) -> str:
    return re.sub(r"\n(?=.)", "\n    ", text)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def listed(items: list[str]) -> str:
    return "\n".join(f"- {indented(item)}" for item in items)


def numbered(items: list[str]) -> str:
    return "\n".join(f"{number}. {indented(item)}" for number, item in enumerate(items, 4))


line = inline.map(lambda text: text.replace("\n", " "))
blocks = st.recursive(
    st.one_of(
        inline,
        line.map("## {}".format),
        words.map("```\n{}\n```".format),
        st.tuples(line, line, line, line).map(lambda cells: "| {} | {} |\n|---|---:|\n| {} | {} |".format(*cells)),
        st.tuples(line, line).map("{0[0]}\n:   {0[1]}".format),
        words.map("x\n\n<!-- x -->\n\n{}".format),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
        st.lists(inline, min_size=2, max_size=3).map(listed),
        st.lists(inline, min_size=2, max_size=3).map(numbered),
        inner.map(quoted),
        st.tuples(line, inner).map(lambda pair: f'!!! note "{pair[0]}"\n\n    {indented(pair[1])}'),
        st.tuples(inline, inner).map(lambda pair: f"- {indented(pair[0])}\n\n    {indented(pair[1])}\n\n- x"),
    ),
    max_leaves=5,
)


@given(blocks)
@example("> | w1e | w2e |\n> |---|---|\n> | w3e | w4e |")
@example("- w1e\n\n    w2e\n    w3e")
@example("w1e\n:   w2e\n\n    w3e")
@example('![*x*{: lang=w1e }](w2e.svg "w3e")')
@example('!!! note "w1e"\n    - w2e\n        - w3e\n\n            w4e\n        - w5e')
def test_every_word_and_every_address_comes_out_once_and_in_order(text):
    prose = compile_text(text, PLAIN)

    if not prose.problems:
        typed = WORD.findall(re.sub(r"<!--.*?-->", "", text))
        assert sorted(WORD.findall(page(prose))) == sorted(typed)
        visible = re.sub(r"<[^>]*>", "", page(prose))
        expected = [word for word in typed if word in set(WORD.findall(visible))]
        assert WORD.findall(visible) == expected or len(set(typed)) < len(typed)


CHARACTERS = "ab w1e  \n\n    *_`[](){}#>-+.:!|~=\\<&\"'@^;1.\t—•é"


@given(
    st.text(alphabet=st.sampled_from(CHARACTERS), max_size=80)
    | st.lists(st.sampled_from(["w1e ", "ab "]) | st.sampled_from(CHARACTERS), max_size=20).map("".join)
)
@example("[:](")
@example("~1")
def test_any_text_compiles_and_shows_no_unreported_markup(text):
    """If nothing is reported, no markup is left among the words, except escapes and code."""
    prose = compile_text(text, PLAIN)
    lines = text.split("\n")
    used = [number for _, number in prose.html if number is not None]

    assert sorted(used) == [number for number in range(len(prose.references)) if number in used]
    assert len(prose.problems) == len(set(prose.problems))
    for found in (*prose.references, *prose.problems):
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
    if not prose.problems and "\\" not in text and "`" not in text and "~~~" not in text and "&" not in text:
        shown = html.unescape(re.sub(r"<[^>]*>", "", page(prose)))
        assert not re.search(r"(?<!\w)_|_(?!\w)|[*`{}|\\]|~(?!\d)|==|::|\]\(|\[\w", shown)


PLACES = ("x{}x", "[www.a.example/x{}x](a.md)", "## x{}x", "| x{}x |\n|---|", '![x{}x](a.svg "x{}x")', "x{}x\n:   y")


@given(st.sampled_from(PLACES), st.text(alphabet=st.sampled_from(f"ab{punctuation}"), max_size=30))
def test_escaped_text_is_shown_as_typed(place, text):
    prose = compile_text(place.replace("{}", re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)), PLAIN)

    assert prose.problems == ()
    assert f"x{text}x" in " ".join(passage.text for passage in prose.passages)


@given(
    st.sampled_from(["https://www.a.example/", "Www.a.example/", "f.a.example/g", "b.c+d@a.example"]),
    st.text(alphabet=st.sampled_from("ab!#$%&()*+,-./:;=?@_~"), max_size=20),
)
def test_an_address_is_text_if_escaped_as_the_fix_says(begin, end):
    problem = compile_text(f"See {begin}{end} now", PLAIN).problems[0]
    address = problem.message.removeprefix("the address '").removesuffix("' is not a link")
    escaped = problem.fix.rpartition(" write ")[2]

    prose = compile_text(f"See {escaped} now", PLAIN)

    assert (prose.problems, prose.passages[0].text) == ((), f"See {address} now")


def test_the_real_pages_show_every_word_and_address_of_their_texts():
    to, word = r"\]\(((?:[^\s()]|\([^\s()]*\))+)(?: \".*?\")?\)", r"[^\W_]+"
    for version in texts.compile_texts(project.read(ROOT)).versions.values():
        document, prose = version.document, version.prose
        assert prose.problems == (), document.path
        typed = re.sub(r"<!--.*?-->|\{\{.*?\}\}|\[[@^].*?\]|\{[:#][^}]*\}", " ", document.text, flags=re.DOTALL)
        typed = re.sub(rf"(!\[.*?)?{to}|^ *\d+\.(?= )|^ *(!!!|```) *\w+", "] ", typed, flags=re.MULTILINE)
        shown = re.sub(r"<sup.*?</sup>|<[^>]*>", "", "".join(text for text, _ in prose.html))
        order = sorted if "[^" in document.text else list  # footnotes are at the end of the page
        assert order(re.findall(word, html.unescape(shown))) == order(re.findall(word, typed)), document.path
        destinations = [item.destination for item in prose.references if item.kind in ("link", "image")]
        assert destinations == re.findall(to, document.text), document.path
        assert len(prose.references) == len({number for _, number in prose.html if number is not None})


UNITS = (
    "a", "\n", "a\n\n", "-", "- ", "- a\n", "a\n:   b\n", "– ", "•a\n", "a   b\n", "> ", "> <!--\n\n", "<!--", "|",
    "|a|b|\n", "`", "*", "*_", "*a **b ", "^a", " :aa", "-a ", "'a", "'a \"", "&#xe000;", "<a b=\"", "a.", "a.bb.", "[",
    "[a](", "[a](b \"", "[a](b](c)", "[a][b", "[@", "![a ", "[a]: b\n", '!!! note "b"\n    c\n\n', "א \u200fa\u200e ا ",
)  # fmt: skip
"""Texts to repeat."""
SHAPES: dict[str, Callable[[int], str]] = {
    **{f"{unit!r} and so on": partial(lambda unit, size: unit * (size // len(unit)), unit) for unit in UNITS},
    "undefined footnotes": lambda size: "".join(
        f"A[^x{number}] \n\n[^y{number}]: b\n\n" for number in range(size // 24)
    ),
    "spaces": lambda size: "a" + " " * size + "b",
    "spaces before a citation": lambda size: "a" + " " * size + "[@a]",
    "growing backticks": lambda size: " ".join("`" * count for count in range(1, int((2 * size) ** 0.5))),
    "nested brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "brackets before links": lambda size: "[" * (size // 3) + "[a](b)" * (size // 9),
    "titles of definitions": lambda size: "[a] " * (size // 8) + '\n\n[a]: b "' + "c " * (size // 4) + '"',
    "asterisks and underscores": lambda size: "*_" * (size // 4) + "a" + "_*" * (size // 4),
    "nested items": lambda size: "".join(" " * (4 * (count % 8)) + "- a\n" for count in range(size // 20)),
    "closing sequences": lambda size: "## a " + "#" * size + " b",
    "terms": lambda size: "a\n" * (size // 2) + ":   b",
    "footnotes": lambda size: "".join(f"a[^{count}]\n\n[^{count}]: b\n\n" for count in range(size // 22)),
    "addresses": lambda size: "a." * (size // 2) + "@",
    "hosts": lambda size: "a.bb." * (size // 10) + "/a " + "aa.bb/(c" * (size // 16),
    "nested titles": lambda size: "[a](b '" * (size // 14) + "')" * (size // 4),
    "components": lambda size: "{{ " + "a=b " * ((size - 5) // 4) + "}}",
    "attributes": lambda size: "*a*{: " + "x " * (size // 2) + "}",
    "lines below an item": lambda size: "- a\n" + "b\n" * (size // 2),
    "definitions of a term": lambda size: "a\n" + ":   b\n" * (size // 6),
    "nested quotations": lambda size: "".join("> " * (1 + count % 8) + "a\n" for count in range(size // 11)),
    "footnotes that refer to the next": lambda size: "".join(
        f"[^{count}]: b[^{count + 1}]\n" for count in range(size // 20)
    ),
    "nested emphasis": lambda size: "*a " * (size // 6) + "b* " * (size // 6),
    "long runs of asterisks": lambda size: ("*" * (size // 8) + "a") * 7,
    "nested pictures": lambda size: "![a " * (size // 7) + "](b)" * (size // 9),
    "markers": lambda size: "\n".join(map("".join, islice(product("†‡‰‱", repeat=7), size // 8))),
    "classes": lambda size: "*a*{: " + ".b " * (size // 3) + "}",
    "arguments": lambda size: "{{ a " + " ".join(f"k{count}=v" for count in range(size // 9)) + " }}",
}


@pytest.mark.parametrize("name", SHAPES)
def test_compiling_takes_linear_time(name):
    """With the deep profile, up to the maximum length of a text."""
    size = MAX_PAGE // (8 if EXAMPLES > 100 else 60)

    assert grows_linearly(lambda size: partial(compile_text, SHAPES[name](size)[:MAX_PAGE], PLAIN), size)

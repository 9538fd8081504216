"""The address of each page, its aliases, and relative links from one address to another."""

import posixpath
import re
from collections.abc import Container, Mapping
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import SplitResult, unquote

from generator.problems import Problem
from generator.read.files import HANDOUTS
from generator.read.pages import Document
from generator.read.value_types import split_address

NOT_FOUND = "404"
ERROR_PAGE, HEADERS, REDIRECTS, ROBOTS, SITEMAP = FOR_SERVERS = (
    f"{NOT_FOUND}.html", "_headers", "_redirects", "robots.txt", "sitemap.xml",
)  # fmt: skip
"""The files in the root that only a server or a search engine reads; the first is the page that a host shows at any
unknown address: a copy whose links begin at the root of the host."""
START, MANIFEST = "index.html", "site.webmanifest"
RESERVED = {*FOR_SERVERS, START, MANIFEST, HANDOUTS, "static"}
"""What the site itself puts in the root of the output folder."""

_SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):")


class Address(NamedTuple):
    """An address as a text gives it, and its parts: the scheme in lower case, if any, the path and the fragment.

    The fragment includes its #, and is not unquoted.
    """

    text: str
    scheme: str
    path: str
    fragment: str

    @property
    def anchor(self) -> str:
        """The id that the fragment names, if it is on a page of this site."""
        return unquote(self.fragment[1:])

    @property
    def is_on_disk(self) -> bool:
        """Whether it is a file on a disk: it has the scheme 'file' or a drive letter."""
        return self.scheme == "file" or len(self.scheme) == 1

    @property
    def parts(self) -> SplitResult:
        """The parts of a web or mail address; all empty if it is not a valid one."""
        return split_address(self.text) or SplitResult("", "", "", "", "")


def parse_address(text: str) -> Address:
    """Return the parts of an address that a text contains.

    >>> parse_address("../help.md#numbers")
    Address(text='../help.md#numbers', scheme='', path='../help.md', fragment='#numbers')
    >>> parse_address("TEL:112")
    Address(text='TEL:112', scheme='tel', path='112', fragment='')
    """
    scheme = _SCHEME.match(text)
    path, hash_sign, fragment = text[scheme.end() if scheme else 0 :].partition("#")
    return Address(text, scheme[1].lower() if scheme else "", path, hash_sign + fragment)


def file_of(address: str) -> str:
    """Return the path of the file that is served at an address of the site.

    >>> file_of("en/help/")
    'en/help/index.html'
    """
    return address + START if address.endswith("/") or not address else address


def address_to(path: str) -> str:
    """Return the address at which the file at `path` is served.

    >>> address_to("en/help/index.html"), address_to("en/old-index.html")
    ('en/help/', 'en/old-index.html')
    """
    return path.removesuffix(START) if posixpath.basename(path) == START else path


def relative(origin: str, target: str) -> str:
    """Return the link from the address `origin` to the address `target`, both relative to the site.

    It names the file, so that it works from disk too: there, the link to a folder would show a list of its files.

    >>> relative("en/projects/report/", "en/help/")
    '../../help/index.html'
    """
    here, there = origin.split("/")[:-1], file_of(target).split("/")
    while here and here[:1] == there[:1]:
        del here[0], there[0]
    return "../" * len(here) + "/".join(there)


def resolve_href(path: str, address: str) -> str | None:
    """Return the path of the file that `address` links to from the file at `path`, or None for a link off the site.

    >>> resolve_href("en/projects/report/index.html", "../../help/#numbers")
    'en/help/index.html'
    """
    if not address.partition("#")[0]:
        return path
    parts = split_address(address)
    if parts is None or parts.scheme or parts.netloc:
        return None
    if address.startswith("/"):
        return None if path == ERROR_PAGE else address  # on other pages, a link from the root of the host is broken
    linked = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(parts.path))).lstrip("/")
    return posixpath.join(linked, START) if parts.path.endswith("/") or not linked else linked


def path_from(name: str, other: str) -> str:
    """Return the relative path from the source file of the page `name` to that of the page `other`.

    >>> path_from("projects/report", "help")
    '../help.md'
    """
    return relative(name, f"{other}.md")


def section_of(name: str) -> str | None:
    """Return the name of the page that introduces the section of the page `name`, or None for the home page.

    >>> section_of("projects/report")
    'projects/index'
    """
    folder = name.removesuffix("/index").rpartition("/")[0]
    return None if name == "index" else f"{folder}/index" if folder else "index"


PageAddresses = Mapping[tuple[str, str], tuple[str, Document]]
"""Each page's address and the file that sets it: its own, published or not, or else that of the original."""


def assign_aliases(
    pages: PageAddresses, expired: PageAddresses, roots: Container[str]
) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Return the page of each alias, and a problem for each address that two pages claim or that is reserved.

    An alias that begins with a language links to the page in that language, borrowed or not. One may be the present
    address of its page, to record that it was also the first.

    `roots` has the first segment of the address of every file in `static/`. Addresses that differ only in case are the
    same on some computers, so they collide too; and a folder cannot have the path of a file. All addresses of an
    `expired` page are aliases, which any other page may take over.
    """
    owners: dict[str, Document] = {}
    codes = {code for code, _ in pages}
    languages = {code.lower() for code in codes}
    problems = []
    for address, file in sorted(pages.values(), key=lambda page: page[1].front.slug is not None):
        other = owners.setdefault(file_of(address).lower(), file)
        if other is not file:
            message = f"this page has the same address as {other.path}"
            problems.append(Problem(file.field_location("slug"), message, "rename the file, or give it another 'slug'"))
    claims = []
    for key, (address, file) in (*pages.items(), *expired.items()):
        own, is_expired = file.front.aliases if file.language == key[0] else (), key in expired
        claims += [(is_expired, alias_address(alias), alias, number, key, file) for number, alias in enumerate(own)]
        claims += [(True, address, address, 0, key, file)] * is_expired
    aliases: dict[str, tuple[str, str]] = {}
    for is_expired, address, alias, number, key, file in sorted(claims, key=itemgetter(0, 1)):
        if not is_expired and address == pages[key][0]:
            continue
        path = file_of(address).lower()
        root, _, rest = path.partition("/")
        parents = accumulate(path.split("/"), posixpath.join)
        if taken := next(filter(owners.__contains__, parents), None):
            message = f"the alias '{alias}' is already an address of {owners[taken].path}"
        elif root in RESERVED or root in roots or (root in languages and rest.startswith("data/")):
            message = f"the alias '{alias}' is reserved for files of the site itself"
        else:
            owners[path] = file
            language = address.partition("/")[0]
            aliases[address] = (language, key[1]) if language in codes else key
            continue
        if not is_expired:
            problems.append(Problem(file.field_location("aliases", number), message, "remove the alias or change it"))
    return aliases, problems


def alias_address(alias: str) -> str:
    """Return the address of an alias: that of a folder, unless it names an HTML file."""
    return address_to(alias) if alias.endswith(".html") else f"{alias}/"

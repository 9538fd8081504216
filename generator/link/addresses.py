"""Where each page is published, the old addresses that lead to it, and the link from one address to another."""

import posixpath
import re
from collections.abc import Container, Mapping
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import SplitResult, unquote

from generator.problems import Problem
from generator.read.files import HANDOUTS
from generator.read.kinds import split
from generator.read.pages import Document

NOT_FOUND = "404"
ERROR_PAGE, HEADERS, REDIRECTS, ROBOTS, SITEMAP = FOR_SERVERS = (
    f"{NOT_FOUND}.html", "_headers", "_redirects", "robots.txt", "sitemap.xml",
)  # fmt: skip
"""The files at the top that only a server or a search engine reads; the first is the page that a host shows at any
address: a copy whose links begin at the root of the host."""
START, MANIFEST = "index.html", "site.webmanifest"
RESERVED = {*FOR_SERVERS, START, MANIFEST, HANDOUTS, "static"}
"""What the site itself puts at the top of the output folder."""

_NOWHERE = SplitResult("", "", "", "", "")
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
        """The id of the place, if it is one on a page of this site."""
        return unquote(self.fragment[1:])

    @property
    def is_on_disk(self) -> bool:
        """Whether it is a file on a disk, by 'file:' or the letter of a drive."""
        return self.scheme == "file" or len(self.scheme) == 1

    @property
    def parts(self) -> SplitResult:
        """The parts of an address of the web or of mail; none where it cannot be read as one."""
        return split(self.text) or _NOWHERE


def parse_address(target: str) -> Address:
    """Return the parts of an address as it is written in a text.

    >>> parse_address("../help.md#numbers")
    Address(text='../help.md#numbers', scheme='', path='../help.md', fragment='#numbers')
    >>> parse_address("TEL:112")
    Address(text='TEL:112', scheme='tel', path='112', fragment='')
    """
    scheme = _SCHEME.match(target)
    path, sign, place = target[scheme.end() if scheme else 0 :].partition("#")
    return Address(target, scheme[1].lower() if scheme else "", path, sign + place)


def file_of(address: str) -> str:
    """Return the path of the file that an address of the site leads to.

    >>> file_of("en/help/")
    'en/help/index.html'
    """
    return address + START if address.endswith("/") or not address else address


def address_to(path: str) -> str:
    """Return the address that leads to the file at a path of the site.

    >>> address_to("en/help/index.html"), address_to("en/old-index.html")
    ('en/help/', 'en/old-index.html')
    """
    return path.removesuffix(START) if posixpath.basename(path) == START else path


def relative(origin: str, target: str) -> str:
    """Return the link from the address `origin` to the address `target`, both relative to the site.

    It names the file, so that it leads there without a server too: from a folder, a browser would list what is in it.

    >>> relative("en/projects/fiit/", "en/help/")
    '../../help/index.html'
    """
    here, there = origin.split("/")[:-1], file_of(target).split("/")
    shared = len(posixpath.commonprefix((here, there)))
    return "../" * (len(here) - shared) + "/".join(there[shared:])


def leads(path: str, address: str) -> str | None:
    """Return the path of the published file to which an address in the file at `path` leads, or None outside the site.

    >>> leads("en/projects/fiit/index.html", "../../help/#numbers")
    'en/help/index.html'
    """
    if not address.partition("#")[0]:
        return path
    parts = split(address)
    if parts is None or parts.scheme or parts.netloc:
        return None
    if address.startswith("/"):
        return None if path == ERROR_PAGE else address  # only there it leads to what a host shows at its root
    there = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(parts.path))).lstrip("/")
    return posixpath.join(there, START) if parts.path.endswith("/") or not there else there


def path_from(name: str, other: str) -> str:
    """Return the path that leads from the page with this name to another one.

    >>> path_from("projects/fiit", "help")
    '../help.md'
    """
    return relative(name, f"{other}.md")


def section_of(name: str) -> str | None:
    """Return the name of the page above one, or None for the home page.

    >>> section_of("projects/fiit")
    'projects/index'
    """
    folder = name.removesuffix("/index").rpartition("/")[0]
    return None if name == "index" else f"{folder}/index" if folder else "index"


Places = Mapping[tuple[str, str], tuple[str, Document]]
"""The address of each page, and the file that gives it: its own, published or not, or else that of the original."""


def claimed(pages: Places, expired: Places, roots: Container[str]) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Return the page of each alias, and a problem for every address that two pages claim, or that the site needs.

    An alias that begins with a language leads to the page in that language, borrowed or not. One may be the address at
    which its page stands itself, to say that it was the first.

    `roots` has the first part of the address of every file of `static/`. Addresses that differ only in case are the
    same on some computers, so they collide too; and no folder can stand where a file does. What a page that is
    `expired` has of addresses are aliases, and any other page may have them.
    """
    owners: dict[str, Document] = {}
    codes = {code for code, _ in pages}
    languages = {code.lower() for code in codes}
    problems = []
    for address, file in sorted(pages.values(), key=lambda page: page[1].front.slug is not None):
        other = owners.setdefault(file_of(address).lower(), file)
        if other is not file:
            message = f"this page has the same address as {other.path}"
            problems.append(Problem(file.at("slug"), message, "rename the file, or give it another 'slug'"))
    asked = []
    for key, (address, file) in (*pages.items(), *expired.items()):
        own, is_gone = file.front.aliases if file.language == key[0] else (), key in expired
        asked += [(is_gone, alias_address(alias), alias, number, key, file) for number, alias in enumerate(own)]
        asked += [(True, address, address, 0, key, file)] * is_gone
    aliases: dict[str, tuple[str, str]] = {}
    for is_gone, address, alias, number, key, file in sorted(asked, key=itemgetter(0, 1)):
        if not is_gone and address == pages[key][0]:
            continue
        path = file_of(address).lower()
        root, _, rest = path.partition("/")
        ways = accumulate(path.split("/"), posixpath.join)
        if taken := next(filter(owners.__contains__, ways), None):
            message = f"the alias '{alias}' is already an address of {owners[taken].path}"
        elif root in RESERVED or root in roots or (root in languages and rest.startswith("data/")):
            message = f"the alias '{alias}' is reserved for files of the site itself"
        else:
            owners[path] = file
            language = address.partition("/")[0]
            aliases[address] = (language, key[1]) if language in codes else key
            continue
        if not is_gone:
            problems.append(Problem(file.at("aliases", number), message, "remove the alias or change it"))
    return aliases, problems


def alias_address(alias: str) -> str:
    """Return the address of an alias: a folder, unless it names a file that a browser opens as a page."""
    return address_to(alias) if alias.endswith(".html") else f"{alias}/"

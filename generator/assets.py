"""The files of `static/`: styles, scripts and drawings joined into pages, everything else copied under a name with its fingerprint."""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Location, Problem

STYLES = "static/styles"
SCRIPTS = "static/scripts"
AS_IS = {"robots.txt", "favicon.ico", "favicon.svg", "CNAME", ".nojekyll"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to publish: its address relative to the site, and its bytes."""

    address: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """All of `static/`: `files` by path within it; styles, scripts and drawings by file name without its ending.

    `styles` is what every page carries, `components` has the styles of each component by its class.
    """

    files: Mapping[str, Asset]
    styles: str
    components: Mapping[str, str]
    scripts: Mapping[str, str]
    drawings: Mapping[str, str]

    def styles_for(self, page: str) -> str:
        """Return the styles that an HTML page needs: those of every page, and those of the components whose class it shows."""
        shown = {name for value in re.findall(r'\bclass="([^"]*)"', page) for name in value.split()}
        return self.styles + "".join(css for name, css in self.components.items() if name in shown)


def read(folder: Path) -> tuple[Assets, list[Problem]]:
    """Read `static/` in `folder`; a missing folder is an empty one.

    Styles are joined in the order of their names, so that `00-layers.css` comes first.
    """
    files: dict[str, Asset] = {}
    styles: list[str] = []
    components: dict[str, str] = {}
    scripts: dict[str, str] = {}
    drawings: dict[str, str] = {}
    problems: list[Problem] = []
    root = folder / "static"
    for file in sorted(root.rglob("*")):
        if not file.is_file() or (file.name.startswith(".") and file.name not in AS_IS):
            continue
        path = file.relative_to(root).as_posix()
        try:
            data = file.read_bytes()
            if path.startswith("styles/components/") and path.endswith(".css"):
                components[file.stem] = _smaller(data.decode("utf-8"))
            elif path.startswith("styles/") and path.endswith(".css"):
                styles.append(_smaller(data.decode("utf-8")))
            elif path.startswith("scripts/") and path.endswith(".js"):
                scripts[file.stem] = _smaller_script(data.decode("utf-8"))
            elif path.startswith("drawings/") and path.endswith(".svg"):
                drawings[file.stem] = data.decode("utf-8").strip()
            else:
                files[path] = Asset(_address(path, data), data)
        except UnicodeDecodeError:
            problems.append(Problem(Location(f"static/{path}"), "this file is not saved as UTF-8", "save it again with the encoding UTF-8"))
        except OSError as error:
            problems.append(Problem(Location(f"static/{path}"), f"this file cannot be read: {error.strerror}", "check that you may open it"))
    return Assets(files, "".join(styles), components, scripts, drawings), problems


def _address(path: str, data: bytes) -> str:
    if path in AS_IS or path.startswith(".well-known/"):
        return path
    stem, ending = posixpath.splitext(path)
    return f"static/{stem}.{hashlib.sha256(data).hexdigest()[:8]}{ending}"


def _smaller(css: str) -> str:
    """Remove comments and the space that CSS does not need; strings with `/*` in them are not used here."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


def _smaller_script(script: str) -> str:
    """Remove lines that are only a comment, and indents."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))

"""The copy of the whole site to take along, which a command packs: offered as long as no file is another."""

import datetime
import io
import zipfile

from generator.link.site import Site
from generator.read.assets import Asset
from generator.read.cache import digest, version
from generator.read.files import HANDOUTS, PACKED

NAME = "offline-copy"
"""What the file is called by who takes it along: it says nothing of what is in it."""


def path(site: Site) -> str:
    """Return where the copy of the site as it is now is kept in the project, by all that it is made of."""
    made_of = {path: digest for path, digest in site.files.digests.items() if not path.endswith(PACKED)}
    shown = [page.address for page in site.pages.values()]  # not the same on each day, nor with drafts
    return f"{HANDOUTS}/{NAME}.{digest(version(), site.url, shown, *made_of.items()).hex()[:16]}{PACKED}"


def current(site: Site) -> Asset | None:
    """Return the copy of the site as it is now, if it was packed."""
    packed = site.handouts.get(path(site))
    return Asset(f"{HANDOUTS}/{NAME}{PACKED}", packed) if packed else None


def day(copy: Asset) -> datetime.date:
    """Return the day on which a copy was packed."""
    with zipfile.ZipFile(io.BytesIO(copy.data)) as packed:
        return datetime.date(*packed.infolist()[0].date_time[:3])

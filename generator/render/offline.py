"""The offline copy of the whole site, packed by a command and offered as long as no file has changed."""

import datetime
import io
import zipfile

from generator.link.site import Site
from generator.read.assets import Asset
from generator.read.cache import digest, version
from generator.read.files import HANDOUTS, PACKED

NAME = "offline-copy"
"""The name of the published file, which does not reveal what is in it."""


def path(site: Site) -> str:
    """Return the path in the project of the copy of the current site; the name contains a digest of its inputs."""
    files = (item for item in site.files.digests.items() if not item[0].endswith(PACKED))
    addresses = [page.address for page in site.pages.values()]  # they depend on the day, and on drafts
    return f"{HANDOUTS}/{NAME}.{digest(version(), site.url, addresses, *files).hex()[:16]}{PACKED}"


def current(site: Site) -> Asset | None:
    """Return the copy of the current site, or None if it was not packed."""
    packed = site.handouts.get(path(site))
    return Asset(f"{HANDOUTS}/{NAME}{PACKED}", packed) if packed else None


def day(copy: Asset) -> datetime.date:
    """Return the day on which a copy was packed."""
    with zipfile.ZipFile(io.BytesIO(copy.data)) as packed:
        return datetime.date(*packed.infolist()[0].date_time[:3])

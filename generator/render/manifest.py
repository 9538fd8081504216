"""The web app manifest: the name and the icons under which a phone keeps the site on its first screen."""

import json

from generator.link.addresses import MANIFEST, START
from generator.link.site import Site

ICONS = {"icons/192.png": "192x192", "icons/512.png": "512x512"}
"""The files of `static/` that are icons, with their sizes."""


def files(site: Site) -> dict[str, bytes]:
    """Return `site.webmanifest` by path (W3C, Web Application Manifest), or nothing where the site has no such icon.

    It opens the site as a page in the browser, and brings no service worker: nothing is kept on the phone.
    """
    icons = [
        {"src": site.assets.files[path].address, "sizes": size, "type": "image/png"}
        for path, size in ICONS.items()
        if path in site.assets.files
    ]
    if not icons:
        return {}
    language = site.settings.source_language
    manifest = {
        "name": site.said(site.settings.name, language),
        "lang": language,
        "dir": site.settings.languages[language].direction,
        "start_url": START,
        "display": "browser",
        "icons": icons,
    }
    return {MANIFEST: f"{json.dumps(manifest, ensure_ascii=False, indent=2)}\n".encode()}

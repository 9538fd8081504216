"""What machines look for at the top of a site: search engines, static hosts, phones, and who finds a weakness."""

import json
from urllib.parse import quote, urlsplit

from markupsafe import escape

from generator.link.addresses import MANIFEST, REDIRECTS, ROBOTS, SITEMAP, START
from generator.link.site import Site

SECURITY = ".well-known/security.txt"
ICONS = {"static/icons/192.png": "192x192", "static/icons/512.png": "512x512"}
"""The files that are icons, with their sizes."""


def files(site: Site) -> dict[str, bytes]:
    """Return what there is to say to each, by path."""
    told = {
        ROBOTS: robots(site),
        SITEMAP: sitemap(site),
        REDIRECTS: redirects(site),
        SECURITY: security(site),
        MANIFEST: manifest(site),
    }
    return {path: text.encode() for path, text in told.items() if text}


def robots(site: Site) -> str:
    """Return `robots.txt`, which lets everyone in."""
    everyone = "User-agent: *\nAllow: /\n"
    return f"{everyone}\nSitemap: {site.full(SITEMAP)}\n" if site.url else everyone


def sitemap(site: Site) -> str:
    """Return the sitemap with the language versions of every page, or nothing where the site has no address.

    (Protocol 0.9 of sitemaps.org, whose schema has the links after the rest.) A borrowed page is not in it, as its
    original is.
    """
    if site.url is None:
        return ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    found = [(page.address, page) for page in site.pages.values() if page.is_listed]
    if site.has_choice:  # for readers of none of the languages
        found.append(("", site.home(site.settings.source_language)))
    for address, page in sorted(found, key=lambda one: one[0]):
        changed = page.front.changed if address else None
        day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        lines.append(f"  <url><loc>{escape(site.full(address))}</loc>{day}")
        versions = [(one.language, site.full(one.address)) for one in site.translations(page) if not one.borrowed]
        lines += [
            f'    <xhtml:link rel="alternate" hreflang="{code}" href="{escape(address)}"/>'
            for code, address in (*versions, ("x-default", site.default(page)))
        ]
        lines[-1] += "</url>"
    return "\n".join([*lines, "</urlset>\n"])


def redirects(site: Site) -> str:
    """Return `_redirects` (the format of Netlify and Cloudflare Pages), or nothing where no page has moved.

    The format has only addresses from the root of the host, so they begin with the path of the site's own.
    """
    root = quote(urlsplit(site.url or "").path, "/%")
    return "".join(sorted(f"{root}/{old} {root}/{page.address} 301\n" for old, page in site.aliases.items()))


def security(site: Site) -> str:
    """Return `security.txt` (RFC 9116), or nothing where `site.yaml` names nobody to tell."""
    told = site.settings.security
    if told is None:
        return ""
    lines = {
        "Contact": told.contact,
        "Expires": f"{told.expires.isoformat()}T00:00:00Z",
        "Preferred-Languages": ", ".join(site.settings.languages),
        "Canonical": site.full(SECURITY),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items() if value)


def manifest(site: Site) -> str:
    """Return the web app manifest (W3C) with the icons for a phone, or nothing where the site has none.

    It opens the site as a page in the browser, and brings no service worker: nothing is kept on the phone.
    """
    icons = [
        {"src": site.assets.files[path].address, "sizes": size, "type": "image/png"}
        for path, size in ICONS.items()
        if path in site.assets.files
    ]
    if not icons:
        return ""
    language = site.settings.source_language
    told = {
        "name": site.said(site.settings.name, language),
        "lang": language,
        "dir": site.settings.languages[language].direction,
        "start_url": START,
        "display": "browser",
        "icons": icons,
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n"

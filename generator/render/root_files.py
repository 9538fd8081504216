"""Files at the root of a site: for search engines, static hosts, phones and people who report a vulnerability."""

import json
from urllib.parse import quote, urlsplit

from markupsafe import escape

from generator.link.addresses import MANIFEST, REDIRECTS, ROBOTS, SITEMAP, START
from generator.link.site import Site

SECURITY = ".well-known/security.txt"
ICONS = {"static/icons/192.png": "192x192", "static/icons/512.png": "512x512"}
"""The icons of the web app manifest, with their sizes."""


def files(site: Site) -> dict[str, bytes]:
    """Return each of these files by its path, without those that would be empty."""
    texts = {
        ROBOTS: robots(site),
        SITEMAP: sitemap(site),
        REDIRECTS: redirects(site),
        SECURITY: security(site),
        MANIFEST: manifest(site),
    }
    return {path: text.encode() for path, text in texts.items() if text}


def robots(site: Site) -> str:
    """Return `robots.txt` (RFC 9309), which allows all crawlers."""
    rules = "User-agent: *\nAllow: /\n"
    return f"{rules}\nSitemap: {site.full(SITEMAP)}\n" if site.url else rules


def sitemap(site: Site) -> str:
    """Return the sitemap with the language versions of every page, or "" if the address of the site is unknown.

    It follows protocol 0.9 of sitemaps.org, in whose schema the links come last. A borrowed page is left out, as its
    original is included.
    """
    if site.url is None:
        return ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    found = [(page.address, page) for page in site.pages.values() if page.is_listed]
    if site.has_choice:  # the choice of languages, for readers of other languages
        found.append(("", site.home(site.settings.source_language)))
    for address, page in sorted(found, key=lambda item: item[0]):
        changed = page.front.changed if address else None
        day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        lines.append(f"  <url><loc>{escape(site.full(address))}</loc>{day}")
        versions = [(each.language, site.full(each.address)) for each in site.translations(page) if not each.borrowed]
        lines += [
            f'    <xhtml:link rel="alternate" hreflang="{code}" href="{escape(address)}"/>'
            for code, address in (*versions, ("x-default", site.default_url(page)))
        ]
        lines[-1] += "</url>"
    return "\n".join([*lines, "</urlset>\n"])


def redirects(site: Site) -> str:
    """Return `_redirects` (in the format of Netlify and Cloudflare Pages), or "" if no page has moved.

    The format requires paths from the root of the host, so they begin with the path of the site's address.
    """
    root = quote(urlsplit(site.url or "").path, "/%")
    return "".join(sorted(f"{root}/{old} {root}/{page.address} 301\n" for old, page in site.aliases.items()))


def security(site: Site) -> str:
    """Return `security.txt` (RFC 9116), or "" if `site.yaml` has no contact for security."""
    security = site.settings.security
    if security is None:
        return ""
    lines = {
        "Contact": security.contact,
        "Expires": f"{security.expires.isoformat()}T00:00:00Z",
        "Preferred-Languages": ", ".join(site.settings.languages),
        "Canonical": site.full(SECURITY),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items() if value)


def manifest(site: Site) -> str:
    """Return the web app manifest (W3C) with the icons for a phone, or "" if the site has none.

    It opens the site in the browser, and has no service worker: nothing is stored on the phone.
    """
    icons = [
        {"src": site.assets.files[path].address, "sizes": size, "type": "image/png"}
        for path, size in ICONS.items()
        if path in site.assets.files
    ]
    if not icons:
        return ""
    language = site.settings.source_language
    values = {
        "name": site.text(site.settings.name, language),
        "lang": language,
        "dir": site.settings.languages[language].direction,
        "start_url": START,
        "display": "browser",
        "icons": icons,
    }
    return f"{json.dumps(values, ensure_ascii=False, indent=2)}\n"

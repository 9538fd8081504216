"""What search engines read first: `robots.txt`, and the sitemap with the language versions of every page."""

from markupsafe import escape

from generator.link.addresses import ROBOTS, SITEMAP
from generator.link.site import Site


def files(site: Site) -> dict[str, bytes]:
    """Return `robots.txt` and, where the address of the site is known, `sitemap.xml`, by path."""
    everyone = "User-agent: *\nAllow: /\n"
    if site.url is None:
        return {ROBOTS: everyone.encode()}
    robots = f"{everyone}\nSitemap: {site.full(SITEMAP)}\n"
    return {ROBOTS: robots.encode(), SITEMAP: _sitemap(site)}


def _sitemap(site: Site) -> bytes:
    """Return the sitemap (sitemaps.org protocol 0.9, whose schema has the links after the rest).

    A borrowed page is not in it, as its original is.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in sorted(site.pages.values(), key=lambda page: page.address):
        if not page.is_listed:
            continue
        changed = page.front.changed
        day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        lines.append(f"  <url><loc>{escape(site.full(page.address))}</loc>{day}")
        lines += [
            f'    <xhtml:link rel="alternate" hreflang="{other.language}" href="{escape(site.full(other.address))}"/>'
            for other in site.translations(page)
            if not other.borrowed
        ]
        lines.append(
            f'    <xhtml:link rel="alternate" hreflang="x-default" href="{escape(site.default(page))}"/></url>'
        )
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()

"""The old addresses of pages in a file that static hosts read: `_redirects`, beside the pages that stand there."""

from urllib.parse import quote, urlsplit

from generator.link.addresses import REDIRECTS
from generator.link.site import Site


def files(site: Site) -> dict[str, bytes]:
    """Return `_redirects` by path (the format of Netlify and Cloudflare Pages), or nothing where no page has moved.

    The format has only addresses from the root of the host, so they begin with the path of the site's own.
    """
    root = quote(urlsplit(site.url or "").path, "/%")
    moves = [f"{root}/{old} {root}/{page.address} 301" for old, page in site.aliases.items()]
    return {REDIRECTS: ("\n".join(sorted(moves)) + "\n").encode()} if moves else {}

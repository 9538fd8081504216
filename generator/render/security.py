"""`/.well-known/security.txt`: whom to tell of a weakness of the site, where its owner wants to be told."""

from generator.link.site import Site

ADDRESS = ".well-known/security.txt"


def files(site: Site) -> dict[str, bytes]:
    """Return `security.txt` by path (RFC 9116), or nothing where `site.yaml` names nobody to tell."""
    security = site.settings.security
    if security is None:
        return {}
    canonical = site.full(ADDRESS)
    lines = {
        "Contact": security.contact,
        "Expires": f"{security.expires.isoformat()}T00:00:00Z",
        "Preferred-Languages": ", ".join(site.settings.languages),
        **({"Canonical": canonical} if canonical else {}),
    }
    return {ADDRESS: "".join(f"{name}: {value}\n" for name, value in lines.items()).encode()}

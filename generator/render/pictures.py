"""The photographs that pages show or lead to, in every size and format."""

from generator.link.site import Site
from generator.link.targets import FileTarget


def files(site: Site) -> dict[str, bytes]:
    """Return each file of the photographs by its path; those that no page uses are not published."""
    targets = (resolved.target for page in site.pages.values() for resolved in page.resolved)
    used = {target.path for target in targets if isinstance(target, FileTarget)}
    made = (site.assets.photographs[path] for path in sorted(used & site.assets.photographs.keys()))
    return {size.address: size.data for photograph in made for sizes in photograph.types.values() for size in sizes}

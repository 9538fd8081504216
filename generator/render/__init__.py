"""Templates over the site, and every other file that is made from it."""

"""All texts together: addresses, link targets, and how far each translation matches its source."""

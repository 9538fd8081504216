"""All texts together: addresses, translations, targets, agreement, staleness."""

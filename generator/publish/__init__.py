"""Outputs onto disk, or into the preview."""

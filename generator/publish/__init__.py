"""Publishing: finished files to disk, or to the preview."""

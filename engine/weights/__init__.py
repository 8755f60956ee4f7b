"""From files on disk to weights in place."""

"""Results in, files out."""

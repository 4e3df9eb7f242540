"""What a person runs, and the public surface: `run`, `extract_paper`, `reconcile`."""

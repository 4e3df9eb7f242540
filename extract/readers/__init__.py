"""Bytes in, a neutral `Document` out: one module a format, joined by `extract.readers.registry`."""

"""Versions of a plan in; links, changes, threads and findings out."""

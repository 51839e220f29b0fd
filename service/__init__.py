"""Doichieu: digest a report with a language model and check every number of the answer."""

__version__ = "0.1.0"

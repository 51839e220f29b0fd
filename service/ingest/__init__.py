"""Bytes of a file become text: one module per format, each with a function that says what it refuses.

What comes out is text as received; ``service.core.text`` makes it canonical. ``text`` reads plain text.
"""

"""Contracts at the borders: what goes in and out as JSON. Pydantic lives here and above, never in core."""

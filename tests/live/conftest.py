"""Tests marked live need the embedded model's weights; they run only when asked for with ``-m live``."""

import pytest


def pytest_collection_modifyitems(config, items):
    if "live" in config.option.markexpr:
        return
    for item in items:
        if item.get_closest_marker("live"):
            item.add_marker(pytest.mark.skip(reason="needs the embedded model: make live"))

"""The HTTP service: ``create_app`` in app.py over the parts that backend.py names."""

"""The measuring side: datasets with gold, pure scorers, planted errors, statistics and speed."""

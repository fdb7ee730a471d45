"""Benchmarks: each takes `--cases` and `--out`, and prints one table. Run by `make bench`."""

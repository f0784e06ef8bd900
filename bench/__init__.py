"""Benchmarks: one script a question, run as `python -m bench.NAME`; results go to bench/RESULTS.md."""

"""What an operator or a developer runs: the embedded database, the demo, synthetic data, benchmarks.

It stands beside the five shelves: it may use all of them, and only `kexie.__main__` uses it.
"""

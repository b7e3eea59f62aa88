"""Drills: the real platform as separate processes, a hall that drives it, and a ledger of what was acknowledged.

`python -m bench.drill` lists them. Nothing of the product knows of a drill. Each runs in several processes:

- `platform`: web (with its streams), worker and beat as `make services` starts them, a Redis of its own;
- `prepare`, `check`: Django processes that make the hall before, and compare the database with the ledger after;
- `load`: the phones, in a process that imports neither Django nor the product, so that its processor time is its own.
"""

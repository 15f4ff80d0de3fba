"""The training log: who did which set, on what, with what result."""

"""What the machine, or the own body, does to the knee."""

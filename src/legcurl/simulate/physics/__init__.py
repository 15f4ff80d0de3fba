"""Leg curls as physics: a MuJoCo model of body and machine, an athlete that drives it, and what comes of it."""

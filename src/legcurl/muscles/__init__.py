"""Muscles of the leg: anatomy, forces, recruitment, capacity."""

"""Legcurl: the coach and the laboratory for one exercise, the leg curl."""

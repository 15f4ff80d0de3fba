"""What all tests share."""

from hypothesis import settings

# A busy machine is no defect: examples are not timed.
settings.register_profile("legcurl", deadline=None)
settings.load_profile("legcurl")

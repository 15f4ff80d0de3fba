"""The rules, one function each; importing this package registers them all."""

from legcurl.form.rules import alignment, dose, effort, posture, reach, swing, tempo

__all__ = ["alignment", "dose", "effort", "posture", "reach", "swing", "tempo"]

"""The rules, one function each; importing this package registers them all."""

from legcurl.form.rules import dose, effort, posture, reach, swing, tempo

__all__ = ["dose", "effort", "posture", "reach", "swing", "tempo"]

"""The form of a set: one function a rule, every threshold in ``standards.toml``."""

from legcurl.form.case import RULES
from legcurl.form.findings import Finding, Form, NotJudged
from legcurl.form.judge import judge
from legcurl.form.standards import Standard, Standards, load_standards

__all__ = ["RULES", "Finding", "Form", "NotJudged", "Standard", "Standards", "judge", "load_standards"]

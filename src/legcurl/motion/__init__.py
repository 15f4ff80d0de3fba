"""A recording made ready for counting and measuring."""

from legcurl.motion.motion import Motion, motion_from_recording
from legcurl.motion.turning import turning_points

__all__ = ["Motion", "motion_from_recording", "turning_points"]

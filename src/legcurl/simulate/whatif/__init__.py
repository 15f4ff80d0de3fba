"""What if: the same athlete on another machine, in another posture, at another tempo; and what would fit them."""

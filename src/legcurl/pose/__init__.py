"""From pictures or other tools' keypoints to a recording of joint angles."""

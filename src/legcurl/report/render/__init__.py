"""The leg curl in space: lifter and machine built as a MuJoCo model, posed, lit and drawn without a screen."""

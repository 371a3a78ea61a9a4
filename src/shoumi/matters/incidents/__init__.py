"""泄密事件: the alarm door, and the clocks that run from a discovery."""

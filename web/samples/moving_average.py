from collections import deque


def moving_average(values, window=3):
    """Smooth a series of numbers."""
    if window <= 0:
        raise ValueError("window must be positive")
    total = 0.0
    recent = deque()
    for value in values:
        recent.append(value)
        total += value
        if len(recent) > window:
            total -= recent.popleft()
        yield total / len(recent)

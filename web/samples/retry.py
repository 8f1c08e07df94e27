import functools
import random
import time


def retry(times=3, wait=0.5, on=(ConnectionError, TimeoutError)):
    """Call a function again when it fails for a reason that may pass."""

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            delay = wait
            for attempt in range(1, times + 1):
                try:
                    return function(*args, **kwargs)
                except on as error:
                    if attempt == times:
                        raise
                    print(f"{function.__name__} failed ({error}), trying again in {delay:.1f} s")
                    time.sleep(delay + random.uniform(0, delay / 2))
                    delay *= 2

        return wrapper

    return decorate

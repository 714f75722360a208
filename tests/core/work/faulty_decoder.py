"""A decoder that fails as pictures ask for, as an unknown defect of a library would."""

import os
import sys
import time

from core.work import decoder

prepare_picture = decoder.prepare_picture


def faulty(name, content, large):
    match content:
        case b"crash":
            os.abort()
        case b"leave":
            os._exit(0)
        case b"hang":
            time.sleep(60)
        case b"fail":
            raise KeyError("a defect")
        case b"print":
            os.write(1, b"something")
            print("something", flush=True)  # noqa: T201
    return prepare_picture(name, content, large)


if __name__ == "__main__":
    decoder.prepare_picture = faulty
    decoder.main(*sys.argv[1:])

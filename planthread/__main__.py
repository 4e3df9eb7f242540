"""`python -m planthread` is `planthread`."""

from __future__ import annotations

import sys

from planthread.cli import main

if __name__ == "__main__":
    sys.exit(main())

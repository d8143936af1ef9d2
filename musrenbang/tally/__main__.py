"""`python -m musrenbang.tally`: the library from the command line, without Django."""

import sys

from musrenbang.tally.cli import main

if __name__ == "__main__":
    sys.exit(main())

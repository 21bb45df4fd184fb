import sys

from clausework.cli.main import main

# A worker process imports this module too, and must not start a build of its own.
if __name__ == "__main__":
    sys.exit(main())

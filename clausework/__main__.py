import sys

from clausework.cli.main import main

# A worker process imports this module too, and must not start another build.
if __name__ == "__main__":
    sys.exit(main())

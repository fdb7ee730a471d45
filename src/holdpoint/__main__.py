"""`python -m holdpoint` is the `holdpoint` command."""

from holdpoint.cli import main

if __name__ == "__main__":
    main()

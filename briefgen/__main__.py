"""``python -m briefgen`` is the command ``briefgen``."""

from briefgen.app.cli import main

if __name__ == "__main__":
    main()

"""The program: `python run.py` says what it can do."""

from sim.cli import main

if __name__ == "__main__":
    main()

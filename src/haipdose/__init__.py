"""haipdose: floxuridine pump dosing and treatment scheduling for hepatic arterial infusion.

Decision support, not a certified medical device. See the README for its limits.
Importing this package imports nothing else: each room is imported by who needs it.
"""

from haipdose.version import __version__

__all__ = ["__version__"]

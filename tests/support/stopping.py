"""Programs of tests that are stopped as a person stops them."""

HEEDS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""First line of a program: what a shell starts in the background would otherwise ignore Ctrl-C."""

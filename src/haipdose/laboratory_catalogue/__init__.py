"""Which laboratory tests there are, in which units, with which conversions: data, its shape and its reader."""

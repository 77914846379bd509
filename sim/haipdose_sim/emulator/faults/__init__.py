"""The fault model: what can go wrong on the line and in the device, as data."""

"""A clinic's whole calendar: the visits of many courses on days and hours, within what the clinic can do."""

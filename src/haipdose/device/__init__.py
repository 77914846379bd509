"""Talks to pump programmers over a serial line: transport, codec, link, programmer.

Each layer can be used alone. Nothing below :mod:`haipdose.device.program` knows drugs or doses. This is research
software with an emulator: no implanted pump is reached, and nothing of it is to be connected to a patient.
"""

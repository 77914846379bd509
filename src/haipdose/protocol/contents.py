"""What a pump can be filled with: one vocabulary for fills, flow calibration and the course."""

from __future__ import annotations

from enum import StrEnum


class Contents(StrEnum):
    """The contents of a fill, as the contracts name them."""

    FLOXURIDINE = "floxuridine"
    HEPARIN_SALINE = "heparin-saline"
    GLYCEROL = "glycerol"

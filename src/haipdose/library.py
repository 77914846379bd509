"""The protocols and pump profiles that a plan is made with: the packaged ones, and the site's own in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from haipdose.protocol.schema import Protocol
    from haipdose.pump.profile import PumpProfile


class PackagedLibrary:
    """The protocols and pump profiles that come with the package.

    Args:
        own: a protocol of the site, which is used under its id.
    """

    def __init__(self, own: Protocol | None = None) -> None:
        self._own = own

    def protocol(self, name: str) -> Protocol:
        """The site's protocol if it has that id, else the packaged one."""
        from haipdose.protocol.loader import load_protocol

        return self._own if self._own is not None and self._own.id == name else load_protocol(name)

    def profile(self, name: str) -> PumpProfile:
        """The packaged pump profile of that id or alias."""
        from haipdose.pump.loader import load_profile

        return load_profile(name)


def profile_values(paths: Iterable[str]) -> dict[str, str]:
    """The values of the pump profiles that ``paths`` name, as results show them."""
    from haipdose.protocol.approval import PROFILE_PREFIX
    from haipdose.protocol.rule_values import sourced_values, value_text

    names = {path.split(":")[1] for path in paths if path.startswith(PROFILE_PREFIX) and path.count(":") > 1}
    found = {}
    if names:
        from haipdose.pump.loader import load_profile

        for profile in map(load_profile, sorted(names)):
            for path, sourced in sourced_values(profile):
                found[profile.rule_path(path)] = value_text(sourced.value)
    return found

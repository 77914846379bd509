from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.who_am_i_language_type_0 import WhoAmILanguageType0

if TYPE_CHECKING:
    from ..models.who_am_i_roles import WhoAmIRoles


T = TypeVar("T", bound="WhoAmI")


@_attrs_define
class WhoAmI:
    """The caller and their roles by clinic.

    Attributes:
        person (str):
        login (str):
        display_name (str):
        second_factor (bool):
        must_change_password (bool):
        language (None | WhoAmILanguageType0):
        roles (WhoAmIRoles):
    """

    person: str
    login: str
    display_name: str
    second_factor: bool
    must_change_password: bool
    language: None | WhoAmILanguageType0
    roles: WhoAmIRoles

    def to_dict(self) -> dict[str, Any]:
        person = self.person

        login = self.login

        display_name = self.display_name

        second_factor = self.second_factor

        must_change_password = self.must_change_password

        language: None | str
        if isinstance(self.language, WhoAmILanguageType0):
            language = self.language.value
        else:
            language = self.language

        roles = self.roles.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "person": person,
                "login": login,
                "display_name": display_name,
                "second_factor": second_factor,
                "must_change_password": must_change_password,
                "language": language,
                "roles": roles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.who_am_i_roles import WhoAmIRoles  # noqa: PLC0415

        d = dict(src_dict)
        person = d.pop("person")

        login = d.pop("login")

        display_name = d.pop("display_name")

        second_factor = d.pop("second_factor")

        must_change_password = d.pop("must_change_password")

        def _parse_language(data: object) -> None | WhoAmILanguageType0:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                language_type_0 = WhoAmILanguageType0(data)

                return language_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WhoAmILanguageType0, data)

        language = _parse_language(d.pop("language"))

        roles = WhoAmIRoles.from_dict(d.pop("roles"))

        who_am_i = cls(
            person=person,
            login=login,
            display_name=display_name,
            second_factor=second_factor,
            must_change_password=must_change_password,
            language=language,
            roles=roles,
        )

        return who_am_i

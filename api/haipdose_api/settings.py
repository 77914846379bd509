"""The server's settings, from the environment (``HAIPDOSE_…``) or a file ``.env``; every one is in docs/server.md."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a site sets. Secrets are never shown; what is unsafe must be asked for by name."""

    model_config = SettingsConfigDict(env_prefix="HAIPDOSE_", env_file=".env", extra="ignore")

    database_url: str = "sqlite:///haipdose.db"
    base_url: str = "http://127.0.0.1:8400"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8400
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    allow_plain_http: bool = False
    trusted_proxies: str = "127.0.0.1"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    max_body_bytes: Annotated[int, Field(ge=1024)] = 2 * 1024 * 1024
    access_token_seconds: Annotated[int, Field(ge=30, le=3600)] = 300
    session_idle_minutes: Annotated[int, Field(ge=1, le=720)] = 20
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10
    lockout_after: Annotated[int, Field(ge=3, le=50)] = 8
    lockout_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    requests_per_minute: Annotated[int, Field(ge=1)] = 1200
    logins_per_minute: Annotated[int, Field(ge=1)] = 20
    metrics_token: SecretStr | None = None
    encryption_key_file: Path | None = None
    first_clinic: str = "First clinic"
    first_time_zone: str = "Europe/Amsterdam"
    first_country: str = "NL"
    first_administrator: str | None = None
    first_password: SecretStr | None = None
    hl7_facility: str = ""
    mllp_host: str = "127.0.0.1"
    mllp_port: Annotated[int, Field(ge=0, le=65535)] = 0
    mllp_clinic: str | None = None
    webhook_allow_private: bool = False
    demonstration: bool = False
    programmers: dict[str, str] = Field(default_factory=dict)
    device_journal: Path = Path("haipdose-device-journal")

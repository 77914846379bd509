"""docs/simulation-parameters.md from the data file; run this file after a change of it."""

from __future__ import annotations

from pathlib import Path

from haipdose_sim.cohort.course_parameters import course_parameters

PAGE = Path(__file__).parents[2] / "docs" / "simulation-parameters.md"


def page() -> str:
    """Every parameter with its value, evidence, source and note."""
    parameters = course_parameters()
    count: dict[str, int] = {}
    for sourced in parameters.values.values():
        count[sourced.evidence.value] = count.get(sourced.evidence.value, 0) + 1
    said = ", ".join(f"{number} `{evidence}`" for evidence, number in sorted(count.items()))
    lines = [
        "# Parameters of virtual patients",
        "",
        (
            "Written from `sim/haipdose_sim/cohort/data/course-2026-11.toml` (a test holds them equal). "
            "What they do: [simulation.md](simulation.md). The words of evidence: [protocols.md](protocols.md)."
        ),
        (
            f"{len(parameters.values)} values: {said}. A site replaces them with `--parameters OWN.toml`, "
            "a file of the same shape."
        ),
        "A `log_sd` is the standard deviation of a natural logarithm; an effect is a change of a natural logarithm.",
        "",
        "| parameter | value | evidence | source | note |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{name}` | {sourced.value} | {sourced.evidence.value} | {sourced.source} | {sourced.note or ''} |"
        for name, sourced in parameters.values.items()
    ]
    lines += ["", "## Sources", "", *(f"- `{name}`: {text}" for name, text in parameters.sources.items()), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

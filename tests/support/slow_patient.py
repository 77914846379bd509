"""A virtual patient in plain Python on the draws of the simulation; the equations stand in docs/simulation.md."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from plain_draws import normal_pair, uniform_pair

STREAM = 2
LIVER = ("ast", "alt", "alp", "bilirubin-total")
BLOOD = ("neutrophils", "platelets")
STEP = {"ast": 1.0, "alt": 1.0, "alp": 1.0, "bilirubin-total": 0.1, "neutrophils": 0.01, "platelets": 1.0}
UNIT = {**dict.fromkeys(LIVER[:3], "U/L"), "bilirubin-total": "umol/L", **dict.fromkeys(BLOOD, "10*9/L")}
SHORTEST_AND_LONGEST = {
    "ast": (5.0, 20000.0), "alt": (5.0, 20000.0), "alp": (10.0, 10000.0), "bilirubin-total": (1.0, 900.0),
    "neutrophils": (0.01, 50.0), "platelets": (1.0, 1500.0),
}  # fmt: skip
DRUGS = ("oxaliplatin", "irinotecan", "fluorouracil-bolus", "fluorouracil-infusion")


class SlowPatient:
    """Who it is, what has gone in, what is in the blood. ``p``: parameters by name."""

    def __init__(self, seed: int, number: int, p: dict[str, float], floxuridine_days: int) -> None:
        self.address = seed, STREAM, number
        self.p, self.floxuridine_days = p, floxuridine_days
        z = [normal_pair(*self.address, step) for step in range(6)]
        shared = p["sensitivity_correlation"]
        cholestatic = shared * z[0][0] + math.sqrt(1 - shared**2) * z[0][1]
        self.hepatocellular = math.exp(p["sensitivity_log_sd"] * z[0][0])
        self.cholestatic = math.exp(p["sensitivity_log_sd"] * cholestatic)
        self.to_sclerosis = self.cholestatic * math.exp(p["sclerosis_sensitivity_log_sd"] * z[4][0])
        self.marrow = math.exp(p["marrow_sensitivity_log_sd"] * z[4][1])
        self.nerve = math.exp(p["neuropathy_sensitivity_log_sd"] * z[5][0])
        self.bowel = p["diarrhoea_patient_sd"] * z[5][1]
        hazard, finding = uniform_pair(*self.address, 6)
        self.hazard_borne = -math.log(hazard)
        self.days_to_finding = math.ceil(-p["sclerosis_found_days"] * math.log(finding))
        self.wants_irinotecan = uniform_pair(*self.address, 7)[0] < p["irinotecan_share"]
        self.base = self._baselines(z)
        self.delivered = self.burden = self.exposure = 0.0
        self.liver_cells = self.bile = self.stricture = 0.0
        self.marrow_in = self.marrow_out = self.platelet_in = self.platelet_out = self.platelet_lasting = 0.0
        self.liver_in = self.liver_out = self.oxaliplatin = 0.0
        self.sclerosis_day: int | None = None

    def _baselines(self, z: list[tuple[float, float]]) -> dict[str, float]:
        p = self.p
        spread = {
            "ast": (p["transaminase_baseline_log_sd"], z[1][0]), "alt": (p["transaminase_baseline_log_sd"], z[1][1]),
            "alp": (p["alp_baseline_log_sd"], z[2][0]), "bilirubin-total": (p["bilirubin_baseline_log_sd"], z[2][1]),
            "neutrophils": (p["blood_baseline_log_sd"], z[3][0]), "platelets": (p["blood_baseline_log_sd"], z[3][1]),
        }  # fmt: skip
        found = {}
        for test, (sd, draw) in spread.items():
            name = test.removesuffix("-total")
            found[test] = p[f"{name}_baseline"] * math.exp(sd * draw)
            if test in LIVER:
                most = p[f"baseline_most_{'bilirubin_' if name == 'bilirubin' else ''}upper_limits"]
                found[test] = min(found[test], most * p[f"{name}_upper_limit"])
        return found

    def live(self, day: int, rate: float) -> None:
        """A day passes with ``rate`` of the full floxuridine dose going in."""
        p = self.p
        share = rate / self.floxuridine_days
        self.delivered += share
        self.burden += share * self.to_sclerosis
        self.exposure += (rate - self.exposure) / p["exposure_days"]
        aim = p["hepatocellular_effect"] * self.hepatocellular * self.exposure
        self.liver_cells += (aim - self.liver_cells) / p["hepatocellular_days"]
        aim = p["cholestatic_effect"] * self.cholestatic * self.exposure
        self.bile += (aim - self.bile) / p["cholestatic_days"]
        if self.sclerosis_day is not None:
            self.stricture += (1 - self.stricture) / p["sclerosis_days"]
        self.marrow_out += (self.marrow_in - self.marrow_out) / p["marrow_days"]
        self.marrow_in -= self.marrow_in / p["marrow_days"]
        self.platelet_out += (self.platelet_in - self.platelet_out) / p["platelet_days"]
        self.platelet_in -= self.platelet_in / p["platelet_days"]
        self.platelet_lasting -= self.platelet_lasting / p["platelet_recovery_days"]
        self.liver_out += (self.liver_in - self.liver_out) / p["systemic_transaminase_days"]
        self.liver_in -= self.liver_in / p["systemic_transaminase_days"]
        reached = (self.burden / p["sclerosis_scale_cycles"]) ** p["sclerosis_power"]
        if self.sclerosis_day is None and rate > 0 and reached >= self.hazard_borne:
            self.sclerosis_day = day

    def take(self, shares: dict[str, float]) -> None:
        """A systemic cycle, each drug as a share of its full dose."""
        p = self.p
        given = {drug: shares.get(drug, 0.0) for drug in DRUGS}
        toll = {"oxaliplatin": "oxaliplatin", "irinotecan": "irinotecan", "fluorouracil-bolus": "bolus",
                "fluorouracil-infusion": "infusion"}  # fmt: skip
        self.marrow_in += math.e * sum(p[f"{toll[drug]}_neutrophil_effect"] * given[drug] for drug in DRUGS)
        self.platelet_in += math.e * sum(p[f"{drug}_platelet_effect"] * given[drug] for drug in DRUGS[:2])
        self.platelet_lasting += p["oxaliplatin_platelet_lasting_effect"] * given["oxaliplatin"]
        self.liver_in += math.e * max(given["oxaliplatin"], given["irinotecan"])
        self.oxaliplatin += given["oxaliplatin"]

    def blood(self, day: int) -> dict[str, Decimal]:
        """Neutrophils and platelets as the laboratory reports them."""
        z = normal_pair(*self.address, 512 + 4 * day + 2)
        low = self.marrow * self.marrow_out, self.marrow * (self.platelet_out + self.platelet_lasting)
        return {
            test: self._reported(test, math.exp(self.p[f"{test}_noise_log_sd"] * z[i] - low[i]))
            for i, test in enumerate(BLOOD)
        }

    def laboratory(self, day: int) -> dict[str, Decimal]:
        """All six tests."""
        p = self.p
        z = (*normal_pair(*self.address, 512 + 4 * day), *normal_pair(*self.address, 512 + 4 * day + 1))
        cells = self.liver_cells + p["systemic_transaminase_effect"] * self.liver_out
        rise = {
            "ast": cells + p["transaminase_noise_log_sd"] * z[0],
            "alt": p["alt_per_ast_effect"] * cells + p["transaminase_noise_log_sd"] * z[1],
            "alp": self.bile + p["sclerosis_alp_effect"] * self.stricture + p["alp_noise_log_sd"] * z[2],
            "bilirubin-total": p["bilirubin_per_alp_effect"] * self.bile
            + p["sclerosis_bilirubin_effect"] * self.stricture
            + p["bilirubin_noise_log_sd"] * z[3],
        }
        liver = {test: self._reported(test, math.exp(rise[test])) for test in LIVER}
        return liver | self.blood(day)

    def _reported(self, test: str, change: float) -> Decimal:
        least, most = SHORTEST_AND_LONGEST[test]
        steps = math.floor(min(max(self.base[test] * change, least), most) / STEP[test] + 0.5)
        return steps * Decimal(str(STEP[test]))

    def days_late(self, planned: int) -> int:
        """By how many days the patient comes after a planned day."""
        late, how_late = uniform_pair(*self.address, 512 + 4 * planned + 3)
        if planned == 0 or late >= self.p["late_visit_chance"]:
            return 0
        days = 1 + math.floor(-self.p["late_visit_days"] * math.log(how_late))
        return int(min(days, self.p["late_visit_most_days"]))

    def diarrhoea(self, cycle: int, shares: dict[str, float]) -> tuple[int, bool]:
        """The worst grade after a systemic cycle, and whether grade 2 persists until the next one."""
        p = self.p
        usual = p["irinotecan_diarrhoea_score" if "irinotecan" in shares else "oxaliplatin_diarrhoea_score"]
        share = 0.5 * sum(shares.get(drug, 0.0) for drug in DRUGS if drug != "fluorouracil-bolus")
        noise = normal_pair(*self.address, 128 + 4 * cycle)[0]
        score = usual - p["diarrhoea_dose_score"] * (1 - share) + self.bowel + noise
        grade = sum(score >= p[f"diarrhoea_grade_{grade}_score"] for grade in (1, 2, 3, 4))
        persists = uniform_pair(*self.address, 128 + 4 * cycle + 1)[0] < p["diarrhoea_persists_chance"]
        return grade, grade >= 2 and persists

    def neuropathy(self) -> int:
        """The grade of sensory neuropathy."""
        reached = self.oxaliplatin * self.nerve
        return sum(reached >= self.p[f"neuropathy_grade_{grade}_cycles"] for grade in (1, 2, 3))

    def fever_and_count(self, cycle: int) -> tuple[float, float]:
        """Draws for febrile neutropenia and for a blood count between cycles; ``cycle``: the next one's number."""
        at = 128 + 4 * cycle
        return uniform_pair(*self.address, at + 1)[1], uniform_pair(*self.address, at + 2)[0]

    def mishaps(self, stretch: int) -> dict[str, Any]:
        """What happens to the pump in a stretch of 28 days: the day of each, and how long it lasts."""
        p, first = self.p, 28 * stretch
        at = 16 + 4 * stretch
        infected, on = uniform_pair(*self.address, at)
        infected_for, lost = uniform_pair(*self.address, at + 1)
        lost_on, ulcer = uniform_pair(*self.address, at + 2)
        ulcer_on, ulcer_for = uniform_pair(*self.address, at + 3)
        found: dict[str, Any] = {}
        if infected < p["pocket_infection_chance_28_days"]:
            lasts = math.ceil(-p["pocket_infection_days"] * math.log(infected_for))
            found["infection"] = first + int(28 * on), lasts
        if lost < p["pump_loss_chance_28_days"]:
            found["loss"] = first + int(28 * lost_on), 0
        if ulcer < p["ulcer_chance_28_days"]:
            found["ulcer"] = first + int(28 * ulcer_on), math.ceil(-p["ulcer_days"] * math.log(ulcer_for))
        return found

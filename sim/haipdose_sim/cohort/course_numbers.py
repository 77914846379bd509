"""The parameters of virtual patients as the kernel reads them: plain float64, in the units of their names."""

from __future__ import annotations

from typing import NamedTuple


class CourseNumbers(NamedTuple):
    """See the data file for what each means, its source and its evidence. ``log_sd``: of a natural logarithm."""

    irinotecan_share: float
    ast_upper_limit: float
    alt_upper_limit: float
    alp_upper_limit: float
    bilirubin_upper_limit: float
    neutrophils_lower_limit: float
    platelets_lower_limit: float
    ast_baseline: float
    alt_baseline: float
    alp_baseline: float
    bilirubin_baseline: float
    neutrophils_baseline: float
    platelets_baseline: float
    transaminase_baseline_log_sd: float
    alp_baseline_log_sd: float
    bilirubin_baseline_log_sd: float
    blood_baseline_log_sd: float
    baseline_most_upper_limits: float
    baseline_most_bilirubin_upper_limits: float
    transaminase_noise_log_sd: float
    alp_noise_log_sd: float
    bilirubin_noise_log_sd: float
    neutrophils_noise_log_sd: float
    platelets_noise_log_sd: float
    exposure_days: float
    hepatocellular_days: float
    cholestatic_days: float
    hepatocellular_effect: float
    alt_per_ast_effect: float
    cholestatic_effect: float
    bilirubin_per_alp_effect: float
    sensitivity_log_sd: float
    sensitivity_correlation: float
    systemic_transaminase_effect: float
    systemic_transaminase_days: float
    sclerosis_scale_cycles: float
    sclerosis_power: float
    sclerosis_sensitivity_log_sd: float
    sclerosis_found_days: float
    sclerosis_days: float
    sclerosis_alp_effect: float
    sclerosis_bilirubin_effect: float
    marrow_days: float
    platelet_days: float
    platelet_recovery_days: float
    oxaliplatin_neutrophil_effect: float
    irinotecan_neutrophil_effect: float
    bolus_neutrophil_effect: float
    infusion_neutrophil_effect: float
    oxaliplatin_platelet_effect: float
    irinotecan_platelet_effect: float
    oxaliplatin_platelet_lasting_effect: float
    marrow_sensitivity_log_sd: float
    count_between_day: float
    count_between_chance: float
    febrile_chance_below_half: float
    oxaliplatin_diarrhoea_score: float
    irinotecan_diarrhoea_score: float
    diarrhoea_dose_score: float
    diarrhoea_patient_sd: float
    diarrhoea_grade_1_score: float
    diarrhoea_grade_2_score: float
    diarrhoea_grade_3_score: float
    diarrhoea_grade_4_score: float
    diarrhoea_persists_chance: float
    neuropathy_grade_1_cycles: float
    neuropathy_grade_2_cycles: float
    neuropathy_grade_3_cycles: float
    neuropathy_sensitivity_log_sd: float
    pocket_infection_chance_28_days: float
    pocket_infection_days: float
    ulcer_chance_28_days: float
    ulcer_days: float
    pump_loss_chance_28_days: float
    late_visit_chance: float
    late_visit_days: float
    late_visit_most_days: float
    give_up_hold_days: float

"""Which indicators Workforce, Access and Population are about, and what nothing holds of them."""

from pcdash.viewmodels.subjects import Part

ROLES = ("gp_fte", "nurse_fte", "gp_fte_total", "wider_workforce_fte", "pcn_workforce_fte",
         "pcn_direct_patient_care_fte")  # fmt: skip
WORKFORCE = (
    Part(
        "Staff by role", ROLES,
        ("Other roles (administration, single network roles) have no indicator here; a definition "
         "and a sheet of the workbook would add them.",),
    ),
)  # fmt: skip
AGE_NOT_HELD = (
    "The age of staff is not held: no published file that is known here has it by practice. The "
    "share over 60 is as the strategy prints it, below."
)
ACCESS = (
    Part(
        "How are appointments held?",
        ("appointments_face_to_face", "appointments_telephone", "appointments_video_online",
         "appointments_home_visit", "appointments_total", "appointments_coverage"),
    ),
    Part(
        "How long is the wait?",
        ("appointments_same_day", "appointments_within_7_days", "appointments_within_14_days"),
    ),
    Part(
        "With whom, and who does not come?", ("did_not_attend", "appointments_gp"),
        ("Appointments with staff other than GPs are held together, as what is left of those with "
         "a GP.",),
    ),
    Part(
        "When are practices open, and who can consult online?",
        ("core_hours_open", "core_hours_open_specification", "online_consultation_coverage",
         "extended_access_coverage", "hub_appointments"),
        ("No published file has appointments of hubs or extended hours (8.00 to 20.00, seven "
         "days): they come on the sheet 'Figures' of the workbook. What the strategy prints of the "
         "hubs stands below.",),
    ),
    Part(
        "What do patients say of access?",
        ("gpps_phone", "gpps_making_appointment", "gpps_appointment_times",
         "gpps_appointment_type", "gpps_opening_hours", "gpps_online_used", "gpps_overall"),
    ),
)  # fmt: skip
POPULATION = (
    Part(
        "How many patients are there?", ("registered_patients", "weighted_patients"),
        ("A projection is not held; the strategy's stands below. Registered patients are not "
         "residents: the two counts differ.",),
    ),
    Part("How deprived are they?", ("imd_score",)),
    Part(
        "How common are long-term conditions?",
        ("qof_prevalence_dm", "qof_prevalence_copd", "qof_prevalence_ast", "qof_prevalence_hyp",
         "qof_prevalence_chd", "qof_prevalence_dep", "qof_prevalence_mh", "qof_prevalence_dem"),
    ),
    Part(
        "Age, ethnicity and churn", (),
        ("Age, ethnicity and churn are not held as indicators: what is loaded has the list of a "
         "practice as one number. What the strategy prints stands below.",),
    ),
)  # fmt: skip
PARTS = {"workforce": WORKFORCE, "access": ACCESS, "population": POPULATION}
# Printed figures of an indicator that belong to the panel of the subject.
PRINTED = {
    "workforce": ("gp_fte", "nurse_fte"),
    "access": ("core_hours_open",),
    "population": ("qof_prevalence_dm",),
}

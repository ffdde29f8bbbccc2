/** What the trail can be narrowed to: the keys of the rights table and what happens around a login. */
export const ACTIONS = [
  "obligation.submit", "obligation.review", "obligation.waive", "obligation.receive_paper", "obligation.urge", "activity.read",
  "activity.record",
  "activity.accept", "activity.overrule", "exposure.read", "exposure.record", "exposure.confirm", "exposure.report", "exposure.overrule",
  "statistics.read", "statistics.confirm", "statistics.freeze", "campaign.create", "campaign.keep", "campaign.adopt", "files.upload",
  "files.read", "org.read_units", "org.manage_units", "org.read_people", "org.manage_people", "org.manage_administrators", "org.log_in", "org.log_out",
  "org.second_factor",
  "org.begin_second_factor", "org.confirm_second_factor", "org.remove_second_factor", "org.prove_password",
  "org.change_password", "org.end_session", "org.create_token", "org.revoke_token", "org.create_calendar", "org.revoke_calendar", "org.set_up", "jobs.run",
  "audit.read",
] as const;

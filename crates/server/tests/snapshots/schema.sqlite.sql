-- 20261123_audit_trail
-- audit_entry (Sharded)
CREATE TABLE "audit_entry" ( "tenant_id" integer NOT NULL, "seq" integer NOT NULL, "at" integer NOT NULL, "action" text NOT NULL, "outcome" text NOT NULL, "person_id" uuid_text NULL, "unit_id" uuid_text NULL, "subject_kind" text NULL, "subject_id" text NULL, "detail" text NOT NULL, "previous" text NOT NULL, "digest" text NOT NULL, PRIMARY KEY ("tenant_id", "seq") );
CREATE INDEX "audit_entry_by_person" ON "audit_entry" ("tenant_id", "person_id", "seq");
CREATE INDEX "audit_entry_by_unit" ON "audit_entry" ("tenant_id", "unit_id", "seq");
CREATE INDEX "audit_entry_by_subject" ON "audit_entry" ("tenant_id", "subject_kind", "subject_id", "seq");
-- audit_head (Sharded)
CREATE TABLE "audit_head" ( "tenant_id" integer NOT NULL, "seq" integer NOT NULL, "digest" text NOT NULL, PRIMARY KEY ("tenant_id") );
-- 20261123_web_idempotency
-- idempotent_answer (Sharded)
CREATE TABLE "idempotent_answer" ( "tenant_id" integer NOT NULL, "person_id" uuid_text NOT NULL, "key" text NOT NULL, "request" text NOT NULL, "answer" text NOT NULL, "at" integer NOT NULL, PRIMARY KEY ("tenant_id", "person_id", "key") );
-- 20261123_org_units
-- tenant (Reference)
CREATE TABLE "tenant" ( "id" integer NOT NULL, "key" text NOT NULL, "created_at" integer NOT NULL, PRIMARY KEY ("id") );
CREATE UNIQUE INDEX "tenant_key" ON "tenant" ("key");
-- unit (Sharded)
CREATE TABLE "unit" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "key" text NOT NULL, "kind" text NOT NULL, "parent_id" uuid_text NULL, "region_code" text NULL, "attributes" text NOT NULL, "valid_from" text NOT NULL, "valid_to" text NULL, "merged_into" uuid_text NULL, "revision" integer NOT NULL, "created_at" integer NOT NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "parent_id") REFERENCES "unit" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE UNIQUE INDEX "unit_key" ON "unit" ("tenant_id", "key");
CREATE INDEX "unit_by_parent" ON "unit" ("tenant_id", "parent_id", "key");
-- unit_name (Sharded)
CREATE TABLE "unit_name" ( "tenant_id" integer NOT NULL, "unit_id" uuid_text NOT NULL, "valid_from" text NOT NULL, "name" text NOT NULL, "folded" text NOT NULL, PRIMARY KEY ("tenant_id", "unit_id", "valid_from"), FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "unit" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- unit_ancestor (Sharded)
CREATE TABLE "unit_ancestor" ( "tenant_id" integer NOT NULL, "unit_id" uuid_text NOT NULL, "ancestor_id" uuid_text NOT NULL, "depth" integer NOT NULL, PRIMARY KEY ("tenant_id", "unit_id", "ancestor_id"), FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "unit" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION, FOREIGN KEY ("tenant_id", "ancestor_id") REFERENCES "unit" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE INDEX "unit_ancestor_by_ancestor" ON "unit_ancestor" ("tenant_id", "ancestor_id", "depth", "unit_id");
-- 20261123_org_people
-- login (Reference)
CREATE TABLE "login" ( "name" text NOT NULL, "tenant_id" integer NOT NULL, "person_id" uuid_text NOT NULL, PRIMARY KEY ("name") );
CREATE UNIQUE INDEX "login_person" ON "login" ("tenant_id", "person_id");
-- person (Sharded)
CREATE TABLE "person" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "name" text NOT NULL, "folded" text NOT NULL, "login" text NOT NULL, "phone" text NULL, "disabled_at" integer NULL, "revision" integer NOT NULL, "created_at" integer NOT NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE INDEX "person_by_name" ON "person" ("tenant_id", "folded", "id");
-- post (Sharded)
CREATE TABLE "post" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "person_id" uuid_text NOT NULL, "unit_id" uuid_text NOT NULL, "role" text NOT NULL, "title" text NULL, "valid_from" text NOT NULL, "valid_to" text NULL, "stands_in_for" uuid_text NULL, "created_at" integer NOT NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION, FOREIGN KEY ("tenant_id", "unit_id") REFERENCES "unit" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION, FOREIGN KEY ("tenant_id", "stands_in_for") REFERENCES "post" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE INDEX "post_by_person" ON "post" ("tenant_id", "person_id", "id");
CREATE INDEX "post_by_unit" ON "post" ("tenant_id", "unit_id", "id");
-- 20261123_org_login
-- password (Sharded)
CREATE TABLE "password" ( "tenant_id" integer NOT NULL, "person_id" uuid_text NOT NULL, "hash" text NOT NULL, "must_change" boolean NOT NULL, "changed_at" integer NOT NULL, PRIMARY KEY ("tenant_id", "person_id"), FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- session (Sharded)
CREATE TABLE "session" ( "tenant_id" integer NOT NULL, "digest" text NOT NULL, "person_id" uuid_text NOT NULL, "created_at" integer NOT NULL, "last_seen_at" integer NOT NULL, PRIMARY KEY ("tenant_id", "digest"), FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE INDEX "session_by_person" ON "session" ("tenant_id", "person_id");
-- api_token (Sharded)
CREATE TABLE "api_token" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "person_id" uuid_text NOT NULL, "name" text NOT NULL, "digest" text NOT NULL, "scopes" text NOT NULL, "created_at" integer NOT NULL, "expires_at" integer NOT NULL, "last_used_at" integer NULL, "revoked_at" integer NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE UNIQUE INDEX "api_token_digest" ON "api_token" ("tenant_id", "digest");
CREATE INDEX "api_token_by_person" ON "api_token" ("tenant_id", "person_id", "id");
-- login_attempt (Local)
CREATE TABLE "login_attempt" ( "digest" text NOT NULL, "failures" integer NOT NULL, "last_at" integer NOT NULL, "locked_until" integer NULL, PRIMARY KEY ("digest") );
CREATE INDEX "login_attempt_by_last" ON "login_attempt" ("last_at");
-- set_up_link (Local)
CREATE TABLE "set_up_link" ( "digest" text NOT NULL, "expires_at" integer NOT NULL, PRIMARY KEY ("digest") );
-- 20261125_org_sessions
-- browser_session (Sharded)
CREATE TABLE "browser_session" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "person_id" uuid_text NOT NULL, "digest" text NOT NULL, "device" text NOT NULL, "created_at" integer NOT NULL, "last_seen_at" integer NOT NULL, "admitted_at" integer NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE UNIQUE INDEX "browser_session_digest" ON "browser_session" ("tenant_id", "digest");
CREATE INDEX "browser_session_by_person" ON "browser_session" ("tenant_id", "person_id", "id");
-- 20261125_org_second_factor
-- second_factor (Sharded)
CREATE TABLE "second_factor" ( "tenant_id" integer NOT NULL, "person_id" uuid_text NOT NULL, "secret" text NOT NULL, "begun_at" integer NOT NULL, "confirmed_at" integer NULL, "last_step" integer NOT NULL, PRIMARY KEY ("tenant_id", "person_id"), FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- recovery_code (Sharded)
CREATE TABLE "recovery_code" ( "tenant_id" integer NOT NULL, "person_id" uuid_text NOT NULL, "digest" text NOT NULL, "used_at" integer NULL, PRIMARY KEY ("tenant_id", "person_id", "digest"), FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- 20261125_org_state
-- org_state (Sharded)
CREATE TABLE "org_state" ( "tenant_id" integer NOT NULL, "number" integer NOT NULL, PRIMARY KEY ("tenant_id") );
-- 20261125_org_calendar
-- calendar_feed (Sharded)
CREATE TABLE "calendar_feed" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "person_id" uuid_text NOT NULL, "digest" text NOT NULL, "created_at" integer NOT NULL, "last_used_at" integer NULL, "revoked_at" integer NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "person_id") REFERENCES "person" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE UNIQUE INDEX "calendar_feed_digest" ON "calendar_feed" ("tenant_id", "digest");
CREATE INDEX "calendar_feed_by_person" ON "calendar_feed" ("tenant_id", "person_id", "id");
-- 20261123_files_file
-- file (Sharded)
CREATE TABLE "file" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "unit_id" uuid_text NOT NULL, "kind" text NOT NULL, "media_type" text NOT NULL, "name" text NOT NULL, "bytes" integer NOT NULL, "sha256" text NOT NULL, "original_sha256" text NOT NULL, "uploaded_by" uuid_text NOT NULL, "uploaded_at" integer NOT NULL, "removed_at" integer NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE INDEX "file_by_unit" ON "file" ("tenant_id", "unit_id", "uploaded_at");
CREATE INDEX "file_by_sha256" ON "file" ("tenant_id", "sha256");
-- 20261125_files_upload
-- upload (Sharded)
CREATE TABLE "upload" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "person_id" uuid_text NOT NULL, "unit_id" uuid_text NOT NULL, "kind" text NOT NULL, "name" text NOT NULL, "metadata" text NOT NULL, "promised_sha256" text NULL, "bytes" integer NOT NULL, "received" integer NOT NULL, "original_sha256" text NULL, "kept_sha256" text NULL, "kept_bytes" integer NULL, "file_id" uuid_text NULL, "begun_at" integer NOT NULL, "expires_at" integer NOT NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE INDEX "upload_by_person" ON "upload" ("tenant_id", "person_id", "expires_at");
CREATE INDEX "upload_by_expiry" ON "upload" ("tenant_id", "expires_at");
-- 20261123_facts
-- fact (Sharded)
CREATE TABLE "fact" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "campaign_id" uuid_text NOT NULL, "family" text NOT NULL, "kind" text NOT NULL, "unit_id" uuid_text NOT NULL, "subject_id" uuid_text NULL, "day" text NOT NULL, "title" text NOT NULL, "content" text NOT NULL, "source_kind" text NOT NULL, "source_id" uuid_text NOT NULL, "published_at" integer NOT NULL, "ended_at" integer NULL, "ended_because" text NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE INDEX "fact_by_source" ON "fact" ("tenant_id", "source_kind", "source_id");
CREATE INDEX "fact_by_campaign" ON "fact" ("tenant_id", "campaign_id", "id");
-- prospect (Sharded)
CREATE TABLE "prospect" ( "tenant_id" integer NOT NULL, "source_kind" text NOT NULL, "source_id" uuid_text NOT NULL, "campaign_id" uuid_text NOT NULL, "family" text NOT NULL, "kind" text NOT NULL, "unit_id" uuid_text NOT NULL, "subject_id" uuid_text NULL, "day" text NOT NULL, "title" text NOT NULL, "content" text NOT NULL, "lacking" text NOT NULL, PRIMARY KEY ("tenant_id", "source_kind", "source_id") );
CREATE INDEX "prospect_by_unit" ON "prospect" ("tenant_id", "campaign_id", "unit_id");
-- 20261123_campaign
-- plan_file (Sharded)
CREATE TABLE "plan_file" ( "tenant_id" integer NOT NULL, "fingerprint" text NOT NULL, "plan_key" text NOT NULL, "title" text NOT NULL, "content" text NOT NULL, "kept_at" integer NOT NULL, "kept_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "fingerprint") );
CREATE INDEX "plan_file_by_plan_key" ON "plan_file" ("tenant_id", "plan_key", "kept_at");
-- campaign (Sharded)
CREATE TABLE "campaign" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "plan_key" text NOT NULL, "title" text NOT NULL, "compiled_id" uuid_text NULL, "created_at" integer NOT NULL, "created_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE UNIQUE INDEX "campaign_plan_key" ON "campaign" ("tenant_id", "plan_key");
-- compiled_plan (Sharded)
CREATE TABLE "compiled_plan" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "campaign_id" uuid_text NOT NULL, "parent_id" uuid_text NULL, "fingerprint" text NOT NULL, "digest" text NOT NULL, "content" text NOT NULL, "adopted_at" integer NOT NULL, "adopted_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "campaign_id") REFERENCES "campaign" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE INDEX "compiled_plan_by_campaign" ON "compiled_plan" ("tenant_id", "campaign_id", "adopted_at");
-- 20261123_obligation
-- obligation (Sharded)
CREATE TABLE "obligation" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "campaign_id" uuid_text NOT NULL, "duty" text NOT NULL, "unit_id" uuid_text NOT NULL, "period" text NOT NULL, "period_title" text NOT NULL, "kind" text NOT NULL, "modality" text NOT NULL, "at_least" integer NOT NULL, "opens_at" integer NOT NULL, "due_at" integer NOT NULL, "late_after" integer NOT NULL, "window_from" text NOT NULL, "window_to" text NOT NULL, "due_text" text NOT NULL, "clause" text NOT NULL, "quote" text NOT NULL, "title" text NOT NULL, "wants_paper" boolean NOT NULL, "dropped_at" integer NULL, "counted" integer NOT NULL, "met_at" integer NULL, "stage" text NOT NULL, "version" integer NOT NULL, "submission_id" uuid_text NULL, "submitted_at" integer NULL, "counts_from" integer NULL, "outcome" text NULL, "step" integer NOT NULL, "taken_up" boolean NOT NULL, "review_unit_id" uuid_text NULL, "review_post" text NULL, "returned_until" integer NULL, "decided_at" integer NULL, "waived_at" integer NULL, "paper_received_on" text NULL, "paper_agrees" boolean NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE UNIQUE INDEX "obligation_identity" ON "obligation" ("tenant_id", "campaign_id", "duty", "unit_id", "period");
CREATE INDEX "obligation_by_unit" ON "obligation" ("tenant_id", "unit_id", "campaign_id", "due_at", "id");
CREATE INDEX "obligation_by_campaign" ON "obligation" ("tenant_id", "campaign_id", "due_at", "id");
CREATE INDEX "obligation_by_reviewer" ON "obligation" ("tenant_id", "review_unit_id", "submitted_at", "id");
-- obligation_target (Sharded)
CREATE TABLE "obligation_target" ( "tenant_id" integer NOT NULL, "obligation_id" uuid_text NOT NULL, "unit_id" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "obligation_id", "unit_id"), FOREIGN KEY ("tenant_id", "obligation_id") REFERENCES "obligation" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- weighed_fact (Sharded)
CREATE TABLE "weighed_fact" ( "tenant_id" integer NOT NULL, "obligation_id" uuid_text NOT NULL, "fact_id" uuid_text NOT NULL, "target_id" uuid_text NULL, "published_at" integer NOT NULL, "lacks" text NULL, PRIMARY KEY ("tenant_id", "obligation_id", "fact_id"), FOREIGN KEY ("tenant_id", "obligation_id") REFERENCES "obligation" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE INDEX "weighed_fact_by_fact" ON "weighed_fact" ("tenant_id", "fact_id", "obligation_id");
CREATE INDEX "weighed_fact_by_target" ON "weighed_fact" ("tenant_id", "obligation_id", "target_id");
-- 20261123_obligation_reports
-- draft (Sharded)
CREATE TABLE "draft" ( "tenant_id" integer NOT NULL, "obligation_id" uuid_text NOT NULL, "content" text NOT NULL, "revision" integer NOT NULL, "saved_at" integer NOT NULL, "saved_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "obligation_id"), FOREIGN KEY ("tenant_id", "obligation_id") REFERENCES "obligation" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- submission (Sharded)
CREATE TABLE "submission" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "obligation_id" uuid_text NOT NULL, "version" integer NOT NULL, "content" text NOT NULL, "outcome" text NOT NULL, "submitted_at" integer NOT NULL, "submitted_by" uuid_text NOT NULL, "counts_from" integer NOT NULL, "answers_until" integer NULL, "plan_fingerprint" text NOT NULL, "receipt" text NOT NULL, "digest" text NOT NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "obligation_id") REFERENCES "obligation" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE UNIQUE INDEX "submission_version" ON "submission" ("tenant_id", "obligation_id", "version");
CREATE UNIQUE INDEX "submission_receipt" ON "submission" ("tenant_id", "receipt");
-- receipt_counter (Sharded)
CREATE TABLE "receipt_counter" ( "tenant_id" integer NOT NULL, "year" integer NOT NULL, "last" integer NOT NULL, PRIMARY KEY ("tenant_id", "year") );
-- review (Sharded)
CREATE TABLE "review" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "obligation_id" uuid_text NOT NULL, "submission_id" uuid_text NOT NULL, "step" integer NOT NULL, "step_title" text NOT NULL, "verdict" text NOT NULL, "content" text NOT NULL, "until" integer NULL, "unit_id" uuid_text NOT NULL, "reviewed_at" integer NOT NULL, "reviewed_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "submission_id") REFERENCES "submission" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE UNIQUE INDEX "review_step" ON "review" ("tenant_id", "submission_id", "step");
CREATE INDEX "review_by_obligation" ON "review" ("tenant_id", "obligation_id", "id");
-- review_draft (Sharded)
CREATE TABLE "review_draft" ( "tenant_id" integer NOT NULL, "submission_id" uuid_text NOT NULL, "person_id" uuid_text NOT NULL, "content" text NOT NULL, "revision" integer NOT NULL, "saved_at" integer NOT NULL, PRIMARY KEY ("tenant_id", "submission_id", "person_id"), FOREIGN KEY ("tenant_id", "submission_id") REFERENCES "submission" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- waiver (Sharded)
CREATE TABLE "waiver" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "obligation_id" uuid_text NOT NULL, "reason" text NOT NULL, "waived_at" integer NOT NULL, "waived_by" uuid_text NOT NULL, "revoked_at" integer NULL, "revoked_by" uuid_text NULL, PRIMARY KEY ("tenant_id", "id"), FOREIGN KEY ("tenant_id", "obligation_id") REFERENCES "obligation" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
CREATE INDEX "waiver_by_obligation" ON "waiver" ("tenant_id", "obligation_id", "id");
-- paper (Sharded)
CREATE TABLE "paper" ( "tenant_id" integer NOT NULL, "obligation_id" uuid_text NOT NULL, "received_on" text NOT NULL, "copies" integer NOT NULL, "agrees" boolean NOT NULL, "note" text NOT NULL, "revision" integer NOT NULL, "recorded_at" integer NOT NULL, "recorded_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "obligation_id"), FOREIGN KEY ("tenant_id", "obligation_id") REFERENCES "obligation" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- 20261125_obligation_urge
-- urge (Sharded)
CREATE TABLE "urge" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "message" text NOT NULL, "urged_at" integer NOT NULL, "urged_by" uuid_text NOT NULL, "unit_id" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "id") );
-- urged (Sharded)
CREATE TABLE "urged" ( "tenant_id" integer NOT NULL, "obligation_id" uuid_text NOT NULL, "urge_id" uuid_text NOT NULL, "urged_at" integer NOT NULL, "state" text NOT NULL, PRIMARY KEY ("tenant_id", "obligation_id", "urge_id"), FOREIGN KEY ("tenant_id", "obligation_id") REFERENCES "obligation" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION, FOREIGN KEY ("tenant_id", "urge_id") REFERENCES "urge" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- 20261123_activity_register
-- activity (Sharded)
CREATE TABLE "activity" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "campaign_id" uuid_text NOT NULL, "unit_id" uuid_text NOT NULL, "kind" text NOT NULL, "revision" integer NOT NULL, "state" text NOT NULL, "state_at" integer NOT NULL, "state_by" uuid_text NOT NULL, "state_reason" text NULL, "passed" integer NOT NULL, "version" integer NOT NULL, "counting" integer NULL, "counted_at" integer NULL, "counted_by" uuid_text NULL, "counted_by_rule" boolean NOT NULL, "content" text NOT NULL, "title" text NOT NULL, "day" text NULL, "place" text NOT NULL, "mode" text NULL, "subject_id" uuid_text NULL, "sessions" integer NULL, "attendances" integer NULL, "heads" integer NULL, "folded" text NOT NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE INDEX "activity_by_unit" ON "activity" ("tenant_id", "unit_id", "id");
CREATE INDEX "activity_by_campaign" ON "activity" ("tenant_id", "campaign_id", "kind", "id");
-- activity_version (Sharded)
CREATE TABLE "activity_version" ( "tenant_id" integer NOT NULL, "activity_id" uuid_text NOT NULL, "number" integer NOT NULL, "content" text NOT NULL, "sent_at" integer NOT NULL, "sent_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "activity_id", "number"), FOREIGN KEY ("tenant_id", "activity_id") REFERENCES "activity" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- activity_step (Sharded)
CREATE TABLE "activity_step" ( "tenant_id" integer NOT NULL, "activity_id" uuid_text NOT NULL, "revision" integer NOT NULL, "step" text NOT NULL, "at" integer NOT NULL, "by" uuid_text NOT NULL, "version" integer NOT NULL, "reason" text NULL, PRIMARY KEY ("tenant_id", "activity_id", "revision"), FOREIGN KEY ("tenant_id", "activity_id") REFERENCES "activity" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- 20261123_exposure_register
-- exposure (Sharded)
CREATE TABLE "exposure" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "campaign_id" uuid_text NOT NULL, "unit_id" uuid_text NOT NULL, "revision" integer NOT NULL, "state" text NOT NULL, "state_at" integer NOT NULL, "state_by" uuid_text NOT NULL, "state_reason" text NULL, "version" integer NOT NULL, "counting" integer NULL, "counted_at" integer NULL, "counted_by" uuid_text NULL, "reported_at" integer NULL, "reported_by" uuid_text NULL, "content" text NOT NULL, "kind" text NULL, "title" text NOT NULL, "day" text NULL, "media_class" text NULL, "media_name" text NOT NULL, "folded" text NOT NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE INDEX "exposure_by_unit" ON "exposure" ("tenant_id", "unit_id", "id");
CREATE INDEX "exposure_by_campaign" ON "exposure" ("tenant_id", "campaign_id", "id");
-- exposure_version (Sharded)
CREATE TABLE "exposure_version" ( "tenant_id" integer NOT NULL, "exposure_id" uuid_text NOT NULL, "number" integer NOT NULL, "content" text NOT NULL, "sent_at" integer NOT NULL, "sent_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "exposure_id", "number"), FOREIGN KEY ("tenant_id", "exposure_id") REFERENCES "exposure" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- exposure_step (Sharded)
CREATE TABLE "exposure_step" ( "tenant_id" integer NOT NULL, "exposure_id" uuid_text NOT NULL, "revision" integer NOT NULL, "step" text NOT NULL, "at" integer NOT NULL, "by" uuid_text NOT NULL, "version" integer NOT NULL, "reason" text NULL, PRIMARY KEY ("tenant_id", "exposure_id", "revision"), FOREIGN KEY ("tenant_id", "exposure_id") REFERENCES "exposure" ("tenant_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION );
-- 20261123_statistics
-- tally_entry (Sharded)
CREATE TABLE "tally_entry" ( "tenant_id" integer NOT NULL, "campaign_id" uuid_text NOT NULL, "table_key" text NOT NULL, "indicator" text NOT NULL, "fact_id" uuid_text NOT NULL, "unit_id" uuid_text NOT NULL, "day" text NOT NULL, "value" integer NOT NULL, PRIMARY KEY ("tenant_id", "campaign_id", "table_key", "indicator", "fact_id") );
CREATE INDEX "tally_entry_by_fact" ON "tally_entry" ("tenant_id", "campaign_id", "fact_id");
CREATE INDEX "tally_entry_by_unit" ON "tally_entry" ("tenant_id", "campaign_id", "table_key", "indicator", "unit_id", "day");
-- tally (Sharded)
CREATE TABLE "tally" ( "tenant_id" integer NOT NULL, "campaign_id" uuid_text NOT NULL, "table_key" text NOT NULL, "indicator" text NOT NULL, "unit_id" uuid_text NOT NULL, "own_value" integer NOT NULL, "own_records" integer NOT NULL, "tree_value" integer NOT NULL, "tree_records" integer NOT NULL, PRIMARY KEY ("tenant_id", "campaign_id", "table_key", "indicator", "unit_id") );
CREATE INDEX "tally_by_unit" ON "tally" ("tenant_id", "campaign_id", "table_key", "unit_id");
-- confirmation (Sharded)
CREATE TABLE "confirmation" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "campaign_id" uuid_text NOT NULL, "table_key" text NOT NULL, "unit_id" uuid_text NOT NULL, "version" integer NOT NULL, "content" text NOT NULL, "confirmed_at" integer NOT NULL, "confirmed_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE UNIQUE INDEX "confirmation_version" ON "confirmation" ("tenant_id", "campaign_id", "table_key", "unit_id", "version");
-- snapshot (Sharded)
CREATE TABLE "snapshot" ( "tenant_id" integer NOT NULL, "id" uuid_text NOT NULL, "number" integer NOT NULL, "campaign_id" uuid_text NOT NULL, "table_key" text NOT NULL, "unit_id" uuid_text NOT NULL, "supplements" uuid_text NULL, "reason" text NULL, "basis" text NOT NULL, "content" text NOT NULL, "digest" text NOT NULL, "frozen_at" integer NOT NULL, "frozen_by" uuid_text NOT NULL, PRIMARY KEY ("tenant_id", "id") );
CREATE UNIQUE INDEX "snapshot_number" ON "snapshot" ("tenant_id", "number");
CREATE INDEX "snapshot_by_table" ON "snapshot" ("tenant_id", "campaign_id", "table_key", "unit_id", "number");
-- snapshot_counter (Sharded)
CREATE TABLE "snapshot_counter" ( "tenant_id" integer NOT NULL, "last" integer NOT NULL, PRIMARY KEY ("tenant_id") );
-- 20261125_jobs
-- job (Local)
CREATE TABLE "job" ( "name" text NOT NULL, "due_at" integer NOT NULL, "began_at" integer NULL, "ended_at" integer NULL, "changed" integer NOT NULL, "failures" integer NOT NULL, "trouble" text NULL, PRIMARY KEY ("name") );

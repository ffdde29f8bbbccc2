/** Made by `npm run api` from openapi/console.json. Not to be edited. */
export interface paths {
    "/api/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of activities, the newest first */
        get: operations["activity_list"];
        put?: never;
        /** Begins a record as a draft */
        post: operations["activity_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/export/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register as a file, narrowed down like the list */
        get: operations["activity_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of activities that the campaign's plan declares */
        get: operations["activity_kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry with its versions and its history */
        get: operations["activity_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts the record for the step that has to decide */
        post: operations["activity_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what stands against sending the saved draft */
        post: operations["activity_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a record that counts for a correction; the old version counts until the new one is accepted */
        post: operations["activity_correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a correction up */
        post: operations["activity_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves the draft */
        put: operations["activity_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/overrule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends back a record that counts; it counts no longer */
        post: operations["activity_overrule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the record back to its author, with a reason */
        post: operations["activity_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the draft; a kind that the plan accepts by rule counts at once */
        post: operations["activity_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws the record for good, with a reason */
        post: operations["activity_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The board of a unit */
        get: operations["board_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The campaigns, the oldest first */
        get: operations["campaign_list"];
        put?: never;
        /** Begins a campaign for a kept plan; nothing runs until the plan is adopted */
        post: operations["campaign_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign}/recount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts every figure of the campaign again and compares */
        get: operations["statistics_recount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign}/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tables that the campaign's plan declares */
        get: operations["statistics_tables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign}/tables/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A unit's table with one column for each unit right under it */
        get: operations["statistics_table"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign}/tables/{table}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms the unit's figures of a table */
        post: operations["statistics_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign}/tables/{table}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A unit's table as a file that can be filled in and imported again */
        get: operations["statistics_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign}/tables/{table}/figures/{indicator}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The records that a figure counts, the newest day first */
        get: operations["statistics_figure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign}/tables/{table}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms the unit's figures as the uploaded file (XLSX or CSV) gives them; all or nothing */
        post: operations["statistics_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{campaign}/tables/{table}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Frozen tables of a unit, the newest first */
        get: operations["statistics_snapshots"];
        put?: never;
        /** Freezes the table as it is shown now */
        post: operations["statistics_freeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adopts a kept plan file for a campaign */
        post: operations["campaign_adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What adopting the plan file would change */
        get: operations["campaign_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan that the campaign is pinned to */
        get: operations["campaign_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of exposed cases, the newest first */
        get: operations["exposure_list"];
        put?: never;
        /** Begins a case as a draft */
        post: operations["exposure_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/export/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register as a file, narrowed down like the list */
        get: operations["exposure_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case with its versions and its history */
        get: operations["exposure_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what stands against sending the saved draft */
        post: operations["exposure_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms as the second person; from here on the case counts */
        post: operations["exposure_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a case that counts for a correction; the old version counts until the new one is confirmed */
        post: operations["exposure_correct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a correction up */
        post: operations["exposure_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves the draft */
        put: operations["exposure_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/overrule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends back a case that counts; it counts no longer */
        post: operations["exposure_overrule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports the case to the province */
        post: operations["exposure_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the case back to its author, with a reason */
        post: operations["exposure_return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the draft */
        post: operations["exposure_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exposures/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws the case for good, with a reason */
        post: operations["exposure_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes one file as the body of the request, whatever its size. The content has to be what the name says; metadata of
         *     pictures and videos is removed. Uploading the same content again makes another file with the same digest.
         */
        post: operations["file_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The content of a file. Players may ask for a part of it (one `Range`); pictures, videos and PDF open in the browser,
         *     everything else is saved. Every look is audited; further parts within ten minutes belong to the same look.
         */
        get: operations["file_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{id}/meta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known about a file: name, type, size, digests. The content is not sent, so nothing is audited. */
        get: operations["file_meta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["me_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["password_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["token_list"];
        put?: never;
        post: operations["token_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["token_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/obligations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Obligations by deadline */
        get: operations["obligation_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/obligations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One obligation */
        get: operations["obligation_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/obligations/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks a report without sending it */
        post: operations["obligation_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/obligations/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft of a report */
        get: operations["obligation_draft"];
        /** Saves the draft of a report */
        put: operations["obligation_draft_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/obligations/{id}/paper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes down that the paper came */
        put: operations["paper_receive"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/obligations/{id}/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands in a report */
        post: operations["obligation_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/obligations/{id}/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units to be covered */
        get: operations["obligation_targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/obligations/{id}/waiver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Waives an obligation */
        post: operations["obligation_waive"];
        /** Takes a waiver back */
        delete: operations["obligation_unwaive"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sealed paper originals by deadline */
        get: operations["paper_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["person_list"];
        put?: never;
        post: operations["person_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["person_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["person_read"];
        put: operations["person_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["person_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["person_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["person_reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kept plan files, the newest first */
        get: operations["campaign_plans"];
        put?: never;
        /** Keeps a plan file that has no errors; keeping the same text again changes nothing */
        post: operations["campaign_plan_keep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plans/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what is wrong with a plan file; keeps nothing */
        post: operations["campaign_plan_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plans/{fingerprint}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text of a kept plan file */
        get: operations["campaign_plan_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["post_list"];
        put?: never;
        post: operations["post_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["post_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/posts/{id}/stand-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["post_stand_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions that wait for a decision */
        get: operations["review_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviews/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts many versions */
        post: operations["review_accept_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["rights_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["session_open"];
        delete: operations["session_close"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["set_up_needed"];
        put?: never;
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/snapshots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A frozen table with its figures */
        get: operations["statistics_snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/submissions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version as it was handed in */
        get: operations["submission_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/submissions/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt of a version */
        get: operations["submission_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/submissions/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends an accepted version back for correction */
        post: operations["submission_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/submissions/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts or returns a version */
        post: operations["submission_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/submissions/{id}/review-draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The asker's own unsent review */
        get: operations["submission_review_draft"];
        /** Saves the asker's own unsent review */
        put: operations["submission_review_draft_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["unit_list"];
        put?: never;
        post: operations["unit_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["unit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unit_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["unit_tree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["unit_read"];
        put: operations["unit_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unit_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unit_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unit_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{id}/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unit_rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActivityCheck: {
            /** @description Everything that stands against sending; pointers as in the draft that was saved. */
            problems: components["schemas"]["FieldProblem"][];
            /** @description What looks wrong and can be sent all the same. */
            warnings: components["schemas"]["FieldProblem"][];
        };
        /** @description The text of a record. While it is written anything may be missing; what is there has to be right. */
        ActivityDetails: {
            /**
             * @description By the key of the question: `sessions`, `attendances`, `heads` and the kind's own. Figures are whole numbers in
             *     their base unit.
             */
            answers?: Record<string, unknown>;
            /**
             * Format: date
             * @default null
             */
            day: string | null;
            /**
             * @description Files by the key of the kind's evidence.
             * @default {}
             */
            evidence: {
                [key: string]: string[];
            };
            /** @default null */
            found: components["schemas"]["ActivityFound"] | null;
            /** @default null */
            mode: components["schemas"]["ActivityMode"] | null;
            /** @default  */
            note: string;
            /**
             * @description Not asked for what happened online only.
             * @default
             */
            place: string;
            /**
             * Format: uuid
             * @description The unit that it was about: the line that was inspected.
             * @default null
             */
            subject_id: string | null;
            /** @default  */
            title: string;
        };
        ActivityDraft: {
            details: components["schemas"]["ActivityDetails"];
            /** Format: int64 */
            revision: number;
        };
        /**
         * @description What a visit to another unit found. A visit that found nothing is a visit all the same.
         * @enum {string}
         */
        ActivityFound: "nothing" | "something";
        /** @description A line of the register. */
        ActivityItem: {
            /** Format: int64 */
            attendances?: number | null;
            /** Format: uuid */
            campaign_id: string;
            counts: boolean;
            /** Format: date */
            day?: string | null;
            /** Format: int64 */
            heads?: number | null;
            /** Format: uuid */
            id: string;
            kind: string;
            kind_title: string;
            mode?: components["schemas"]["ActivityMode"] | null;
            place: string;
            /** Format: int64 */
            sessions?: number | null;
            state: components["schemas"]["ActivityState"];
            state_title: string;
            /**
             * Format: uuid
             * @description The unit that it is about, where it is about another one.
             */
            subject_id?: string | null;
            subject_name?: string | null;
            title: string;
            /** Format: uuid */
            unit_id: string;
            unit_name: string;
            /** Format: int64 */
            version: number;
        };
        /** @description What can be recorded and what is asked about it. */
        ActivityKindView: {
            /** @description The record says whether the visit found something. */
            asks_found: boolean;
            /** @description Counts as soon as it is sent; nobody reviews it. */
            by_rule: boolean;
            /** @description The number of the clause that asks for it, and its words. */
            clause: string;
            evidence: components["schemas"]["FormEvidence"][];
            /** @description Figures first (场次, 人次, 人数), then the kind's own questions. */
            fields: components["schemas"]["FormField"][];
            help?: string | null;
            key: string;
            quote: string;
            /** @description The record names a unit of one of these kinds; empty when it is about no other unit. */
            subject_kinds: string[];
            title: string;
        };
        /** @enum {string} */
        ActivityMode: "online" | "offline" | "both";
        /**
         * @description Everything that can be done to a record; the history is a list of these.
         * @enum {string}
         */
        ActivityMove: "create" | "save" | "submit" | "accept" | "return" | "overrule" | "correct" | "discard" | "withdraw";
        ActivityPage: {
            items: components["schemas"]["ActivityItem"][];
            /** @description Give it as `after` to read on. */
            next?: string | null;
        };
        /** @description A move that has to be explained. */
        ActivityReason: {
            /** @description At most 500 characters. */
            reason: string;
            /** Format: int64 */
            revision: number;
        };
        /** @description A move that needs no words. */
        ActivityRevision: {
            /**
             * Format: int64
             * @description As the record showed it: nobody signs for what changed meanwhile.
             */
            revision: number;
        };
        /** @description Who did it and when. */
        ActivitySigned: {
            /** Format: date-time */
            at: string;
            by: string;
        };
        /**
         * @description Where a record stands. [`crate::model::State`] also carries since when, by whom and why.
         * @enum {string}
         */
        ActivityState: "draft" | "submitted" | "returned" | "accepted" | "withdrawn";
        ActivityStep: {
            reason?: string | null;
            signed: components["schemas"]["ActivitySigned"];
            /** @description The word of the move. */
            step: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        ActivityVersion: {
            details: components["schemas"]["ActivityDetails"];
            /** Format: int64 */
            number: number;
            sent: components["schemas"]["ActivitySigned"];
        };
        /** @description Everything about one entry. */
        ActivityView: {
            accepted?: components["schemas"]["ActivitySigned"] | null;
            /** @description It was accepted by rule of the plan, not by a person; the signature is the sender's. */
            accepted_by_rule: boolean;
            /** @description The step of the review that has to decide now: 市级审核. */
            awaits?: string | null;
            /** Format: uuid */
            campaign_id: string;
            /**
             * Format: int64
             * @description The number of the version that counts now, and who accepted it.
             */
            counting?: number | null;
            details: components["schemas"]["ActivityDetails"];
            /** @description Every file that the details name. */
            files: components["schemas"]["FileView"][];
            /** @description What happened, the oldest first. */
            history: components["schemas"]["ActivityStep"][];
            /** Format: uuid */
            id: string;
            /** @description The key and the title of the plan's kind. What it asks comes with `activity_kinds`. */
            kind: string;
            kind_title: string;
            /** @description What is missing until it counts. */
            lacking: string[];
            /** @description What the asker may do to it now. */
            may: components["schemas"]["ActivityMove"][];
            /**
             * Format: int64
             * @description To be sent back with the next move.
             */
            revision: number;
            state: components["schemas"]["ActivityState"];
            state_reason?: string | null;
            /** @description Who brought it into this state, when, and why where a reason is asked. */
            state_signed: components["schemas"]["ActivitySigned"];
            state_title: string;
            /** @description The name of the unit that it is about, where it is about another one. */
            subject_unit_name?: string | null;
            /** Format: uuid */
            unit_id: string;
            unit_name: string;
            /**
             * Format: int64
             * @description Versions sent so far.
             */
            version: number;
            /** @description What was sent, the newest first. */
            versions: components["schemas"]["ActivityVersion"][];
            /** @description What looks wrong and is accepted all the same. */
            warnings: string[];
        };
        AdoptedView: {
            /** Format: date-time */
            adopted_at: string;
            /** Format: uuid */
            compiled_id: string;
            /** Format: int64 */
            obligations: number;
        };
        Adoption: {
            /** @description The kept plan file. */
            fingerprint: string;
            /**
             * Format: uuid
             * @description The compiled plan that the asker compared with; nothing for the first adoption.
             */
            parent?: string | null;
        };
        AuditLine: {
            action: string;
            at: components["schemas"]["Instant"];
            detail: Record<string, unknown>;
            /** @description SM3 over this line and the one before; `anxing audit verify` proves the chain. */
            digest: string;
            /** @description `done` or `refused`. */
            outcome: string;
            /** Format: uuid */
            person_id?: string | null;
            person_name?: string | null;
            /** Format: int64 */
            seq: number;
            subject_id?: string | null;
            subject_kind?: string | null;
            /** Format: uuid */
            unit_id?: string | null;
            unit_name?: string | null;
        };
        AuditPage: {
            /** @description Newest first. */
            items: components["schemas"]["AuditLine"][];
            next?: string | null;
        };
        /**
         * @description Which figures a sum is made of.
         * @enum {string}
         */
        Basis: "live" | "confirmed";
        BoardCell: {
            /** Format: int64 */
            at_least: number;
            /**
             * Format: int64
             * @description Index into the columns.
             */
            column: number;
            /** Format: int64 */
            counted: number;
            /** @description The plan that runs no longer asks for it; it is in no count. */
            dropped: boolean;
            /** Format: uuid */
            obligation_id: string;
            outcome?: components["schemas"]["SubmissionOutcome"] | null;
            paper: components["schemas"]["PaperState"];
            state: components["schemas"]["ObligationState"];
            timing: components["schemas"]["ObligationTiming"];
            /** Format: int64 */
            version: number;
        };
        /** @description One period of one duty. */
        BoardColumn: {
            /** @description Of all cells in the column. */
            counts: components["schemas"]["BoardCounts"];
            due_at: components["schemas"]["Instant"];
            due_text: string;
            duty: string;
            kind: components["schemas"]["ObligationKind"];
            modality: components["schemas"]["ObligationModality"];
            period: string;
            period_title: string;
            title: string;
        };
        /** @description What counts by state add up to. */
        BoardCounts: {
            /** @description Only states that occur. */
            by_state: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Of the same: handed in, met, or with a deadline that has passed. The share is `in_time` of this.
             */
            due: number;
            /**
             * Format: int64
             * @description Of those that are hard (必须) and ask for something: handed in or met in time, reviewed or not.
             */
            in_time: number;
            /**
             * Format: int64
             * @description Everything but what was waived.
             */
            owed: number;
            /** Format: int64 */
            paper_missing: number;
            /** Format: int64 */
            waived: number;
        };
        BoardRow: {
            /** @description What the units below it owe. */
            below: components["schemas"]["BoardCounts"];
            /** @description What the unit itself owes. */
            cells: components["schemas"]["BoardCell"][];
            own: components["schemas"]["BoardCounts"];
            unit: components["schemas"]["ObligationUnit"];
        };
        BoardView: {
            at: components["schemas"]["Instant"];
            /** @description By deadline. */
            columns: components["schemas"]["BoardColumn"][];
            /**
             * Format: uuid
             * @description The unit above, to go back up.
             */
            parent?: string | null;
            /** @description The unit itself, if it owes anything, and then the units right under it in the order of their keys. */
            rows: components["schemas"]["BoardRow"][];
            /** @description Over the whole subtree. */
            total: components["schemas"]["BoardCounts"];
            unit: components["schemas"]["ObligationUnit"];
        };
        BulkAccept: {
            submissions: string[];
        };
        BulkAccepted: {
            /** Format: int64 */
            accepted: number;
            /** @description In the order asked. */
            results: components["schemas"]["BulkResult"][];
        };
        BulkResult: {
            accepted: boolean;
            /** @description Why not: the stable code where there is one, and what to do. */
            code?: string | null;
            detail?: string | null;
            /** Format: uuid */
            submission_id: string;
        };
        CampaignDiffView: {
            /** Format: int64 */
            added: number;
            /** Format: int64 */
            dropped: number;
            fingerprint: string;
            /** Format: int64 */
            moved: number;
            /**
             * Format: uuid
             * @description Give it as `parent` when adopting: the compiled plan that was compared with.
             */
            parent?: string | null;
            /** Format: int64 */
            unchanged: number;
            units: components["schemas"]["UnitDiffView"][];
        };
        CampaignPlanView: {
            activity_kinds: components["schemas"]["PlanActivityKind"][];
            /** Format: date-time */
            adopted_at: string;
            adoptions: components["schemas"]["PlanAdoption"][];
            authority: string;
            /** Format: uuid */
            campaign: string;
            /** @description Parents before children. */
            clauses: components["schemas"]["PlanClause"][];
            /** Format: uuid */
            compiled_id?: string | null;
            duties: components["schemas"]["PlanDuty"][];
            events: components["schemas"]["PlanEvent"][];
            fingerprint: string;
            leading_group: components["schemas"]["PlanMember"][];
            /** Format: int64 */
            obligations: number;
            /** Format: int32 */
            ordinal?: number | null;
            phases: components["schemas"]["PlanPhase"][];
            theme: string;
            title: string;
            upper_documents: components["schemas"]["PlanUpperDocument"][];
        };
        CampaignView: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            plan_key: string;
            /**
             * Format: uuid
             * @description The compiled plan that runs; nothing while none has been adopted.
             */
            running?: string | null;
            title: string;
        };
        /** @description One step of the chain. */
        ChainStep: {
            /** @description The latest version waits for it. */
            current: boolean;
            /** @description The latest version has passed it. */
            passed: boolean;
            title: string;
            unit?: components["schemas"]["ObligationUnit"] | null;
        };
        /** @enum {string} */
        ChangeKind: "added" | "moved" | "dropped";
        /** @description One obligation that would come, change or go, in words. */
        ChangeView: {
            /** Format: date-time */
            due_at: string;
            due_text: string;
            duty: string;
            kind: components["schemas"]["ChangeKind"];
            period: string;
            title: string;
            /** @description What changes, each in one sentence. */
            what: string[];
        };
        CloseUnitRequest: {
            last_day?: components["schemas"]["Day"] | null;
            /** Format: int64 */
            revision: number;
        };
        ConfirmedHead: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @description True when records changed since, so that the unit may want to confirm again. */
            outdated: boolean;
            /** Format: int64 */
            version: number;
        };
        ConfirmedView: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            corrected: number;
            /** Format: int64 */
            version: number;
        };
        /** @description A figure that the unit wants to sign for instead of the live one. */
        Correction: {
            indicator: string;
            mark: components["schemas"]["Mark"];
            reason: string;
            /**
             * Format: int64
             * @description In the indicator's base unit; ignored unless `mark` is `counted`.
             */
            value: number;
        };
        /** @description How far a quota or coverage is. */
        CountView: {
            /** Format: int64 */
            at_least: number;
            /**
             * Format: int64
             * @description Quota: records. Coverage: units covered.
             */
            counted: number;
            /** @description What is missing, in the words of the plan; absent when nothing is. */
            lacks?: string | null;
            met_at?: components["schemas"]["Instant"] | null;
            /** Format: int64 */
            missing: number;
            /** @description What would count if the pieces named were there. */
            nearly: components["schemas"]["NearRecord"][];
            /** @description What counts, the newest first. */
            records: components["schemas"]["CountedRecord"][];
        };
        CountedRecord: {
            counted_at: components["schemas"]["Instant"];
            /** Format: date */
            day: string;
            /** Format: uuid */
            source_id: string;
            /** @description The register and the id of the record in it. */
            source_kind: string;
            target?: components["schemas"]["ObligationUnit"] | null;
            title: string;
            unit: components["schemas"]["ObligationUnit"];
        };
        /** Format: date */
        Day: string;
        /** @description A figure whose tally is not what the records say. */
        DifferenceView: {
            indicator: string;
            /** Format: int64 */
            kept: number;
            /** Format: int64 */
            recounted: number;
            table: string;
            /** Format: uuid */
            unit_id: string;
        };
        DraftSave: {
            content: components["schemas"]["ReportContent"];
            /**
             * Format: int64
             * @description The revision that was read or saved last.
             */
            revision: number;
        };
        /** @description A draft with what is wrong with it so far. */
        DraftView: {
            content: components["schemas"]["ReportContent"];
            /** @description The files that the content names and the unit owns. */
            files: components["schemas"]["EvidenceFile"][];
            problems: components["schemas"]["ReportProblem"][];
            /**
             * Format: int64
             * @description 0 when nothing was saved yet; what is shown then is blank or the version that came back.
             */
            revision: number;
            saved_at?: components["schemas"]["Instant"] | null;
            saved_by?: string | null;
        };
        EditPersonRequest: {
            name: string;
            /** @description A new number; empty removes it, absent leaves it (a form only ever sees the masked one). */
            phone?: string | null;
            /** Format: int64 */
            revision: number;
        };
        EditUnitRequest: {
            attributes: {
                [key: string]: string;
            };
            region_code?: string | null;
            /** Format: int64 */
            revision: number;
        };
        EndPostRequest: {
            /** @description The last day in force. Yesterday takes the rights away at once; days before that are history and refused. */
            last_day: components["schemas"]["Day"];
        };
        /** @description A file as evidence needs it. */
        EvidenceFile: {
            /**
             * Format: int64
             * @description Size in bytes.
             */
            bytes: number;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["FormEvidenceKind"];
            media_type: string;
            name: string;
            /** @description SHA-256 (hex) of the content. */
            sha256: string;
        };
        ExposureCheck: {
            /** @description Everything that stands against sending; pointers as in the draft that was saved. */
            problems: components["schemas"]["FieldProblem"][];
        };
        /** @description The text of a case. While it is written anything may be missing; [`ExposureDetails::missing`] says what. */
        ExposureDetails: {
            /**
             * @description The address of the page: `http://` or `https://`.
             * @default
             */
            address: string;
            /**
             * @description Files that show the publication, of the unit's own.
             * @default []
             */
            captures: string[];
            /** @default null */
            kind: components["schemas"]["ExposureKind"] | null;
            /** @default null */
            media_class: components["schemas"]["MediaClass"] | null;
            /** @default  */
            media_name: string;
            /**
             * Format: date
             * @default null
             */
            published_on: string | null;
            /** @default null */
            source: components["schemas"]["ExposureSource"] | null;
            /**
             * Format: uuid
             * @description The unit that the case is about, where it is one of the tree.
             * @default null
             */
            subject_id: string | null;
            /**
             * @description Its name, where it is not.
             * @default
             */
            subject_name: string;
            /** @default  */
            summary: string;
            /** @default  */
            title: string;
        };
        ExposureDraft: {
            details: components["schemas"]["ExposureDetails"];
            /** Format: int64 */
            revision: number;
        };
        /** @description A line of the register. */
        ExposureItem: {
            /** Format: uuid */
            campaign_id: string;
            counts: boolean;
            /** Format: uuid */
            id: string;
            kind?: components["schemas"]["ExposureKind"] | null;
            media_class?: components["schemas"]["MediaClass"] | null;
            media_name: string;
            /** Format: date */
            published_on?: string | null;
            reported: boolean;
            state: components["schemas"]["ExposureState"];
            state_title: string;
            title: string;
            /** Format: uuid */
            unit_id: string;
            unit_name: string;
            /** Format: int64 */
            version: number;
        };
        /** @enum {string} */
        ExposureKind: "typical_case" | "negative_case";
        /**
         * @description Everything that can be done to a case; the history is a list of these.
         * @enum {string}
         */
        ExposureMove: "create" | "save" | "submit" | "confirm" | "return" | "overrule" | "correct" | "discard" | "report" | "withdraw";
        ExposurePage: {
            items: components["schemas"]["ExposureItem"][];
            /** @description Give it as `after` to read on. */
            next?: string | null;
        };
        /** @description A move that has to be explained. */
        ExposureReason: {
            /** @description At most 500 characters. */
            reason: string;
            /** Format: int64 */
            revision: number;
        };
        /** @description A move that needs no words. */
        ExposureRevision: {
            /**
             * Format: int64
             * @description As the case showed it: nobody signs for what changed meanwhile.
             */
            revision: number;
        };
        /** @description Who did it and when. */
        ExposureSigned: {
            /** Format: date-time */
            at: string;
            by: string;
        };
        /**
         * @description How the unit learnt of it.
         * @enum {string}
         */
        ExposureSource: "inspection" | "tip" | "accident" | "other";
        /**
         * @description Where a case stands. [`crate::model::State`] also carries since when, by whom and why.
         * @enum {string}
         */
        ExposureState: "draft" | "submitted" | "returned" | "confirmed" | "withdrawn";
        ExposureStep: {
            reason?: string | null;
            signed: components["schemas"]["ExposureSigned"];
            /** @description The word of the move. */
            step: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        ExposureVersion: {
            details: components["schemas"]["ExposureDetails"];
            /** Format: int64 */
            number: number;
            sent: components["schemas"]["ExposureSigned"];
        };
        /** @description Everything about one case. */
        ExposureView: {
            /** Format: uuid */
            campaign_id: string;
            captures: components["schemas"]["FileView"][];
            confirmed?: components["schemas"]["ExposureSigned"] | null;
            /**
             * Format: int64
             * @description The number of the version that counts now, and the second signature under it.
             */
            counting?: number | null;
            details: components["schemas"]["ExposureDetails"];
            /** @description What happened, the oldest first. */
            history: components["schemas"]["ExposureStep"][];
            /** Format: uuid */
            id: string;
            /** @description What is missing until it counts everywhere. */
            lacking: string[];
            /** @description What the asker may do to it now. */
            may: components["schemas"]["ExposureMove"][];
            reported?: components["schemas"]["ExposureSigned"] | null;
            /**
             * Format: int64
             * @description To be sent back with the next move.
             */
            revision: number;
            state: components["schemas"]["ExposureState"];
            state_reason?: string | null;
            /** @description Who brought it into this state, when, and why where a reason is asked. */
            state_signed: components["schemas"]["ExposureSigned"];
            state_title: string;
            /** @description The name of the unit that the case is about, where it is one of the tree. */
            subject_unit_name?: string | null;
            /** Format: uuid */
            unit_id: string;
            unit_name: string;
            /**
             * Format: int64
             * @description Versions sent so far.
             */
            version: number;
            /** @description What was sent, the newest first. */
            versions: components["schemas"]["ExposureVersion"][];
        };
        /** @description One rule that the input breaks. `pointer` is a JSON pointer into the request body. */
        FieldProblem: {
            code: string;
            message: string;
            pointer: string;
        };
        /** @description A record behind a figure and what it adds. */
        FigureRecord: {
            /** Format: date */
            day: string;
            /** Format: uuid */
            fact_id: string;
            source_id: string;
            /** @description The register and the record in it. */
            source_kind: string;
            title: string;
            /** Format: uuid */
            unit_id: string;
            unit_name: string;
            /** Format: int64 */
            value: number;
        };
        FigureView: {
            indicator: string;
            items: components["schemas"]["FigureRecord"][];
            /** @description Give it as `after` to read on. */
            next?: string | null;
            title: string;
            unit: string;
        };
        /**
         * Format: binary
         * @description The content of a file as it is.
         */
        FileBytes: string;
        /**
         * @description What a form asks for. The words are those of the plan file.
         * @enum {string}
         */
        FileKind: "document" | "pictures" | "video";
        /** @description Everything that is known about a file without its content. */
        FileMetaView: {
            /** Format: int64 */
            bytes: number;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["FileKind"];
            media_type: string;
            metadata_removed: boolean;
            name: string;
            /** @description Of the file as it was sent: what its owner can compute at home. Differs from `sha256` when metadata was removed. */
            original_sha256: string;
            sha256: string;
            /** Format: uuid */
            unit: string;
            uploaded_at: components["schemas"]["Instant"];
            /** Format: uuid */
            uploaded_by: string;
        };
        /** @description One file, as lists and receipts show it. */
        FileView: {
            /**
             * Format: int64
             * @description Of the file as it is kept.
             */
            bytes: number;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["FileKind"];
            media_type: string;
            name: string;
            /** @description Of the file as it is kept, in 64 hexadecimal digits. */
            sha256: string;
            uploaded_at: components["schemas"]["Instant"];
        };
        /** @description A place for files that prove what is said. */
        FormEvidence: {
            help?: string | null;
            key: string;
            kind: components["schemas"]["FormEvidenceKind"];
            /** Format: int32 */
            max: number;
            /** Format: int32 */
            min: number;
            required: boolean;
            title: string;
        };
        /** @enum {string} */
        FormEvidenceKind: "document" | "pictures" | "video";
        /** @description One question. Which of the optional settings are present follows from `kind`. */
        FormField: {
            /** @description `table`: the columns, none of which is a table itself. */
            columns: components["schemas"]["FormField"][];
            help?: string | null;
            key: string;
            kind: components["schemas"]["FormFieldKind"];
            /** Format: int64 */
            max?: number | null;
            /** Format: int32 */
            max_chars?: number | null;
            /** Format: int32 */
            max_rows?: number | null;
            /** Format: int64 */
            min?: number | null;
            /** @description `choice`: what can be chosen. */
            options: components["schemas"]["FormOption"][];
            required: boolean;
            title: string;
            /** @description `integer`: the base unit, e.g. 人次. */
            unit?: string | null;
        };
        /** @enum {string} */
        FormFieldKind: "text" | "long_text" | "integer" | "date" | "choice" | "table";
        FormOption: {
            title: string;
            value: string;
        };
        /** Format: date-time */
        Instant: string;
        LoginRequest: {
            login: string;
            /** Format: password */
            password: string;
        };
        /**
         * @description What a figure says. Nought, “not carried out” and “does not apply” are three different things (domain 9.4).
         * @enum {string}
         */
        Mark: "counted" | "not_done" | "not_applicable";
        MeView: {
            /** @description Keys of the rights table that at least one post allows somewhere: what menus are made from. */
            actions: string[];
            /** @description Until it is changed, `actions` is empty and everything else is refused. */
            must_change_password: boolean;
            /** @description The server's clock. */
            now: components["schemas"]["Instant"];
            person: components["schemas"]["MyName"];
            /** @description The posts that are in force today. */
            posts: components["schemas"]["MyPost"][];
        };
        /**
         * @description Where it was published. The plan's quota names the classes that count.
         * @enum {string}
         */
        MediaClass: "city_mainstream_media" | "department_site" | "other_media";
        MergeUnitRequest: {
            /** Format: uuid */
            into: string;
            /** @description The first day on which it is part of the other unit. */
            on: components["schemas"]["Day"];
            /** Format: int64 */
            revision: number;
        };
        MoveUnitRequest: {
            /** Format: uuid */
            parent_id: string;
            /** Format: int64 */
            revision: number;
        };
        MyName: {
            /** Format: uuid */
            id: string;
            login: string;
            name: string;
        };
        MyPost: {
            /** Format: uuid */
            id: string;
            role: string;
            role_title: string;
            /** @description True while standing in for somebody else. */
            stand_in: boolean;
            title?: string | null;
            unit: components["schemas"]["UnitLabelView"];
            valid_to?: components["schemas"]["Day"] | null;
        };
        NearRecord: {
            /** Format: date */
            day: string;
            /** @description What is missing, piece by piece, in words that whoever keeps the record understands. */
            lacking: string[];
            /** Format: uuid */
            source_id: string;
            source_kind: string;
            title: string;
        };
        NewActivity: {
            /** Format: uuid */
            campaign: string;
            details?: components["schemas"]["ActivityDetails"];
            /** @description The key of one of the plan's activity kinds. */
            kind: string;
            /**
             * Format: uuid
             * @description The unit that did it.
             */
            unit: string;
        };
        NewCampaign: {
            /** @description A kept plan file. */
            fingerprint: string;
        };
        NewExposure: {
            /** Format: uuid */
            campaign: string;
            details?: components["schemas"]["ExposureDetails"];
            /**
             * Format: uuid
             * @description The unit that exposes the case.
             */
            unit: string;
        };
        NewPersonRequest: {
            /** @description Unique over the whole installation. */
            login: string;
            /** @description The name that is shown. */
            name: string;
            phone?: string | null;
            /** @description At least one: a person without a post can do nothing and is seen by nobody but the security administrator. */
            posts: components["schemas"]["PostRequest"][];
        };
        NewPostRequest: {
            /** Format: uuid */
            person_id: string;
            role: string;
            title?: string | null;
            /** Format: uuid */
            unit_id: string;
            valid_from?: components["schemas"]["Day"] | null;
            valid_to?: components["schemas"]["Day"] | null;
        };
        NewTokenRequest: {
            /**
             * Format: int32
             * @description How many days it lives.
             */
            days: number;
            /** @description What it is for. */
            name: string;
            scopes: string[];
        };
        NewTokenView: {
            /** @description What the program has to show. Only in the first answer; a repeated request does not get it again. */
            secret?: string | null;
            token: components["schemas"]["TokenView"];
        };
        NewUnitRequest: {
            attributes?: {
                [key: string]: string;
            };
            /** @description Its own stable name: small letters, digits, `-`, `_`, `.`. */
            key: string;
            kind: components["schemas"]["OrgUnitKind"];
            name: string;
            /** Format: uuid */
            parent_id: string;
            region_code?: string | null;
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
        };
        ObligationDetail: {
            count?: components["schemas"]["CountView"] | null;
            form?: components["schemas"]["ReportForm"] | null;
            may: components["schemas"]["ObligationMoves"];
            /** @description What those who carry it out should know. */
            note?: string | null;
            obligation: components["schemas"]["ObligationRow"];
            paper?: components["schemas"]["PaperReceived"] | null;
            returned?: components["schemas"]["ReviewView"] | null;
            /** @description The chain of the plan; empty for what is counted. */
            steps: components["schemas"]["ChainStep"][];
            /** @description The first version first. */
            versions: components["schemas"]["SubmissionHead"][];
            /** @description Given and taken back, the newest first. */
            waivers: components["schemas"]["WaiverView"][];
        };
        /**
         * @description The three ways to meet a duty: hand in a form, at least N facts, at least one fact for each unit.
         * @enum {string}
         */
        ObligationKind: "deliver" | "quota" | "coverage";
        /**
         * @description 必须, or 原则上.
         * @enum {string}
         */
        ObligationModality: "hard" | "soft";
        /** @description What the asker can do now: rights and state together. What buttons are made from. */
        ObligationMoves: {
            receive_paper: boolean;
            /** @description Send an accepted report back for correction. */
            reopen: boolean;
            review: boolean;
            submit: boolean;
            unwaive: boolean;
            waive: boolean;
            write: boolean;
        };
        /** @description A page of a list. Ask again with `after` = `next` for more. */
        ObligationPage: {
            items: components["schemas"]["ObligationRow"][];
            next?: string | null;
        };
        /** @description One line of a list. */
        ObligationRow: {
            /** Format: int64 */
            at_least: number;
            /** Format: uuid */
            campaign_id: string;
            /** @description The clause of the paper that asks for it. */
            clause: string;
            /**
             * Format: int64
             * @description Quota: records counted. Coverage: units covered.
             */
            counted: number;
            decided_at?: components["schemas"]["Instant"] | null;
            dropped_at?: components["schemas"]["Instant"] | null;
            due_at: components["schemas"]["Instant"];
            /** @description How the deadline is worded. */
            due_text: string;
            duty: string;
            grace_until?: components["schemas"]["Instant"] | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["ObligationKind"];
            modality: components["schemas"]["ObligationModality"];
            opens_at: components["schemas"]["Instant"];
            outcome?: components["schemas"]["SubmissionOutcome"] | null;
            paper: components["schemas"]["PaperState"];
            period: string;
            period_title: string;
            /** @description Its words, literally. */
            quote: string;
            returned_until?: components["schemas"]["Instant"] | null;
            state: components["schemas"]["ObligationState"];
            /** Format: uuid */
            submission_id?: string | null;
            submitted_at?: components["schemas"]["Instant"] | null;
            timing: components["schemas"]["ObligationTiming"];
            title: string;
            unit: components["schemas"]["ObligationUnit"];
            /**
             * Format: int64
             * @description The number of the latest version; 0 before the first.
             */
            version: number;
            /** @description The days that it is about, or whose records count. */
            window_from: components["schemas"]["Day"];
            window_to: components["schemas"]["Day"];
        };
        /**
         * @description What people see. Derived from [`Progress`] and an instant, never stored.
         * @enum {string}
         */
        ObligationState: "not_yet_open" | "open" | "due_soon" | "overdue" | "submitted" | "under_review" | "returned" | "accepted_on_time" | "accepted_late" | "waived";
        /**
         * @description How it stands with the deadline: what the in-time share is made of.
         * @enum {string}
         */
        ObligationTiming: "ahead" | "in_time" | "late";
        /** @description A unit by the name that is valid today. */
        ObligationUnit: {
            /** Format: uuid */
            id: string;
            key: string;
            /** @description `city`, `enterprise`, … */
            kind: string;
            name: string;
        };
        /**
         * @description What a unit is. The words are those of plan files and of the units CSV.
         * @enum {string}
         */
        OrgUnitKind: "province" | "city" | "special_zone" | "county" | "enterprise" | "line" | "warehouse";
        PaperPage: {
            items: components["schemas"]["PaperRow"][];
            next?: string | null;
        };
        PaperReceive: {
            /** @description Whether it is what was handed in electronically. */
            agrees: boolean;
            /** Format: int64 */
            copies: number;
            /** @description Wanted when it does not agree. */
            note?: string;
            /**
             * Format: date
             * @description The day on which it came, not after today.
             */
            received_on: string;
            /**
             * Format: int64
             * @description The revision that was read; 0 when nothing was written down yet.
             */
            revision: number;
        };
        /** @description What came, and who wrote it down. */
        PaperReceived: {
            agrees: boolean;
            /** Format: int64 */
            copies: number;
            note: string;
            /** Format: date */
            received_on: string;
            recorded_at: components["schemas"]["Instant"];
            recorded_by: string;
            /** Format: int64 */
            revision: number;
        };
        PaperRow: {
            obligation: components["schemas"]["ObligationRow"];
            received?: components["schemas"]["PaperReceived"] | null;
        };
        /**
         * @description How the sealed paper original stands. Derived like [`State`].
         * @enum {string}
         */
        PaperState: "not_wanted" | "expected" | "missing" | "received" | "mismatch";
        PasswordChangeRequest: {
            /** Format: password */
            current: string;
            /** Format: password */
            new: string;
        };
        PasswordChangeView: {
            /**
             * Format: int64
             * @description Sessions of the same person elsewhere that ended with the old password.
             */
            other_sessions_ended: number;
        };
        /** @description A line of the list. */
        PersonItem: {
            disabled_at?: components["schemas"]["Instant"] | null;
            /** Format: uuid */
            id: string;
            login: string;
            name: string;
            /** @description The posts that are in force today. */
            posts: components["schemas"]["PostView"][];
        };
        PersonPage: {
            /** @description In the order of their names. */
            items: components["schemas"]["PersonItem"][];
            next?: string | null;
        };
        PersonView: {
            created_at: components["schemas"]["Instant"];
            disabled_at?: components["schemas"]["Instant"] | null;
            /** Format: uuid */
            id: string;
            login: string;
            must_change_password: boolean;
            name: string;
            /** @description Masked, and only for the security administrator. */
            phone?: string | null;
            /** @description Every post, also those that ended or have not begun. */
            posts: components["schemas"]["PostView"][];
            /**
             * Format: int64
             * @description To be sent back with the next change.
             */
            revision: number;
        };
        /** @description Answers with a password that is shown once. */
        PersonWithPassword: {
            /** @description Only in the first answer; a repeated request does not get it again. */
            one_time_password?: string | null;
            person: components["schemas"]["PersonView"];
        };
        /** @description A kind of entry in the register of activities. */
        PlanActivityKind: {
            /** @description Counts as soon as it is handed in. */
            automatic: boolean;
            clause: string;
            evidence: components["schemas"]["FormEvidence"][];
            fields: components["schemas"]["FormField"][];
            help?: string | null;
            key: string;
            /** @description Which of 场次 `sessions`, 人次 `attendances`, 人数 `heads` are asked. */
            measures: string[];
            quote: string;
            /** @description Kinds of unit that the record is about; none when it is about nobody in particular. */
            subject: string[];
            title: string;
        };
        PlanAdoption: {
            /** Format: date-time */
            adopted_at: string;
            adopted_by: string;
            /** Format: uuid */
            compiled_id: string;
            fingerprint: string;
            /** Format: uuid */
            parent?: string | null;
        };
        PlanCheckView: {
            /** @description True when the file may be kept: there may still be warnings. */
            acceptable: boolean;
            /** @description Present when the file could be read. */
            fingerprint?: string | null;
            problems: components["schemas"]["PlanProblem"][];
            title?: string | null;
        };
        PlanClause: {
            /**
             * Format: int32
             * @description 0 for the parts of the paper.
             */
            depth: number;
            key: string;
            /** @description Why the clause creates nothing, where it does not. */
            notes: string[];
            number: string;
            quote?: string | null;
            title: string;
        };
        PlanDuty: {
            /** Format: int32 */
            at_least?: number | null;
            audience: string;
            clause: string;
            due_text: string;
            evidence: components["schemas"]["FormEvidence"][];
            fields: components["schemas"]["FormField"][];
            key: string;
            kind: components["schemas"]["PlanDutyKind"];
            note?: string | null;
            paper: boolean;
            /** @description The phrase of the paper that creates it. */
            quote: string;
            /** @description 原则上: wanted, but missing it is no breach. */
            soft: boolean;
            statistics_table?: string | null;
            title: string;
            zero_report: boolean;
        };
        /** @enum {string} */
        PlanDutyKind: "deliver" | "quota" | "coverage";
        PlanEvent: {
            /** Format: date */
            day: string;
            title: string;
        };
        PlanFileView: {
            fingerprint: string;
            /** Format: date-time */
            kept_at: string;
            plan_key: string;
            title: string;
        };
        PlanMember: {
            name: string;
            posts: string;
            role: string;
        };
        PlanPhase: {
            /** Format: date */
            from: string;
            key: string;
            note?: string | null;
            title: string;
            /** Format: date */
            to: string;
        };
        /** @description Something that is wrong with a plan file, and what to write instead. */
        PlanProblem: {
            advice: string;
            code: string;
            /** Format: int32 */
            column: number;
            /** @description `false` is a warning: somebody should look, but the plan can be adopted. */
            error: boolean;
            /**
             * Format: int32
             * @description Both from 1.
             */
            line: number;
            message: string;
        };
        PlanText: {
            /** @description The whole plan file. */
            text: string;
        };
        PlanUpperDocument: {
            issuer: string;
            number: string;
            title: string;
        };
        PostPage: {
            /** @description Oldest first. */
            items: components["schemas"]["PostView"][];
            next?: string | null;
        };
        PostRequest: {
            role: string;
            title?: string | null;
            /** Format: uuid */
            unit_id: string;
            valid_from?: components["schemas"]["Day"] | null;
            valid_to?: components["schemas"]["Day"] | null;
        };
        PostView: {
            /** Format: uuid */
            id: string;
            /** @description Valid today. */
            in_force: boolean;
            /** Format: uuid */
            person_id: string;
            person_name: string;
            role: string;
            role_title: string;
            /**
             * Format: uuid
             * @description The post whose rights are borrowed.
             */
            stands_in_for?: string | null;
            /** @description The words on the door, e.g. 民爆安全处处长. */
            title?: string | null;
            unit: components["schemas"]["UnitLabelView"];
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
        };
        /** @description The body of every answer that is not a success. */
        ProblemBody: {
            /** @description A narrower stable code where the type alone does not say enough. */
            code?: string | null;
            /** @description What went wrong and what to do, in Chinese. */
            detail: string;
            /** @description Every field that breaks a rule, by JSON pointer. */
            errors?: components["schemas"]["FieldProblem"][];
            /** Format: int32 */
            status: number;
            title: string;
            /** @description `urn:anxing:problem:…`, stable; programs look at this. */
            type: string;
        };
        /** @description Proof of what was handed in and when. */
        ReceiptView: {
            /** @description SHA-256 (hex) over the canonical content with the digests of files and table. */
            digest: string;
            due_text: string;
            /** @description `2021-000123-C`; the last character checks the others. */
            number: string;
            /** Format: uuid */
            obligation_id: string;
            outcome: components["schemas"]["SubmissionOutcome"];
            period_title: string;
            /** Format: uuid */
            submission_id: string;
            submitted_at: components["schemas"]["Instant"];
            submitted_by: string;
            /** @description In time or late, as of now; an adopted plan may still move the deadline. */
            timing: components["schemas"]["ObligationTiming"];
            title: string;
            unit_name: string;
            /** Format: int64 */
            version: number;
            /** @description A sealed paper original is wanted as well. */
            wants_paper: boolean;
        };
        /** @description Whether the tallies are what a recount gives. */
        RecountView: {
            /** @description Nothing here means that every figure is right. */
            differences: components["schemas"]["DifferenceView"][];
            /** Format: int64 */
            facts: number;
            /** Format: int64 */
            figures: number;
        };
        RenameUnitRequest: {
            name: string;
            /** Format: int64 */
            revision: number;
            /** @description The first day of the name. A name that began on the same day is corrected by this one. */
            valid_from: components["schemas"]["Day"];
        };
        ReportCheck: {
            content: components["schemas"]["ReportContent"];
        };
        ReportChecked: {
            /** @description Nothing here and no `refusal` means that it can be sent. */
            problems: components["schemas"]["ReportProblem"][];
            /** @description Why nothing can be sent now, whatever it says. */
            refusal?: string | null;
            /** @description How it would stand with the deadline if it were sent now. */
            timing: components["schemas"]["ObligationTiming"];
        };
        /** @description What a unit writes: the answers to the questions, files for the evidence, or why there is nothing. */
        ReportContent: {
            /** @description Field key to value, as the fields of the form ask. */
            answers?: Record<string, unknown>;
            /** @description Evidence key to file ids, in the order in which they are shown. */
            evidence?: {
                [key: string]: string[];
            };
            outcome: components["schemas"]["SubmissionOutcome"];
            /** @description Why it does not apply; a remark otherwise. */
            reason?: string | null;
        };
        /** @description What a report asks. */
        ReportForm: {
            evidence: components["schemas"]["FormEvidence"][];
            fields: components["schemas"]["FormField"][];
            /** @description The statistics table whose confirmed figures go with it. */
            statistics_table?: string | null;
            zero_report_allowed: boolean;
        };
        /** @description A rule that the draft breaks. */
        ReportProblem: {
            code: string;
            message: string;
            /** @description JSON pointer, beginning with `/content`. */
            pointer: string;
        };
        ReportSubmit: {
            /**
             * Format: int64
             * @description The number of the latest version that the sender has seen; 0 when there was none.
             */
            based_on: number;
            content: components["schemas"]["ReportContent"];
        };
        /** @description What a reviewer decides about a version. */
        ReviewDecision: {
            items?: components["schemas"]["ReviewItem"][];
            note?: string | null;
            until?: components["schemas"]["Instant"] | null;
            verdict: components["schemas"]["ReviewVerdict"];
        };
        ReviewDeskPage: {
            items: components["schemas"]["ReviewDeskRow"][];
            next?: string | null;
        };
        /** @description A version that waits. */
        ReviewDeskRow: {
            /** @description False when the asker handed it in: somebody else has to decide. */
            may_decide: boolean;
            obligation: components["schemas"]["ObligationRow"];
            receipt: string;
            /** @description The step that waits, in the words of the plan. */
            step_title: string;
            /** Format: uuid */
            submission_id: string;
            submitted_at: components["schemas"]["Instant"];
            submitted_by: string;
        };
        ReviewDraftSave: {
            decision: components["schemas"]["ReviewDecision"];
            /**
             * Format: int64
             * @description The revision that was read or saved last; 0 when there was none.
             */
            revision: number;
        };
        /** @description What a reviewer has written so far. Nobody else sees it. */
        ReviewDraftView: {
            decision?: components["schemas"]["ReviewDecision"] | null;
            /** Format: int64 */
            revision: number;
            saved_at?: components["schemas"]["Instant"] | null;
        };
        /** @description About one field, one kind of evidence or one file. */
        ReviewItem: {
            ok: boolean;
            /** @description `/answers/{field}`, `/evidence/{kind}`, `/evidence/{kind}/{file id}`, `/outcome`, `/reason` or `/table`. */
            pointer: string;
            /** @description What is wrong and what to do. Wanted when it is not ok. */
            reason?: string | null;
        };
        /** @description Why an accepted report goes back, and by when the correction keeps its place in time. */
        ReviewReopen: {
            items?: components["schemas"]["ReviewItem"][];
            note?: string | null;
            /** @description In the future. */
            until: components["schemas"]["Instant"];
        };
        /** @enum {string} */
        ReviewVerdict: "accept" | "return";
        /** @description A decision that was sent. */
        ReviewView: {
            items: components["schemas"]["ReviewItem"][];
            note?: string | null;
            reviewed_at: components["schemas"]["Instant"];
            reviewed_by: string;
            step_title: string;
            unit: components["schemas"]["ObligationUnit"];
            until?: components["schemas"]["Instant"] | null;
            verdict: components["schemas"]["ReviewVerdict"];
        };
        RightsAction: {
            key: string;
            /** @description Role to how far it reaches; a role that is not here may not. */
            reach: {
                [key: string]: components["schemas"]["RightsReach"][];
            };
            title: string;
        };
        /** @enum {string} */
        RightsReach: "own" | "own_and_below" | "below" | "everywhere";
        RightsRole: {
            key: string;
            title: string;
        };
        RightsView: {
            /** @description The lines, in the order of their keys. */
            actions: components["schemas"]["RightsAction"][];
            /** @description The columns. */
            roles: components["schemas"]["RightsRole"][];
        };
        /** @description The session itself is in the cookie. */
        SessionView: {
            /** @description Until it is changed nothing else is allowed. */
            must_change_password: boolean;
            name: string;
        };
        /** @description The authority that runs campaigns: the root of the tree. */
        SetUpAuthority: {
            key: string;
            kind?: components["schemas"]["OrgUnitKind"] | null;
            name: string;
            valid_from?: components["schemas"]["Day"] | null;
        };
        SetUpNeededView: {
            needed: boolean;
        };
        /** @description The first person: system and security administrator. The audit administrator has to be somebody else. */
        SetUpPerson: {
            login: string;
            name: string;
            /** Format: password */
            password: string;
        };
        SetUpRequest: {
            authority: components["schemas"]["SetUpAuthority"];
            person: components["schemas"]["SetUpPerson"];
            /** @description From the link that the first start printed. */
            token: string;
        };
        SetUpView: {
            /** Format: uuid */
            person_id: string;
            /** Format: uuid */
            unit_id: string;
        };
        /** @description A frozen table without its figures. */
        SnapshotHead: {
            basis: string;
            /** @description SHA-256 over the frozen content. */
            digest: string;
            /** Format: date-time */
            frozen_at: string;
            frozen_by: string;
            /** Format: uuid */
            id: string;
            /** @description Printed on every document that shows these figures, e.g. `TJ-2021-000012`. */
            number: string;
            reason?: string | null;
            /** @description The number of the snapshot that this one supplements. */
            supplements?: string | null;
        };
        SnapshotView: {
            head: components["schemas"]["SnapshotHead"];
            table: components["schemas"]["TableView"];
        };
        StandInRequest: {
            /** Format: uuid */
            person_id: string;
            valid_from: components["schemas"]["Day"];
            /** @description The last day: a stand-in without an end is a second post. */
            valid_to: components["schemas"]["Day"];
        };
        /** @description A verdict as it stands for a version. */
        StandingVerdict: {
            /** @description True when it was given to an earlier version and the part has not changed since. */
            carried: boolean;
            ok: boolean;
            reason?: string | null;
            /**
             * Format: int64
             * @description The version that it was given to.
             */
            version: number;
        };
        /** @description Files of one kind of evidence. */
        SubmissionEvidence: {
            changed: boolean;
            files: components["schemas"]["SubmissionFile"][];
            pointer: string;
            /** @description Files of the version before that are gone. */
            removed: components["schemas"]["EvidenceFile"][];
            slot: components["schemas"]["FormEvidence"];
            verdict?: components["schemas"]["StandingVerdict"] | null;
        };
        /** @description An answer. `field` says how it is to be shown. */
        SubmissionField: {
            changed: boolean;
            field: components["schemas"]["FormField"];
            /** @description For a review. */
            pointer: string;
            /** @description The answer of the version before, when it was another one. */
            previous?: unknown;
            value: unknown;
            verdict?: components["schemas"]["StandingVerdict"] | null;
        };
        SubmissionFile: {
            /** @description True when the version before did not have it. */
            added: boolean;
            file: components["schemas"]["EvidenceFile"];
            pointer: string;
            verdict?: components["schemas"]["StandingVerdict"] | null;
        };
        /** @description A version without its content. */
        SubmissionHead: {
            answers_until?: components["schemas"]["Instant"] | null;
            digest: string;
            /** Format: uuid */
            id: string;
            outcome: components["schemas"]["SubmissionOutcome"];
            receipt: string;
            /** @description What was decided about it, step by step. */
            reviews: components["schemas"]["ReviewView"][];
            submitted_at: components["schemas"]["Instant"];
            submitted_by: string;
            timing: components["schemas"]["ObligationTiming"];
            /** Format: int64 */
            version: number;
        };
        /**
         * @description What the unit says: three different things, and none of them is silence.
         * @enum {string}
         */
        SubmissionOutcome: "done" | "nothing_to_report" | "does_not_apply";
        /** @description A text with its past. */
        SubmissionPart: {
            changed: boolean;
            previous?: string | null;
            value?: string | null;
            verdict?: components["schemas"]["StandingVerdict"] | null;
        };
        /** @description A version with everything in it. */
        SubmissionView: {
            evidence: components["schemas"]["SubmissionEvidence"][];
            fields: components["schemas"]["SubmissionField"][];
            head: components["schemas"]["SubmissionHead"];
            /** @description True when the asker is the one who decides now. */
            may_decide: boolean;
            obligation: components["schemas"]["ObligationRow"];
            outcome_verdict?: components["schemas"]["StandingVerdict"] | null;
            previous_outcome?: components["schemas"]["SubmissionOutcome"] | null;
            reason: components["schemas"]["SubmissionPart"];
            table?: components["schemas"]["TableRef"] | null;
            table_verdict?: components["schemas"]["StandingVerdict"] | null;
        };
        TableCell: {
            /**
             * Format: int64
             * @description The live figure beside a corrected one.
             */
            live?: number | null;
            mark: components["schemas"]["Mark"];
            reason?: string | null;
            /**
             * Format: int64
             * @description The records that the live figure counts.
             */
            records: number;
            /** Format: int64 */
            value: number;
        };
        TableColumn: {
            /**
             * Format: date-time
             * @description When the unit signed for the figures of this column, if it did and the basis asks for it.
             */
            confirmed_at?: string | null;
            /** @description Left out of the sum by the reader's wish. */
            excluded: boolean;
            name: string;
            /** @description True for the column of the records that the unit itself keeps. */
            own: boolean;
            /** Format: uuid */
            unit_id: string;
        };
        TableConfirmation: {
            corrections?: components["schemas"]["Correction"][];
            /** @description As the table showed it: nobody signs for figures that changed meanwhile. */
            live_digest: string;
            /** Format: uuid */
            unit: string;
        };
        TableFreeze: {
            basis: components["schemas"]["Basis"];
            /** @description Wanted when the table was frozen before: why there is a supplement. */
            reason?: string | null;
            /** Format: uuid */
            unit: string;
        };
        /** @description A table of the plan. */
        TableHead: {
            /** @description The clause that asks for it, in the plan's own counting. */
            clause: string;
            /**
             * Format: date
             * @description The first and last day whose facts are counted.
             */
            from: string;
            key: string;
            note?: string | null;
            quote: string;
            /** @description True when the published paper mentions the table without showing it, so that its rows are our reconstruction. */
            reconstructed: boolean;
            title: string;
            /** Format: date */
            to: string;
        };
        /** @description A frozen table: later corrections make a supplement and leave this one as it was. */
        TableRef: {
            /** @description SHA-256 (hex) of the frozen content. */
            digest: string;
            /** @description Printed on the table, e.g. `TJ-2021-000012`. */
            number: string;
            /** Format: uuid */
            snapshot_id: string;
            title: string;
        };
        TableRow: {
            /** @description One cell per column, in the order of the columns. */
            cells: components["schemas"]["TableCell"][];
            confirmed?: components["schemas"]["TableCell"] | null;
            /** @description `true` for figures that are stated so far (累计), `false` for those that add up (增量). */
            cumulative: boolean;
            indicator: string;
            note?: string | null;
            title: string;
            /**
             * Format: int64
             * @description What the unit has signed for, if the basis asks for it and it has; else the sum over the columns that are not
             *     excluded.
             */
            total: number;
            /** @description The base unit in which the integers are counted. */
            unit: string;
        };
        TableSection: {
            rows: components["schemas"]["TableRow"][];
            title: string;
        };
        TableView: {
            basis: components["schemas"]["Basis"];
            /** @description The unit's own records first, then the units right under it. */
            columns: components["schemas"]["TableColumn"][];
            confirmed?: components["schemas"]["ConfirmedHead"] | null;
            head: components["schemas"]["TableHead"];
            /** @description Of the unit's own live figures: a confirmation says which figures it is about. */
            live_digest: string;
            sections: components["schemas"]["TableSection"][];
            /** Format: uuid */
            unit_id: string;
            unit_name: string;
        };
        TargetPage: {
            items: components["schemas"]["TargetRow"][];
            next?: string | null;
        };
        /** @description A unit to be covered. */
        TargetRow: {
            unit: components["schemas"]["ObligationUnit"];
            within?: components["schemas"]["ObligationUnit"] | null;
        };
        TokenList: {
            /** @description Newest first. */
            items: components["schemas"]["TokenView"][];
        };
        TokenView: {
            created_at: components["schemas"]["Instant"];
            expires_at: components["schemas"]["Instant"];
            /** Format: uuid */
            id: string;
            in_force: boolean;
            last_used_at?: components["schemas"]["Instant"] | null;
            name: string;
            revoked_at?: components["schemas"]["Instant"] | null;
            /** @description Keys of the rights table; the token can do nothing else. */
            scopes: string[];
        };
        UnitDiffView: {
            changes: components["schemas"]["ChangeView"][];
            /** Format: int64 */
            unchanged: number;
            unit_key: string;
            unit_name: string;
        };
        UnitImportLine: {
            /** @description True for a new unit. */
            create: boolean;
            key: string;
            /**
             * Format: int32
             * @description The row's number in the file.
             */
            row: number;
            /** @description What changes, in words. */
            what: string[];
        };
        UnitImportProblem: {
            code: string;
            message: string;
            pointer: string;
        };
        UnitImportView: {
            changed: number;
            created: number;
            /** @description True when nothing was written. */
            dry_run: boolean;
            /** @description Parents first; cut after 1,000. */
            lines: components["schemas"]["UnitImportLine"][];
            /** @description Only of a preview; otherwise they are the answer themselves. Pointers are `/rows/{row}/{column letter}`. */
            problems: components["schemas"]["UnitImportProblem"][];
            unchanged: number;
        };
        /** @description A line of a list or a node of the tree. */
        UnitItem: {
            /** Format: uuid */
            id: string;
            /** @description Valid on the day asked for. */
            in_force: boolean;
            key: string;
            kind: components["schemas"]["OrgUnitKind"];
            kind_title: string;
            /** @description The name valid on the day asked for. */
            name: string;
            /** Format: uuid */
            parent_id?: string | null;
            region_code?: string | null;
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
        };
        /** @description A unit in the place of its id. */
        UnitLabelView: {
            /** Format: uuid */
            id: string;
            key: string;
            kind: components["schemas"]["OrgUnitKind"];
            /** @description The name valid today. */
            name: string;
        };
        /** @description One entry of the history of names. */
        UnitNameView: {
            name: string;
            valid_from: components["schemas"]["Day"];
        };
        UnitPage: {
            items: components["schemas"]["UnitItem"][];
            next?: string | null;
        };
        /** @description Nodes in the order of their keys; a node whose parent is not among them is a root for the asker. */
        UnitTreeView: {
            /** @description True when there were more nodes than are shown at once. */
            cut: boolean;
            items: components["schemas"]["UnitItem"][];
        };
        /** @description Everything about one unit. */
        UnitView: {
            attributes: {
                [key: string]: string;
            };
            /** Format: uuid */
            id: string;
            in_force: boolean;
            key: string;
            kind: components["schemas"]["OrgUnitKind"];
            kind_title: string;
            merged_into?: components["schemas"]["UnitLabelView"] | null;
            name: string;
            /** @description Oldest first. */
            names: components["schemas"]["UnitNameView"][];
            /** Format: uuid */
            parent_id?: string | null;
            /** @description The units above, from the root down. Their names are visible to everybody who sees the unit. */
            path: components["schemas"]["UnitLabelView"][];
            region_code?: string | null;
            /**
             * Format: int64
             * @description To be sent back with the next change.
             */
            revision: number;
            valid_from: components["schemas"]["Day"];
            valid_to?: components["schemas"]["Day"] | null;
        };
        WaiverReason: {
            reason: string;
        };
        WaiverView: {
            reason: string;
            revoked_at?: components["schemas"]["Instant"] | null;
            revoked_by?: string | null;
            waived_at: components["schemas"]["Instant"];
            waived_by: string;
        };
        ExportForm: unknown;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    activity_list: {
        parameters: {
            query?: {
                campaign?: string;
                /** @description This unit and everything under it. */
                unit?: string;
                /** @description The key of an activity kind. */
                kind?: string;
                state?: components["schemas"]["ActivityState"];
                mode?: components["schemas"]["ActivityMode"];
                /** @description Only those that count, or only those that do not. */
                counts?: boolean;
                /** @description Done on this day or later. */
                from?: string;
                /** @description Done on this day or earlier. */
                to?: string;
                /** @description Part of the title or of the place. */
                q?: string;
                /** @description At most 200; 50 when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewActivity"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_export: {
        parameters: {
            query?: {
                campaign?: string;
                /** @description This unit and everything under it. */
                unit?: string;
                /** @description The key of an activity kind. */
                kind?: string;
                state?: components["schemas"]["ActivityState"];
                mode?: components["schemas"]["ActivityMode"];
                /** @description Only those that count, or only those that do not. */
                counts?: boolean;
                /** @description Done on this day or later. */
                from?: string;
                /** @description Done on this day or earlier. */
                to?: string;
                /** @description Part of the title or of the place. */
                q?: string;
                /** @description At most 200; 50 when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description csv or xlsx */
                format: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_kinds: {
        parameters: {
            query: {
                campaign: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityKindView"][];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityRevision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityCheck"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_correct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityRevision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_overrule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_return: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_submit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityRevision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    activity_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivityReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    audit_list: {
        parameters: {
            query?: {
                person?: string;
                unit?: string;
                /** @description Exactly this key, e.g. `org.log_in`. */
                action?: string;
                /** @description The id of what it was done to. */
                subject?: string;
                /** @description Inclusive. */
                from?: components["schemas"]["Instant"];
                /** @description Inclusive. */
                until?: components["schemas"]["Instant"];
                limit?: number;
                /** @description Only lines with a smaller number. */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    board_show: {
        parameters: {
            query: {
                campaign: string;
                /** @description The unit whose board it is; the units right under it are its rows */
                unit: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"][];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_recount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecountView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_tables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableHead"][];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_table: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
                table: string;
                /** @description The unit whose table it is. */
                unit: string;
                basis: components["schemas"]["Basis"];
                /** @description Comma-separated ids of units right under it that are left out of the sum (e.g. without 大连). */
                without: string | null;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TableConfirmation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
                table: string;
                unit: string;
                form: components["schemas"]["ExportForm"];
                basis: components["schemas"]["Basis"] | null;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_figure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
                table: string;
                indicator: string;
                unit: string;
                /** @description Only the unit's own records, without those of the units under it. */
                own: boolean;
                after: string | null;
                /** @description At most 200; 50 when left out. */
                limit: number | null;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
                table: string;
                unit: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_snapshots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
                table: string;
                unit: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotHead"][];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_freeze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TableFreeze"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotHead"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_adopt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Adoption"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptedView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_diff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description The kept plan file to compare with what runs. */
                fingerprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDiffView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPlanView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_list: {
        parameters: {
            query?: {
                campaign?: string;
                /** @description This unit and everything under it. */
                unit?: string;
                kind?: components["schemas"]["ExposureKind"];
                state?: components["schemas"]["ExposureState"];
                media_class?: components["schemas"]["MediaClass"];
                /** @description Only those that count, or only those that do not. */
                counts?: boolean;
                /** @description Only those reported to the province, or only the others. */
                reported?: boolean;
                /** @description Published on this day or later. */
                from?: string;
                /** @description Published on this day or earlier. */
                to?: string;
                /** @description Part of the title, of the medium or of the exposed unit's name. */
                q?: string;
                /** @description At most 200; 50 when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposurePage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExposure"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_export: {
        parameters: {
            query?: {
                campaign?: string;
                /** @description This unit and everything under it. */
                unit?: string;
                kind?: components["schemas"]["ExposureKind"];
                state?: components["schemas"]["ExposureState"];
                media_class?: components["schemas"]["MediaClass"];
                /** @description Only those that count, or only those that do not. */
                counts?: boolean;
                /** @description Only those reported to the province, or only the others. */
                reported?: boolean;
                /** @description Published on this day or later. */
                from?: string;
                /** @description Published on this day or earlier. */
                to?: string;
                /** @description Part of the title, of the medium or of the exposed unit's name. */
                q?: string;
                /** @description At most 200; 50 when left out. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description csv or xlsx */
                format: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureCheck"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureRevision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_correct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureRevision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_overrule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureRevision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_return: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_submit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureRevision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    exposure_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExposureReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExposureView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    file_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unit: string;
                kind: "document" | "pictures" | "video";
                /** @description As on the sender's disk, with its ending; at most 200 characters are kept. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["FileBytes"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    file_download: {
        parameters: {
            query?: never;
            header?: {
                Range?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["FileBytes"];
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["FileBytes"];
                };
            };
            /** @description the range lies outside the file; `Content-Range` says how long it is */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    file_meta: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileMetaView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    me_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    password_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordChangeView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    token_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    token_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTokenRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewTokenView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    token_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_list: {
        parameters: {
            query?: {
                campaign?: string;
                /** @description This unit and everything under it */
                unit?: string;
                duty?: string;
                kind?: components["schemas"]["ObligationKind"];
                state?: components["schemas"]["ObligationState"];
                /** @description Only units where the asker hands in, and only what is still to be done unless `state` says otherwise */
                mine?: boolean;
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObligationPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObligationDetail"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportCheck"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportChecked"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_draft_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftSave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    paper_receive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaperReceive"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperRow"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_submit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportSubmit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_targets: {
        parameters: {
            query?: {
                /** @description Only those that are (true) or are not (false) covered */
                covered?: boolean;
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_waive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiverReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObligationRow"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    obligation_unwaive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObligationRow"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    paper_list: {
        parameters: {
            query?: {
                campaign?: string;
                /** @description This unit and everything under it */
                unit?: string;
                duty?: string;
                /** @description Only what should be here and is not */
                missing?: boolean;
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    person_list: {
        parameters: {
            query?: {
                /** @description Part of the name or the login. */
                q?: string;
                /** @description With a post at this unit or under it. */
                under?: string;
                /** @description With a post of this role. */
                role?: string;
                /** @description Also people who are shut out. */
                disabled?: boolean;
                limit?: number;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    person_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPersonRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonWithPassword"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    person_export: {
        parameters: {
            query?: {
                /** @description XLSX when absent. */
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    person_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    person_edit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditPersonRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    person_disable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    person_enable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    person_reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonWithPassword"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_plans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanFileView"][];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_plan_keep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanText"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanFileView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_plan_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanText"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanCheckView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    campaign_plan_text: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fingerprint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    post_list: {
        parameters: {
            query?: {
                /** @description Exactly this unit. */
                unit?: string;
                person?: string;
                role?: string;
                /** @description Only posts that are in force on this day; all of them when absent. */
                on?: components["schemas"]["Day"];
                limit?: number;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    post_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    post_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndPostRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    post_stand_in: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    review_list: {
        parameters: {
            query?: {
                campaign?: string;
                /** @description This unit and everything under it */
                unit?: string;
                duty?: string;
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewDeskPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    review_accept_many: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkAccept"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAccepted"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    rights_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RightsView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    session_open: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    session_close: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    set_up_needed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetUpNeededView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUpRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetUpView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    statistics_snapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    submission_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    submission_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    submission_reopen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewReopen"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObligationRow"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    submission_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObligationRow"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    submission_review_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewDraftView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    submission_review_draft_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewDraftSave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewDraftView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_list: {
        parameters: {
            query?: {
                /** @description Part of the key, the code or of any name it has ever had. */
                q?: string;
                kind?: components["schemas"]["OrgUnitKind"];
                /** @description Only direct children of this unit. */
                parent?: string;
                /** @description Only this unit and what is under it. */
                under?: string;
                /** @description The day whose names are shown; today when absent. */
                on?: components["schemas"]["Day"];
                /** @description Also units that are not valid on that day. */
                closed?: boolean;
                limit?: number;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitPage"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_export: {
        parameters: {
            query?: {
                /** @description XLSX when absent. */
                format?: "csv" | "xlsx";
                /** @description The day whose names are written; today when absent. */
                on?: components["schemas"]["Day"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_import: {
        parameters: {
            query?: {
                /** @description Only say what would happen. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CSV or XLSX */
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitImportView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_tree: {
        parameters: {
            query?: {
                /** @description The day whose names are shown; today when absent. */
                on?: components["schemas"]["Day"];
                /** @description Only this unit and what is under it. */
                root?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitTreeView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_edit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_merge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_move: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    unit_rename: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameUnitRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description The failure as application/problem+json. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
}

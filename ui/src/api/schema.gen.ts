// Generated from openapi/dsforge.json by scripts/gen-api.mjs. Do not edit.

export interface paths {
    "/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ask whether setup is needed */
        get: operations["get_setup"];
        put?: never;
        /**
         * Make the first user
         * @description With a dataset and a sample template to begin with. 409 when there is a user already.
         */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description With HTTP Basic. Too many attempts in a minute are answered with 429 and `Retry-After`.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password with the recovery code
         * @description For when the password is lost. Nothing else is: every dataset opens as before, and the recovery code stays
         *     valid. Ends all your sessions and signs you in. A wrong code and an unknown name get the same answer.
         *     Attempts are counted together with those to sign in.
         */
        post: operations["recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session on the server, and pauses your runs until you sign in again.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at the session */
        get: operations["get_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stay signed in
         * @description Gives a new token; the old one works for half a minute more.
         */
        post: operations["extend_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get your preferences */
        get: operations["get_preferences"];
        /**
         * Change your preferences
         * @description What is left out stays as it is.
         */
        put: operations["update_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description Ends your other sessions. Your data is not written anew: only the key that opens it is wrapped again.
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at your key
         * @description The key itself is never told.
         */
        get: operations["get_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/key/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace your key and your recovery code
         * @description Answers with server-sent events: `recovery_code` with the new code, `progress` while every row is sealed
         *     with the new key, and `end`. Everything stays usable meanwhile. It goes on when nobody listens, and at the
         *     next sign-in when you sign out before the end. Asking again before the end gives another code and goes on.
         */
        post: operations["rotate_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a backup
         * @description Everything that is stored, of every user, as it is at this moment and encrypted as it lies there.
         *     `dsforge restore` puts it back. The secret file is not in it: to open a backup elsewhere, set `SECRET_SALT`
         *     there or use the recovery code. A copy of the data file of a running dsforge is no backup.
         */
        get: operations["download_backup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether dsforge is there
         * @description Answers before anybody signs in.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether there is a newer dsforge
         * @description Looks only if the preference `check_updates` is true, and at most once in six hours. It never installs
         *     anything: `dsforge self-update` in a terminal does.
         */
        get: operations["get_updates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End dsforge
         * @description Unfinished runs go on when it is started again and you sign in.
         */
        post: operations["quit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models that can be used now
         * @description By name. Empty when there is none; the details say why.
         */
        get: operations["list_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at servers and models */
        get: operations["list_model_details"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have an Ollama get a model
         * @description Answers with server-sent events: `progress` while it loads, and `end`. Closing the connection calls it off;
         *     what is there by then is not loaded again.
         */
        post: operations["pull_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List model servers
         * @description The server of `OLLAMA_HOST` first, unless one of yours has its name, then yours in their order.
         */
        get: operations["list_providers"];
        put?: never;
        /** Set up a model server */
        post: operations["create_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a model server */
        get: operations["get_provider"];
        /**
         * Change a model server
         * @description From now on, runs that are under way included.
         */
        put: operations["update_provider"];
        post?: never;
        /**
         * Take a model server away
         * @description Answers that came from it stay.
         */
        delete: operations["delete_provider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a model server
         * @description Asks it for its models. A server that cannot be used is no failure of this request: `state` says so.
         */
        post: operations["test_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List templates
         * @description By name: those in use, or those put away.
         */
        get: operations["list_templates"];
        put?: never;
        /** Save a new template */
        post: operations["create_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a template without saving it */
        post: operations["check_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a template */
        get: operations["get_template"];
        /**
         * Save a template
         * @description A save that changes something becomes a new version.
         */
        put: operations["update_template"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a template away, or take it out again */
        put: operations["archive_template"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a template's last system prompts
         * @description The last ten different ones, newest first.
         */
        get: operations["list_system_prompts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a template's versions
         * @description Newest first.
         */
        get: operations["list_template_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List drafts */
        get: operations["list_drafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/drafts/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a draft */
        get: operations["get_draft"];
        /**
         * Keep a draft
         * @description In place of an older one with the same key.
         */
        put: operations["put_draft"];
        post?: never;
        /** Drop a draft */
        delete: operations["delete_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/paraphrase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Paraphrase a text
         * @description Fewer come back when the model finds no more different ones.
         */
        post: operations["paraphrase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate a batch and wait for it
         * @description `count` answers: the first to the filled prompt, the others to paraphrases of it. An item that failed has
         *     `error`. Closing the connection cancels the batch. A run does the same without waiting.
         */
        post: operations["generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs
         * @description Newest first.
         */
        get: operations["list_runs"];
        put?: never;
        /**
         * Start a run
         * @description It is durable when this answers. Follow it by its events.
         */
        post: operations["create_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read rows from a file
         * @description CSV whose first line names the columns, or a JSON object on each line. Columns fill the slots of their name.
         *     Nothing is started: start a run with the `rows` that come back.
         */
        post: operations["read_rows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Estimate a run
         * @description What it would come to, from the prompts and from how fast the models were before. Nothing is started.
         */
        post: operations["estimate_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a run */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a run
         * @description Server-sent events: `snapshot` first, then `candidate`, `token` and `run` as things happen, and `end` when
         *     nobody works on the run any more.
         */
        get: operations["follow_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a run
         * @description What was done is kept.
         */
        post: operations["cancel_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause a run */
        post: operations["pause_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a paused run */
        post: operations["resume_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask again for failed items
         * @description For all of them when the body is left out.
         */
        post: operations["retry_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a run out as a batch file
         * @description Streams every question that has no answer yet as a line of OpenAI's batch format, which vLLM's run-batch,
         *     LiteLLM and most hosted services take. The run is paused, and stays out until its results are in or it is
         *     resumed. Asked again, this gives what is still without an answer.
         */
        get: operations["export_batch"];
        put?: never;
        /**
         * Bring the results of a batch in
         * @description Send the result file itself, of any size, also in gzip. Each line goes to the item that its `custom_id` names,
         *     in any order. Lines for items that have their answer already change nothing, so a file may come in parts and
         *     more than once. When nothing is open any more, the run has ended.
         */
        post: operations["import_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a run's candidates
         * @description Oldest first; several of one position are answers to the same card. With `newest`, only what each card
         *     shows, in the order of the cards.
         */
        get: operations["list_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/candidates/{candidate_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Judge a candidate
         * @description Star it, reject it, or write your own version. The model's answer is kept beside it.
         */
        put: operations["judge_candidate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/candidates/{candidate_id}/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for another answer
         * @description On the same card; the answer given before is kept.
         */
        post: operations["regenerate_candidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/candidates/{candidate_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop one card
         * @description What it has written so far is kept.
         */
        post: operations["stop_candidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/candidates/{candidate_id}/continue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a conversation
         * @description The answer and what you say after it become a new candidate of the same card, which the model answers. Of an
         *     edited answer your version counts. Any earlier answer of the card can be gone on from.
         */
        post: operations["continue_candidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/examples/{example_id}/continue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with an example's conversation
         * @description Makes a run of one card that holds the conversation, each of its answers as a candidate to go on from. Nobody is
         *     asked yet, and the example stays as it is until you put an answer of that card in its place, or add it as another
         *     example.
         */
        post: operations["continue_example"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/candidates/{candidate_id}/next_turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the next turns written
         * @description By a model: the results of the answer's calls, or what the user says next. Nothing is kept; change them as you
         *     like and go on with the conversation.
         */
        post: operations["write_next_turns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/candidates/{candidate_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay a candidate
         * @description Asks exactly the same again and compares. Nothing is kept; hanging up stops it.
         */
        post: operations["replay_candidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List datasets */
        get: operations["list_datasets"];
        put?: never;
        /** Make a dataset */
        post: operations["create_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a dataset */
        get: operations["get_dataset"];
        /** Rename a dataset */
        put: operations["rename_dataset"];
        post?: never;
        /**
         * Delete a dataset for good
         * @description With all its examples. Only one that was put away before.
         */
        delete: operations["delete_dataset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a dataset away, or take it out again */
        put: operations["archive_dataset"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List examples */
        get: operations["list_examples"];
        put?: never;
        /**
         * Add examples
         * @description All or none. A candidate that this dataset has already is not added again.
         */
        post: operations["add_examples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/examples/{example_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an example */
        get: operations["get_example"];
        /**
         * Edit an example
         * @description Only if nobody changed it since the revision in `If-Match`; else 412 with the example as it is now. Without
         *     the header, 428; with `*`, any revision will do.
         */
        put: operations["update_example"];
        post?: never;
        /** Delete an example */
        delete: operations["delete_example"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/examples/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do something with several examples
         * @description Delete them, ask for new answers, or put new answers in their place.
         */
        post: operations["change_examples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a dataset's changes
         * @description Newest first.
         */
        get: operations["list_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a change back
         * @description The newest, or the one named: 409 when a later change touched the same examples.
         */
        post: operations["undo_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do again what was taken back last */
        post: operations["redo_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/import_formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List import formats */
        get: operations["list_import_formats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an import
         * @description Answers with server-sent events: `progress` with how far the import into this dataset is, until one says that
         *     it has ended.
         */
        get: operations["follow_import"];
        put?: never;
        /**
         * Import a file
         * @description Send the file itself, of any size: JSON Lines, JSON, CSV, TSV or Parquet, also in gzip or ZIP. Its format is
         *     found out. All of it becomes one change, which can be taken back whole, or nothing does; then the answer has
         *     no `change_id` and says why. With `dry_run=true` the answer says what would happen.
         */
        post: operations["import_examples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List near copies
         * @description Examples of a dataset that are like one another, in groups. An answer of a few words is compared together with
         *     its question.
         */
        get: operations["list_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a dataset
         * @description Streams the file. A row that cannot be written breaks the stream off; the check names such rows.
         */
        get: operations["export_dataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/export/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at the first lines of an export
         * @description A row that cannot be written is named.
         */
        get: operations["preview_export"];
        put?: never;
        /**
         * Try a template out
         * @description Writes the first lines with a template that is not kept. Errors say line and column.
         */
        post: operations["preview_export_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/datasets/{id}/export/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check an export
         * @description Writes every row and looks at it as its reader would: what is refused, what would be learned otherwise, and
         *     what is left out by `exclude`.
         */
        get: operations["check_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a ticket
         * @description For one download by a plain link, which cannot carry a token.
         */
        post: operations["create_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export_templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List export formats */
        get: operations["list_export_templates"];
        put?: never;
        /**
         * Add an export format
         * @description The template is compiled first; an error says line and column.
         */
        post: operations["create_export_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/export_templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an export format */
        get: operations["get_export_template"];
        /**
         * Change an export format
         * @description One that came with dsforge cannot be changed: add a copy of it.
         */
        put: operations["update_export_template"];
        post?: never;
        /** Delete an export format */
        delete: operations["delete_export_template"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat_templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List chat templates */
        get: operations["list_chat_templates"];
        put?: never;
        /** Add a chat template */
        post: operations["create_chat_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat_templates/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a chat template from a file
         * @description Takes a `tokenizer_config.json`, a `chat_template.jinja`, or the beginning of a GGUF file with all of its
         *     metadata, up to 32 MiB. Nothing is kept.
         */
        post: operations["read_chat_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat_templates/from_server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a chat template from a model server
         * @description llama.cpp's server gives its model's template; Ollama does where the model has no template in Ollama's own
         *     language. Nothing is kept.
         */
        post: operations["take_chat_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat_templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a chat template */
        get: operations["get_chat_template"];
        put?: never;
        post?: never;
        /** Delete a chat template */
        delete: operations["delete_chat_template"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat_templates/{id}/render": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Render a conversation
         * @description As the model will see it, with the parts that a trainer learns from. Takes messages, or an example.
         */
        post: operations["render_chat_template"];
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
        /**
         * AddedTo
         * @description The example that a candidate became.
         */
        AddedTo: {
            /**
             * Format: uint64
             * @description In which dataset.
             */
            dataset_id: number;
            /**
             * Format: uint64
             * @description As which example.
             */
            example_id: number;
        };
        /**
         * Alternative
         * @description An answer that was not taken: preference data.
         */
        Alternative: {
            /** @description How it lost. */
            kind: components["schemas"]["AlternativeKind"];
            /** @description Its text. */
            output: string;
            /** @description Its calls. */
            tool_calls: components["schemas"]["ToolCall"][];
            /** @description Why it was rejected. */
            reason?: string | null;
        };
        /**
         * @description How an alternative lost.
         * @enum {string}
         */
        AlternativeKind: "rejected" | "original" | "outranked";
        /**
         * Archive
         * @description Whether something is put away.
         */
        Archive: {
            /** @description False takes it out again. */
            archived: boolean;
        };
        /**
         * BatchFault
         * @description A line that brought no answer.
         */
        BatchFault: {
            /**
             * Format: uint64
             * @description Its number, from 1.
             */
            row: number;
            /** @description Why. */
            detail: string;
        };
        /**
         * BatchReport
         * @description What became of a result file.
         */
        BatchReport: {
            /**
             * Format: uint64
             * @description Lines that it has.
             */
            lines: number;
            /**
             * Format: uint64
             * @description Items that have their answer from it.
             */
            answered: number;
            /**
             * Format: uint64
             * @description Items for which it says why there is no answer.
             */
            failed: number;
            /**
             * Format: uint64
             * @description Lines for items that had their answer already; nothing was changed by them.
             */
            already: number;
            /**
             * Format: uint64
             * @description Lines that answer no question of this run.
             */
            unknown: number;
            /**
             * Format: uint64
             * @description Lines that are no results.
             */
            unreadable: number;
            /** @description Lines that brought no answer; the first of them. */
            errors: components["schemas"]["BatchFault"][];
            /** @description The run as it is now. */
            run: components["schemas"]["Run"];
        };
        /**
         * @description What to do with several examples.
         * @enum {string}
         */
        BulkAction: "delete" | "regenerate" | "replace";
        /**
         * BulkDone
         * @description What was done with several examples.
         */
        BulkDone: {
            /**
             * Format: uint64
             * @description How many examples it was.
             */
            count: number;
            /**
             * Format: uint64
             * @description The run that answers anew.
             */
            run_id: number | null;
            /**
             * Format: uint64
             * @description The change, by which it can be taken back.
             */
            change_id: number | null;
        };
        /**
         * BulkInput
         * @description Something to do with several examples, all or none.
         */
        BulkInput: {
            /** @description What to do. */
            action: components["schemas"]["BulkAction"];
            /** @description Which examples. */
            ids?: number[] | null;
            /** @description Who answers, for `regenerate`; your preference when left out. */
            model?: string | null;
            /** @description The new answers, for `replace`. */
            replacements?: components["schemas"]["Replacement"][] | null;
        };
        /**
         * Candidate
         * @description One answer in a run.
         */
        Candidate: {
            /**
             * Format: uint64
             * @description Its id, unique in the run.
             */
            id: number;
            /**
             * Format: uint64
             * @description The run.
             */
            run_id: number;
            /**
             * Format: uint64
             * @description The card it belongs to, from 0. The newest candidate of a position is what the card shows.
             */
            position: number;
            /**
             * Format: uint64
             * @description The row of the run that it answers, from 0.
             */
            row: number;
            /** @description The slot values of that row. */
            slots: {
                [key: string]: string;
            };
            /**
             * Format: uint64
             * @description The candidate that it replaces.
             */
            parent_id: number | null;
            /**
             * Format: uint64
             * @description The example that it answers anew.
             */
            example_id: number | null;
            /** @description Where it stands. */
            state: components["schemas"]["CandidateState"];
            /** @description The user prompt it answers; null until a paraphrase is found. */
            variation: string | null;
            /**
             * Format: uint32
             * @description Which variation of its row, from 0; 0 is the filled prompt itself.
             */
            variation_index: number;
            /**
             * Format: double
             * @description How far the variation is from the filled prompt, from 0 (the same) to 1; null for the prompt itself.
             */
            variation_distance: number | null;
            /** @description The turns before this answer, when it continues a conversation of its card; else empty. */
            turns: components["schemas"]["Message"][];
            /** @description The prompt as sent; empty until it is sent. */
            messages: components["schemas"]["Message"][];
            /** @description The model that answers. */
            model: string;
            /**
             * Format: uint32
             * @description Its seed.
             */
            seed: number;
            /** @description The answer's text. */
            output: string;
            /** @description What the model thought first. */
            reasoning: string | null;
            /** @description The calls it makes. */
            tool_calls: components["schemas"]["ToolCall"][];
            /** @description The text that calls were read from, when the server did not read them. */
            raw_tool_text: string | null;
            /** @description Why the model stopped. */
            finish_reason: components["schemas"]["FinishReason"] | null;
            /** @description What looks wrong with it. */
            lints: components["schemas"]["Lint"][];
            /** @description Why there is no answer. */
            error: components["schemas"]["CandidateError"] | null;
            /** @description What the person decided. */
            verdict: components["schemas"]["Verdict"];
            /** @description Why they rejected it. */
            reason: string | null;
            /** @description The person's version of the text. */
            edited_output: string | null;
            /** @description The person's version of the calls. */
            edited_tool_calls: components["schemas"]["ToolCall"][] | null;
            /** @description The example it became. */
            added_to: components["schemas"]["AddedTo"] | null;
            /**
             * Format: uint64
             * @description Tokens of the answer.
             */
            tokens: number | null;
            /**
             * Format: double
             * @description Tokens a second.
             */
            tokens_per_second: number | null;
            /**
             * Format: double
             * @description Seconds the model took.
             */
            seconds: number | null;
            /** @description Options, seed, digest and timings: what is needed to ask the same again. */
            provenance: {
                [key: string]: unknown;
            };
            /** @description When it was asked for. */
            created_at: string;
        };
        /**
         * CandidateError
         * @description Why there is no answer.
         */
        CandidateError: {
            /** @description The kind, by which to go on. */
            kind: components["schemas"]["CandidateErrorKind"];
            /** @description What happened and what to do. */
            message: string;
            /**
             * Format: double
             * @description How long was waited, when that was the reason.
             */
            seconds: number | null;
        };
        /**
         * @description Kinds of failure, each with its own way on.
         * @enum {string}
         */
        CandidateErrorKind: "timed_out" | "unreachable" | "no_such_model" | "refused" | "busy" | "garbled" | "internal";
        /**
         * CandidateEvent
         * @description A candidate is new, began, ended or was judged.
         */
        CandidateEvent: {
            /** @description The candidate as it is now. */
            candidate: components["schemas"]["Candidate"];
        };
        /**
         * CandidatePage
         * @description A page of candidates.
         */
        CandidatePage: {
            /** @description The candidates. */
            items: components["schemas"]["Candidate"][];
            /**
             * Format: uint64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /**
         * @description Where a candidate stands.
         * @enum {string}
         */
        CandidateState: "waiting" | "writing" | "done" | "failed" | "stopped";
        /**
         * Change
         * @description A mutation of a dataset.
         */
        Change: {
            /**
             * Format: uint64
             * @description Its id, rising.
             */
            id: number;
            /** @description What it did. */
            kind: components["schemas"]["ChangeKind"];
            /** @description The same in words. */
            summary: string;
            /**
             * Format: uint64
             * @description How many examples it touched.
             */
            count: number;
            /** @description When. */
            at: string;
            /** @description Whether it was taken back. */
            undone: boolean;
        };
        /**
         * @description What a change did.
         * @enum {string}
         */
        ChangeKind: "append" | "import" | "edit" | "delete";
        /**
         * ChangePage
         * @description A page of changes.
         */
        ChangePage: {
            /** @description The changes, newest first. */
            items: components["schemas"]["Change"][];
            /**
             * Format: uint64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /**
         * ChatTemplate
         * @description How a model wants a conversation written.
         */
        ChatTemplate: {
            /**
             * Format: uint64
             * @description Its id.
             */
            id: number;
            /** @description What it is called. */
            name: string;
            /** @description The template. */
            template: string;
            /** @description What `bos_token` stands for in it. */
            bos_token: string;
            /** @description What `eos_token` stands for in it. */
            eos_token: string;
            /** @description When it was added. */
            created_at: string;
        };
        /**
         * ChatTemplateInput
         * @description A chat template to keep.
         */
        ChatTemplateInput: {
            /** @description What to call it, such as the model's name. */
            name: string;
            /** @description The template, in the Jinja that Python runs. */
            template: string;
            /**
             * @description What `bos_token` stands for in it.
             * @default
             */
            bos_token?: string;
            /**
             * @description What `eos_token` stands for in it.
             * @default
             */
            eos_token?: string;
        };
        /**
         * CheckedFile
         * @description A file in a ZIP.
         */
        CheckedFile: {
            /** @description Its name. */
            name: string;
            /**
             * Format: uint64
             * @description Its rows, if it has rows.
             */
            rows: number | null;
        };
        /**
         * Column
         * @description A column of the file.
         */
        Column: {
            /** @description Its name. */
            name: string;
            /** @description The slot that it fills; null when it is left out. */
            slot: string | null;
        };
        /**
         * ContinueExampleInput
         * @description Who goes on with an example's conversation.
         */
        ContinueExampleInput: {
            /** @description The model that answers from here on; your preference when left out. */
            model?: string | null;
        };
        /**
         * ContinueInput
         * @description How to go on with a conversation.
         */
        ContinueInput: {
            /**
             * @description The result of each call of the answer, in their order, then at most one turn of the user. After an answer that
             *     calls nothing, one turn of the user.
             */
            turns: components["schemas"]["Turn"][];
        };
        /**
         * Dataset
         * @description A dataset, without its examples.
         */
        Dataset: {
            /**
             * Format: uint64
             * @description Its id.
             */
            id: number;
            /** @description Its name. */
            name: string;
            /** @description Whether it was put away; then it is read-only. */
            archived: boolean;
            /** @description When it was made. */
            created_at: string;
            /** @description When it or one of its examples last changed. */
            updated_at: string;
            /**
             * Format: uint64
             * @description How many examples it holds.
             */
            count: number;
        };
        /**
         * DatasetInput
         * @description A dataset's name.
         */
        DatasetInput: {
            /** @description Unique among your datasets. */
            name: string;
        };
        /**
         * DatasetPage
         * @description A page of datasets.
         */
        DatasetPage: {
            /** @description The datasets. */
            items: components["schemas"]["Dataset"][];
            /**
             * Format: uint64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /**
         * Draft
         * @description A draft.
         */
        Draft: {
            /** @description The page's name for it. */
            key: string;
            /** @description What was put. */
            value: unknown;
            /** @description When it was last put. */
            updated_at: string;
        };
        /**
         * DraftInput
         * @description Something unfinished.
         */
        DraftInput: {
            /** @description Whatever the page needs to go on. */
            value: unknown;
        };
        /**
         * DraftSummary
         * @description A draft's key and age.
         */
        DraftSummary: {
            /** @description The page's name for it. */
            key: string;
            /** @description When it was last put. */
            updated_at: string;
        };
        /**
         * Duplicate
         * @description An example of a group.
         */
        Duplicate: {
            /**
             * Format: double
             * @description How much it is like the oldest of its group, from 0 to 1.
             */
            similarity: number;
            /** @description The example. */
            example: components["schemas"]["Example"];
        };
        /**
         * DuplicateGroup
         * @description Examples that are near copies of the oldest of them.
         */
        DuplicateGroup: {
            /** @description How alike they are. */
            kind: components["schemas"]["DuplicateKind"];
            /**
             * Format: double
             * @description How much the one that differs most is like the oldest, from 0 to 1.
             */
            similarity: number;
            /** @description All of them, oldest first. */
            ids: number[];
            /** @description The first twenty of them. */
            examples: components["schemas"]["Duplicate"][];
        };
        /**
         * @description How alike the examples of a group are.
         * @enum {string}
         */
        DuplicateKind: "exact" | "near";
        /**
         * DuplicatePage
         * @description A page of groups of near copies.
         */
        DuplicatePage: {
            /** @description The groups: the same before those that differ. */
            items: components["schemas"]["DuplicateGroup"][];
            /**
             * Format: uint64
             * @description How many groups there are on all pages.
             */
            total: number;
            /**
             * Format: uint64
             * @description How many examples would go if one of each group stayed.
             */
            extra: number;
        };
        /**
         * @description What becomes of rows that are there already.
         * @enum {string}
         */
        Duplicates: "skip" | "keep";
        /**
         * EndEvent
         * @description Nobody works on the run any more.
         */
        EndEvent: {
            /**
             * Format: uint64
             * @description The run.
             */
            run_id: number;
        };
        /**
         * Estimate
         * @description What a run would come to.
         */
        Estimate: {
            /**
             * Format: uint64
             * @description Answers.
             */
            items: number;
            /**
             * Format: uint64
             * @description Tokens of all prompts. Three bytes are taken for a token, which is on the safe side for most texts.
             */
            prompt_tokens: number;
            /**
             * Format: uint64
             * @description Tokens of the longest prompt, reckoned the same way.
             */
            longest_prompt: number;
            /**
             * Format: double
             * @description Seconds until the last answer, from your earlier runs; null when a model has not answered anything yet.
             */
            seconds: number | null;
            /** @description The same for each model. */
            models: components["schemas"]["ModelEstimate"][];
        };
        /**
         * Example
         * @description An example. `messages` and `tools` are the truth; `system_prompt`, `variation_prompt`, `output` and
         *     `tool_calls` are a view on them.
         */
        Example: {
            /**
             * Format: uint64
             * @description Its id.
             */
            id: number;
            /**
             * Format: uint64
             * @description The dataset that holds it.
             */
            dataset_id: number;
            /**
             * Format: uint64
             * @description Counts its edits: the `ETag`.
             */
            rev: number;
            /** @description The system turn. */
            system_prompt: string;
            /** @description The first user turn. */
            variation_prompt: string;
            /** @description The slot values that made its prompt. */
            slots: {
                [key: string]: string;
            };
            /** @description The last answer's text. */
            output: string;
            /** @description The last answer's calls. */
            tool_calls: components["schemas"]["ToolCall"][];
            /** @description When it was added. */
            timestamp: string;
            /** @description When it last changed. */
            updated_at: string;
            /** @description The conversation. */
            messages: components["schemas"]["Message"][];
            /** @description The tools that were offered. */
            tools: components["schemas"]["ToolDefinition"][];
            /**
             * Format: uint64
             * @description The template it was made from.
             */
            template_id: number | null;
            /**
             * Format: uint64
             * @description The template's version.
             */
            template_version: number | null;
            /** @description What the template was called. */
            template_name: string | null;
            /**
             * Format: uint64
             * @description The run it was generated in.
             */
            run_id: number | null;
            /**
             * Format: uint64
             * @description The candidate it was.
             */
            candidate_id: number | null;
            /** @description The model that answered. */
            model: string | null;
            /** @description Answers that lost against this one. */
            alternatives: components["schemas"]["Alternative"][];
            /** @description Whether you changed the answer. */
            edited: boolean;
            /**
             * Format: uint8
             * @description Your rating, 1 to 5.
             */
            rating: number | null;
            /** @description Labels. */
            tags: string[];
            /** @description A remark. */
            note: string | null;
            /** @description Where a split puts it. */
            split: components["schemas"]["Split"];
            /** @description Members that came with it and mean nothing to dsforge. */
            extra: {
                [key: string]: unknown;
            };
        };
        /**
         * ExampleEditInput
         * @description An edit. What is left out stays; null takes a rating or a note back.
         */
        ExampleEditInput: {
            /** @description The system turn; empty takes it out. */
            system_prompt?: string | null;
            /** @description The first user turn. */
            variation_prompt?: string | null;
            /** @description The last answer's text. */
            output?: string | null;
            /** @description The last answer's calls. */
            tool_calls?: components["schemas"]["ToolCall"][] | null;
            /** @description The whole conversation. */
            messages?: components["schemas"]["Message"][] | null;
            /** @description The slot values. */
            slots?: {
                [key: string]: string;
            } | null;
            /**
             * Format: uint8
             * @description 1 to 5.
             * @default null
             */
            rating?: number | null;
            /** @description The labels, all of them. */
            tags?: string[] | null;
            /**
             * @description A remark.
             * @default null
             */
            note?: string | null;
            /** @description Where a split puts it. */
            split?: components["schemas"]["Split"] | null;
        };
        /**
         * ExampleInput
         * @description An example to add.
         */
        ExampleInput: {
            /** @description The system turn; may be empty. */
            system_prompt: string;
            /** @description The user turn. */
            variation_prompt: string;
            /** @description The slot values behind it. */
            slots: {
                [key: string]: string;
            };
            /** @description The answer. */
            output: string;
            /** @description The answer's calls. */
            tool_calls?: components["schemas"]["ToolCall"][] | null;
            /** @description The tools that were offered; the run's when left out. */
            tools?: components["schemas"]["ToolDefinition"][] | null;
            /** @description The whole conversation, in place of prompts, output and calls. */
            messages?: components["schemas"]["Message"][] | null;
            /**
             * Format: uint64
             * @description The run of the candidate that it is.
             */
            run_id?: number | null;
            /**
             * Format: uint64
             * @description The candidate that it is. Its siblings become alternatives.
             */
            candidate_id?: number | null;
            /** @description Answers that lost; the candidate's siblings when left out. */
            alternatives?: components["schemas"]["Alternative"][] | null;
            /**
             * Format: uint8
             * @description 1 to 5.
             */
            rating?: number | null;
            /** @description Labels. */
            tags?: string[] | null;
            /** @description A remark. */
            note?: string | null;
            /** @description Where a split puts it. */
            split?: components["schemas"]["Split"] | null;
            /** @description Members that mean nothing to dsforge and are kept. */
            extra?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * ExamplePage
         * @description A page of examples.
         */
        ExamplePage: {
            /** @description The examples. */
            items: components["schemas"]["Example"][];
            /**
             * Format: uint64
             * @description How many there are on all pages.
             */
            total: number;
            /** @description The slots that the examples of this page have. */
            slot_names: string[];
        };
        /**
         * ExportCheck
         * @description What an export would be, before it is downloaded.
         */
        ExportCheck: {
            /**
             * Format: uint64
             * @description Examples that were looked at.
             */
            examples: number;
            /**
             * Format: uint64
             * @description Examples that have nothing of what lines are made from, such as answers that lost.
             */
            without_rows: number;
            /**
             * Format: uint64
             * @description Rows that would be written.
             */
            rows: number;
            /** @description What the file would be called. */
            file_name: string;
            /** @description The files in it, where it is a ZIP. */
            files: components["schemas"]["CheckedFile"][];
            /**
             * Format: uint64
             * @description How many groups there are in a split: a prompt with its paraphrases and near copies stays on one side.
             */
            groups: number | null;
            /** @description The rules that are broken, the worst first. */
            findings: components["schemas"]["Finding"][];
            /** @description Whether something has to be mended or left out before the file is of use. */
            blocked: boolean;
            /** @description How many answers lost, by how they did. */
            pairs: {
                [key: string]: number;
            };
        };
        /**
         * ExportPreview
         * @description The first lines of an export.
         */
        ExportPreview: {
            /** @description The lines. */
            lines: components["schemas"]["PreviewLine"][];
            /**
             * Format: uint64
             * @description How many examples there are to write; none where a filter decides. The check counts them.
             */
            total: number | null;
            /** @description What the file will be called. */
            file_name: string;
        };
        /**
         * ExportTemplate
         * @description A format to export in.
         */
        ExportTemplate: {
            /** @description A built-in's name, or the number of one's own as text. */
            id: string;
            /** @description What it is called. */
            name: string;
            /** @description What it is for. */
            category: string;
            /** @description What one line is made from. */
            unit: components["schemas"]["Unit"];
            /** @description How files are named. */
            file_name: string;
            /** @description Who reads it. */
            description: string;
            /** @description What it costs. */
            warning: string | null;
            /** @description Whether it came with dsforge; then it cannot be changed. */
            built_in: boolean;
            /** @description The Jinja template. */
            template: string;
        };
        /**
         * ExportTemplateInput
         * @description A format of one's own.
         */
        ExportTemplateInput: {
            /** @description What it is called; unique. */
            name: string;
            /** @description The group it is listed under. */
            category: string;
            /** @description What one line is made from. */
            unit: components["schemas"]["Unit"];
            /** @description How files are named; `{dataset}` and `{date}` are filled in. */
            file_name: string;
            /** @description The Jinja template. */
            template: string;
        };
        /**
         * Failure
         * @description Items that failed in one way.
         */
        Failure: {
            /** @description The kind, by which to go on. */
            cause: components["schemas"]["CandidateErrorKind"];
            /**
             * Format: uint64
             * @description How many.
             */
            count: number;
            /** @description What the last of them said. */
            message: string;
        };
        /**
         * Finding
         * @description A rule that is broken.
         */
        Finding: {
            /** @description The rule, as `exclude` names it. */
            rule: string;
            /** @description What it says. */
            title: string;
            /** @description How bad it is. */
            severity: components["schemas"]["Severity"];
            /**
             * Format: uint64
             * @description How many rows break it.
             */
            count: number;
            /** @description Whether these rows can be left out. */
            excludable: boolean;
            /** @description The first places. */
            first: components["schemas"]["FindingPlace"][];
        };
        /**
         * FindingPlace
         * @description Where a rule is broken.
         */
        FindingPlace: {
            /**
             * Format: uint64
             * @description The example; none when the whole file breaks it.
             */
            example_id: number | null;
            /** @description What breaks it there. */
            detail: string;
        };
        /**
         * @description Why a model stopped writing.
         * @enum {string}
         */
        FinishReason: "stop" | "length";
        /**
         * FoundChatTemplate
         * @description A chat template as it stands in a file or at a model server.
         */
        FoundChatTemplate: {
            /** @description The template. */
            template: string;
            /** @description What begins a text; empty when that is not said. */
            bos_token: string;
            /** @description What ends a text; empty when that is not said. */
            eos_token: string;
        };
        /**
         * FunctionDefinition
         * @description A function that a model may call.
         */
        FunctionDefinition: {
            /** @description Letters, digits, `_`, `-` and `.`, at most 64; unique in its template. */
            name: string;
            /** @description What it does, in words for the model. */
            description?: string | null;
            /** @description The JSON Schema of its arguments, an object's. */
            parameters?: unknown;
            /** @description OpenAI's switch for exact adherence. */
            strict?: boolean | null;
        };
        /**
         * Generated
         * @description One answer of a batch.
         */
        Generated: {
            /** @description The prompt it answers. */
            variation: string;
            /** @description The answer's text; empty when the item failed. */
            output: string;
            /** @description The calls it makes. */
            tool_calls: components["schemas"]["ToolCall"][];
            /** @description What the model thought first. */
            reasoning: string | null;
            /** @description Why the model stopped. */
            finish_reason: components["schemas"]["FinishReason"] | null;
            /** @description Why there is no answer. */
            error: string | null;
            /**
             * Format: uint64
             * @description The run that it belongs to.
             */
            run_id: number;
            /**
             * Format: uint64
             * @description Its candidate in that run.
             */
            candidate_id: number;
            /** @description The model that answered. */
            model: string;
        };
        /**
         * Health
         * @description A sign of life.
         */
        Health: {
            /** @description `ok`. */
            status: string;
            /** @description The program's version. */
            version: string;
        };
        /**
         * ImportColumn
         * @description A member of a file's rows.
         */
        ImportColumn: {
            /** @description What it is called. */
            name: string;
            /** @description What it becomes; nothing, when it is kept as it is. */
            target: components["schemas"]["ImportTarget"] | null;
        };
        /**
         * ImportFault
         * @description A row that cannot be read.
         */
        ImportFault: {
            /**
             * Format: uint64
             * @description Its line or its place in the file, from 1.
             */
            row: number;
            /** @description What is wrong with it. */
            detail: string;
        };
        /**
         * ImportFormat
         * @description A format that is read.
         */
        ImportFormat: {
            /** @description Its id. */
            id: string;
            /** @description What it is called. */
            name: string;
        };
        /**
         * ImportProgress
         * @description How far an import is.
         */
        ImportProgress: {
            /**
             * Format: uint64
             * @description Bytes that have arrived.
             */
            received: number;
            /**
             * Format: uint64
             * @description Rows that were gone through.
             */
            rows: number;
            /** @description Whether it has ended, or none is under way. Nothing more comes after that. */
            ended: boolean;
        };
        /**
         * ImportReport
         * @description What a file is and what became of it.
         */
        ImportReport: {
            /** @description Whether nothing was to be written. */
            dry_run: boolean;
            /** @description How the file is packed, in words. */
            file: string;
            /** @description What its rows are. */
            format: components["schemas"]["ImportFormat"];
            /** @description The members of its first rows. */
            columns: components["schemas"]["ImportColumn"][];
            /** @description What has to be said before the file can be read. */
            lacks: string | null;
            /**
             * Format: uint64
             * @description Rows that it has.
             */
            rows: number;
            /**
             * Format: uint64
             * @description Rows that are fit to be added.
             */
            fit: number;
            /**
             * Format: uint64
             * @description Rows that are in the dataset already, or in the file before.
             */
            duplicates: number;
            /**
             * Format: uint64
             * @description Rows that cannot be read.
             */
            bad: number;
            /** @description Some of those. */
            errors: components["schemas"]["ImportFault"][];
            /** @description The first rows as they are understood. */
            preview: components["schemas"]["ImportRow"][];
            /**
             * Format: uint64
             * @description Rows that were added.
             */
            imported: number;
            /**
             * Format: uint64
             * @description The change that added them, by which all of them can be taken back.
             */
            change_id: number | null;
        };
        /**
         * ImportRow
         * @description A row as it is understood.
         */
        ImportRow: {
            /**
             * Format: uint64
             * @description Its line or its place in the file, from 1.
             */
            row: number;
            /** @description The conversation. */
            messages: components["schemas"]["Message"][];
            /** @description The names of the tools that are offered. */
            tools: string[];
            /** @description Answers that lost. */
            alternatives: components["schemas"]["Alternative"][];
            /**
             * Format: uint8
             * @description The rating.
             */
            rating: number | null;
            /** @description Labels. */
            tags: string[];
            /** @description Members that are kept as they are. */
            extra: string[];
        };
        /**
         * @description What a column becomes.
         * @enum {string}
         */
        ImportTarget: "conversation" | "system" | "question" | "context" | "answer" | "reasoning" | "rejected" | "tools" | "slots" | "rating" | "tags" | "note" | "split" | "origin";
        /**
         * JudgementInput
         * @description What a person says about a candidate. What is left out stays; null takes an edit or a reason back.
         */
        JudgementInput: {
            /** @description Their verdict. */
            verdict?: components["schemas"]["Verdict"] | null;
            /**
             * @description Why.
             * @default null
             */
            reason?: string | null;
            /**
             * @description Their version of the text.
             * @default null
             */
            edited_output?: string | null;
            /**
             * @description Their version of the calls.
             * @default null
             */
            edited_tool_calls?: components["schemas"]["ToolCall"][] | null;
        };
        /**
         * KeyState
         * @description The key that new data is sealed with.
         */
        KeyState: {
            /**
             * Format: uint32
             * @description How many keys there have been: 1 at first, one more with each new key.
             */
            epoch: number;
            /** @description How far the present rotation is, while there is one. */
            rotation: components["schemas"]["RotationProgress"] | null;
        };
        /**
         * Lane
         * @description How the items of one model stand.
         */
        Lane: {
            /** @description The model. */
            model: string;
            /**
             * Format: uint64
             * @description Its items.
             */
            total: number;
            /**
             * Format: uint64
             * @description Answered.
             */
            done: number;
            /**
             * Format: uint64
             * @description Ended with an error.
             */
            failed: number;
            /**
             * Format: uint64
             * @description Ended by you.
             */
            stopped: number;
            /**
             * Format: uint64
             * @description Tokens it wrote.
             */
            tokens: number;
            /**
             * Format: double
             * @description Tokens a second while it answers one item; null before its first answer.
             */
            tokens_per_second: number | null;
        };
        /**
         * Lint
         * @description Something that looks wrong with an answer.
         */
        Lint: {
            /** @description The rule's name. */
            rule: string;
            /** @description What is wrong. */
            message: string;
            /** @description Where, as a JSON pointer: into the candidate for calls, into the answer for its JSON. */
            path: string | null;
        };
        /**
         * LossMask
         * @description What of a text a trainer learns from.
         */
        LossMask: {
            /** @description How it was found out. */
            method: components["schemas"]["LossMaskMethod"];
            /** @description The parts that are learned from, in order. */
            spans: components["schemas"]["TextSpan"][];
        };
        /**
         * @description How it was found out what a trainer learns from.
         * @enum {string}
         */
        LossMaskMethod: "generation" | "prefix" | "unknown";
        /**
         * Message
         * @description One turn of a conversation.
         */
        Message: {
            /** @description Who speaks. */
            role: components["schemas"]["Role"];
            /**
             * @description The text.
             * @default
             */
            content?: string;
            /** @description What the model thought before it spoke. */
            reasoning?: string | null;
            /** @description The calls an assistant makes. */
            tool_calls?: components["schemas"]["ToolCall"][] | null;
            /** @description The tool that a tool turn answers for. */
            tool_name?: string | null;
            /** @description The call that a tool turn answers. */
            tool_call_id?: string | null;
            /** @description Whether a trainer learns from this turn. */
            train?: boolean | null;
        };
        /**
         * ModelDetails
         * @description A model that can be used now.
         */
        ModelDetails: {
            /** @description Its name, as other requests take it. */
            name: string;
            /** @description Its server. */
            server: string;
            /** @description Whether its answers are made up. */
            demo: boolean;
            /** @description False when prompts leave this machine and its network, as those to a model of Ollama's cloud do. */
            local: boolean;
            /** @description `completion`, `tools`, `thinking` and the like. */
            capabilities: string[];
            /**
             * Format: uint64
             * @description The most tokens it was made for.
             */
            context_length: number | null;
            /**
             * Format: uint64
             * @description Bytes on disk.
             */
            size: number | null;
            /** @description Such as `4.3B`. */
            parameter_size: string | null;
            /** @description Whether it is in memory. */
            loaded: boolean;
            /** @description Whether it is being read into memory just now. */
            loading: boolean;
            /** @description Names the exact build, where the server says. */
            digest: string | null;
        };
        /**
         * ModelEstimate
         * @description What a run would come to for one model.
         */
        ModelEstimate: {
            /** @description The model. */
            model: string;
            /**
             * Format: uint64
             * @description Its answers.
             */
            items: number;
            /**
             * Format: double
             * @description Seconds for each answer in earlier runs, with as many at once as its server takes.
             */
            seconds_each: number | null;
            /**
             * Format: uint64
             * @description The tokens that it can take, prompt and answer together; null when its server does not say.
             */
            context: number | null;
            /**
             * Format: uint64
             * @description How many prompts leave no room for their answer.
             */
            too_long: number;
        };
        /**
         * Models
         * @description The servers and their models.
         */
        Models: {
            /** @description Every server, those built in last. */
            servers: components["schemas"]["Server"][];
            /** @description What can be used now. */
            models: components["schemas"]["ModelDetails"][];
        };
        /**
         * NewRecoveryCode
         * @description The new recovery code.
         */
        NewRecoveryCode: {
            /** @description Opens everything when the password is forgotten. Shown once and kept nowhere. The one before is void. */
            recovery_code: string;
        };
        /**
         * NextTurnsInput
         * @description Who writes the next turns.
         */
        NextTurnsInput: {
            /** @description The model; the answer's own when left out. */
            model?: string | null;
        };
        /**
         * @description What becomes of rows that cannot be read.
         * @enum {string}
         */
        OnError: "abort" | "skip";
        /**
         * Options
         * @description Sampling options, named as Ollama names them.
         */
        Options: {
            /**
             * Format: double
             * @description 0 always picks the likeliest token.
             */
            temperature?: number | null;
            /**
             * Format: double
             * @description Share of probability to pick from.
             */
            top_p?: number | null;
            /**
             * Format: uint32
             * @description Number of tokens to pick from.
             */
            top_k?: number | null;
            /**
             * Format: uint32
             * @description Tokens of context.
             */
            num_ctx?: number | null;
            /**
             * Format: uint32
             * @description Most tokens to answer with.
             */
            num_predict?: number | null;
            /** @description Texts that end the answer. */
            stop?: string[] | null;
            /** @description Whether a model that can think does. */
            think?: boolean | null;
            /** @description How long the server keeps the model loaded, such as `5m`. */
            keep_alive?: string | null;
        };
        /**
         * @description The kind of file.
         * @enum {string}
         */
        PackageChoice: "jsonl" | "zip" | "csv" | "parquet";
        /**
         * ParaphraseInput
         * @description A text to say differently.
         */
        ParaphraseInput: {
            /** @description The text. */
            text: string;
            /**
             * Format: uint32
             * @description How many paraphrases, 1 to 50.
             */
            count: number;
            /** @description Who writes them; your preference when left out. */
            model?: string | null;
        };
        /**
         * Partial
         * @description What has arrived of an answer.
         */
        Partial: {
            /**
             * Format: uint64
             * @description Whose answer.
             */
            candidate_id: number;
            /** @description Its text so far. */
            output: string;
            /** @description The thinking before it so far. */
            reasoning: string;
            /** @description Whether nothing comes because the model is still being read into memory. */
            loading: boolean;
        };
        /**
         * PasswordInput
         * @description A change of password.
         */
        PasswordInput: {
            /** @description The present one. */
            old_password: string;
            /** @description The new one: 8 to 1024 bytes. */
            new_password: string;
        };
        /**
         * PastSystemPrompt
         * @description A system prompt that was in use.
         */
        PastSystemPrompt: {
            /** @description The text. */
            text: string;
            /**
             * Format: uint64
             * @description The newest version that had it.
             */
            version: number;
            /** @description When that version was saved. */
            saved_at: string;
        };
        /**
         * Preferences
         * @description What a person has chosen.
         */
        Preferences: {
            /** @description The name they sign in with. */
            username: string;
            /** @description How the page addresses them. */
            name: string;
            /** @description Who answers when a request names no model. */
            default_gen_model: string | null;
            /** @description Who paraphrases when a request names no model. */
            default_para_model: string | null;
            /** @description Whether they said that the recovery code is stored. */
            recovery_confirmed: boolean;
            /** @description Whether a dataset refuses an example that is a near copy of one it has; otherwise it is only said. */
            refuse_near_copies: boolean;
            /** @description Whether dsforge looks for new versions of itself. */
            check_updates: boolean;
            /** @description The page's own settings. */
            ui: {
                [key: string]: unknown;
            };
        };
        /**
         * PreferencesInput
         * @description A change of preferences. What is left out stays; null takes a model choice back.
         */
        PreferencesInput: {
            /** @description How the page addresses them. */
            name?: string | null;
            /**
             * @description Who answers when a request names no model.
             * @default null
             */
            default_gen_model?: string | null;
            /**
             * @description Who paraphrases when a request names no model.
             * @default null
             */
            default_para_model?: string | null;
            /** @description Whether the recovery code is stored. */
            recovery_confirmed?: boolean | null;
            /** @description Whether a dataset refuses near copies of its examples. */
            refuse_near_copies?: boolean | null;
            /** @description Whether dsforge shall look for new versions of itself, which asks GitHub a few times a day. */
            check_updates?: boolean | null;
            /** @description The page's own settings, all of them. */
            ui?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * PreviewLine
         * @description A line as it will stand in the file.
         */
        PreviewLine: {
            /**
             * Format: uint64
             * @description The example it was written from.
             */
            example_id: number;
            /** @description The line. */
            text: string;
        };
        /**
         * Problem
         * @description What every failure says.
         */
        Problem: {
            /** @description What happened and what to do. */
            detail: string;
            /** @description The field that is wrong. */
            field?: string | null;
            /**
             * Format: uint64
             * @description The place in a list, from 0.
             */
            index?: number | null;
            /** @description The place inside a JSON value, as a JSON pointer. */
            pointer?: string | null;
            /**
             * Format: uint64
             * @description The example that could not be written.
             */
            example_id?: number | null;
            /**
             * Format: uint64
             * @description The line of the template, from 1.
             */
            line?: number | null;
            /**
             * Format: uint64
             * @description The column of the template, from 1.
             */
            column?: number | null;
            /**
             * Format: uint32
             * @description Attempts to sign in that are left in this minute.
             */
            tries_left?: number | null;
            /**
             * Format: uint64
             * @description Seconds to wait.
             */
            retry_after_s?: number | null;
            /** @description The example as it is now, when an edit came too late. */
            current?: components["schemas"]["Example"] | null;
        };
        /**
         * Progress
         * @description How a run goes.
         */
        Progress: {
            /**
             * Format: uint64
             * @description Tokens of all answers.
             */
            tokens: number;
            /**
             * Format: double
             * @description Seconds in which it was worked on.
             */
            worked_seconds: number;
            /**
             * Format: double
             * @description Tokens a second just now, all models together; null when nobody works on it.
             */
            tokens_per_second: number | null;
            /**
             * Format: double
             * @description Seconds until the last item ends at this speed; null while nobody can say.
             */
            seconds_left: number | null;
        };
        /**
         * Provider
         * @description A model server.
         */
        Provider: {
            /**
             * Format: uint64
             * @description Its id; 0 for the server of `OLLAMA_HOST`, which is changed there and not here.
             */
            id: number;
            /** @description What it is called in `server/model`. */
            name: string;
            /** @description What it speaks. */
            kind: components["schemas"]["ProviderKind"];
            /** @description Where it listens. */
            address: string;
            /** @description Whether it has an API key. The key itself is never given out. */
            has_key: boolean;
            /** @description Whether its models can be used. */
            enabled: boolean;
            /**
             * Format: uint32
             * @description Its place among your servers, from 1; 0 for the server of `OLLAMA_HOST`.
             */
            position: number;
            /**
             * Format: uint32
             * @description How many questions it is asked at once; null to find that out.
             */
            width: number | null;
            /** @description Whether it comes from `OLLAMA_HOST`. */
            built_in: boolean;
            /** @description False when prompts and answers leave this machine and its network. */
            local: boolean;
            /** @description What to know of its address; null when there is nothing. */
            hint: string | null;
        };
        /**
         * ProviderInput
         * @description A model server as it is to be.
         */
        ProviderInput: {
            /**
             * @description What it is called in `server/model`: unique, without a slash. With the name `ollama` it takes the place of
             *     the server of `OLLAMA_HOST`.
             */
            name: string;
            /** @description What it speaks. */
            kind: components["schemas"]["ProviderKind"];
            /** @description Where it listens. An OpenAI-compatible address may end in `/v1` or not. */
            address: string;
            /**
             * @description The key that it asks for. Left out, the key stays as it is; empty, there is none. A new address needs it
             *     again.
             */
            api_key?: string | null;
            /**
             * @description Whether its models can be used.
             * @default true
             */
            enabled?: boolean;
            /**
             * Format: uint32
             * @description Its place among your servers, from 1; the others make room. Left out, it stays, or a new one comes last.
             */
            position?: number | null;
            /**
             * Format: uint32
             * @description How many questions it is asked at once, 1 to 256; left out to find that out.
             */
            width?: number | null;
        };
        /**
         * @description What a model server speaks.
         * @enum {string}
         */
        ProviderKind: "ollama" | "openai";
        /**
         * ProviderTest
         * @description What came of trying a server.
         */
        ProviderTest: {
            /** @description How it is. */
            state: components["schemas"]["ServerState"];
            /** @description What to do next; null when all is well. */
            message: string | null;
            /** @description What it calls its version. */
            version: string | null;
            /** @description The names of its models. */
            models: string[];
            /**
             * Format: double
             * @description How long it took to answer.
             */
            seconds: number;
        };
        /**
         * PullEnd
         * @description Nothing more will come.
         */
        PullEnd: {
            /** @description Whether the model is there. */
            finished: boolean;
            /** @description Why it is not, and what to do. */
            detail: string | null;
        };
        /**
         * PullInput
         * @description A model to get.
         */
        PullInput: {
            /** @description Its name in Ollama's library, such as `gemma3:4b`. */
            model: string;
            /** @description Which Ollama gets it; left out, the first. */
            server?: string | null;
        };
        /** @description News of a model that is being got. The event's type says which. */
        PullNews: components["schemas"]["PullProgress"] | components["schemas"]["PullEnd"];
        /**
         * PullProgress
         * @description How far a server is with getting a model.
         */
        PullProgress: {
            /** @description What the server is doing, in its own words. */
            status: string;
            /**
             * Format: uint64
             * @description Bytes of the part that it is getting; null between the parts.
             */
            total: number | null;
            /**
             * Format: uint64
             * @description Bytes that it has of that part.
             */
            completed: number | null;
        };
        /**
         * @description What becomes of reasoning.
         * @enum {string}
         */
        ReasoningChoice: "drop" | "field" | "think";
        /**
         * RecoverInput
         * @description A lost password.
         */
        RecoverInput: {
            /** @description The name they sign in with. */
            username: string;
            /** @description The code that was shown when the account was made. Case, spaces and dashes do not count. */
            recovery_code: string;
            /** @description The new password: 8 to 1024 bytes. */
            new_password: string;
        };
        /**
         * RegenerateInput
         * @description How to ask again. All of it may be left out.
         */
        RegenerateInput: {
            /** @description What should be different; the model is told. */
            reason?: string | null;
            /** @description Tell the model what is wrong with the form of its answer: arguments that do not fit, JSON that is none. */
            repair?: boolean | null;
            /**
             * Format: uint32
             * @description Answer another variation of the card's row.
             */
            variation_index?: number | null;
            /** @description Answer a prompt in your own words. */
            variation?: string | null;
            /** @description Ask another model. */
            model?: string | null;
            /** @description Other sampling options, for this card from now on. */
            options?: components["schemas"]["Options"] | null;
            /**
             * Format: uint32
             * @description Wait this many times longer, 1 to 20.
             */
            wait_factor?: number | null;
        };
        /**
         * RenderInput
         * @description What to render: `messages`, or an example by `dataset_id` and `example_id`.
         */
        RenderInput: {
            /** @description The turns in the form of OpenAI's API, arguments of calls as objects. */
            messages?: unknown[] | null;
            /** @description The tools on offer. */
            tools?: unknown;
            /**
             * @description Whether the model is to go on after the last turn.
             * @default false
             */
            add_generation_prompt?: boolean;
            /** @description What else the template may ask for, such as `{"enable_thinking": false}`. */
            variables?: unknown;
            /**
             * Format: uint64
             * @description The dataset of an example to render in place of messages.
             */
            dataset_id?: number | null;
            /**
             * Format: uint64
             * @description An example to render in place of messages.
             */
            example_id?: number | null;
        };
        /**
         * RenderedConversation
         * @description A conversation as the model will see it.
         */
        RenderedConversation: {
            /** @description The text, special tokens spelled out. */
            text: string;
            /** @description What of it a trainer learns from. */
            loss_mask: components["schemas"]["LossMask"];
        };
        /**
         * Replacement
         * @description An answer that is to take an example's place.
         */
        Replacement: {
            /**
             * Format: uint64
             * @description Which example.
             */
            example_id: number;
            /**
             * Format: uint64
             * @description The run of the answer.
             */
            run_id: number;
            /**
             * Format: uint64
             * @description The answer.
             */
            candidate_id: number;
        };
        /**
         * Replay
         * @description What came out when the same was asked again.
         */
        Replay: {
            /** @description Whether text and calls are what they were. */
            same: boolean;
            /** @description How it differs and what may be the cause; empty when it is the same. */
            differences: string[];
            /** @description The text now. */
            output: string;
            /** @description The reasoning now. */
            reasoning: string | null;
            /** @description The calls now. */
            tool_calls: components["schemas"]["ToolCall"][];
            /** @description Which build of the model answered now. */
            digest: string | null;
        };
        /**
         * RetryInput
         * @description Which failed items to ask again.
         */
        RetryInput: {
            /** @description Only those that failed this way. */
            cause?: components["schemas"]["CandidateErrorKind"] | null;
            /** @description Ask another model. */
            model?: string | null;
            /** @description Other sampling options, for whatever the run asks from now on. */
            options?: components["schemas"]["Options"] | null;
        };
        /**
         * @description Who speaks.
         * @enum {string}
         */
        Role: "system" | "user" | "assistant" | "tool";
        /**
         * RotateInput
         * @description Asks for new keys.
         */
        RotateInput: {
            /** @description The present password. */
            password: string;
        };
        /**
         * RotationEnd
         * @description Nothing more will come of a rotation.
         */
        RotationEnd: {
            /** @description Whether everything has its new key. If not, it goes on at the next sign-in. */
            finished: boolean;
            /**
             * Format: uint64
             * @description Rows that are damaged. They stay under their old key.
             */
            damaged: number;
            /** @description Why it is not finished. */
            detail: string | null;
        };
        /** @description News of a rotation. The event's type says which. */
        RotationNews: components["schemas"]["NewRecoveryCode"] | components["schemas"]["RotationProgress"] | components["schemas"]["RotationEnd"];
        /**
         * RotationProgress
         * @description How far a rotation is.
         */
        RotationProgress: {
            /**
             * Format: uint64
             * @description Rows that have their new key.
             */
            done: number;
            /**
             * Format: uint64
             * @description Rows that there are, those that are done among them.
             */
            total: number;
        };
        /**
         * RowProblem
         * @description A line that cannot be used.
         */
        RowProblem: {
            /**
             * Format: uint64
             * @description Its number in the file, from 1.
             */
            line: number;
            /** @description Why. */
            message: string;
        };
        /**
         * RowsInput
         * @description A file of rows.
         */
        RowsInput: {
            /**
             * Format: uint64
             * @description The template whose slots the rows fill.
             */
            template_id: number;
            /** @description What is in the file, up to 32 MiB. */
            text: string;
            /**
             * @description Which column fills which slot, where the names do not say it; an empty slot leaves the column out.
             * @default {}
             */
            mapping?: {
                [key: string]: string;
            };
        };
        /**
         * RowsRead
         * @description What was read.
         */
        RowsRead: {
            /** @description The rows that can be asked, for `rows` of a run. */
            rows: {
                [key: string]: string;
            }[];
            /** @description The columns in their order. */
            columns: components["schemas"]["Column"][];
            /** @description Slots without a default that no column fills. */
            missing: string[];
            /** @description Lines that cannot be used, up to 100 of them. */
            problems: components["schemas"]["RowProblem"][];
            /**
             * Format: uint64
             * @description How many lines cannot be used.
             */
            problem_count: number;
        };
        /**
         * Run
         * @description A batch of answers.
         */
        Run: {
            /**
             * Format: uint64
             * @description Its id.
             */
            id: number;
            /** @description Where it stands. */
            status: components["schemas"]["RunStatus"];
            /**
             * Format: uint64
             * @description The template; null when it answers examples anew.
             */
            template_id: number | null;
            /**
             * Format: uint64
             * @description The template's version.
             */
            template_version: number | null;
            /** @description What the template was called. */
            template_name: string;
            /**
             * Format: uint64
             * @description The dataset it is meant for.
             */
            dataset_id: number | null;
            /** @description Who answers, the first when there are several. */
            model: string;
            /** @description Everybody who answers. */
            models: string[];
            /** @description Who paraphrases. */
            para_model: string | null;
            /**
             * Format: uint32
             * @description The first answer's seed.
             */
            seed: number;
            /** @description The slot values of its first row. */
            slots: {
                [key: string]: string;
            };
            /**
             * Format: uint64
             * @description How many rows there are.
             */
            rows: number;
            /**
             * Format: uint32
             * @description Variations of each row.
             */
            count: number;
            /**
             * Format: uint32
             * @description Answers of each model to each variation.
             */
            samples: number;
            /** @description Sampling options. */
            options: components["schemas"]["Options"];
            /** @description Whether tools are offered. */
            is_tool_calling: boolean;
            /** @description Whether answers have to call one: `auto`, `required`, `none` or the name of a tool. */
            tool_choice: string;
            /** @description How its items stand. */
            items: components["schemas"]["RunItems"];
            /** @description The same for each model. */
            lanes: components["schemas"]["Lane"][];
            /** @description Failed items by their cause, the most frequent first. */
            failures: components["schemas"]["Failure"][];
            /** @description How it goes. */
            progress: components["schemas"]["Progress"];
            /** @description Why it failed or stopped as a whole, or what there is to know of it. */
            error: string | null;
            /** @description When it was asked for. */
            created_at: string;
            /** @description When its last item ended. */
            finished_at: string | null;
            /** @description Present while it is out as a batch file, and dsforge asks nothing of it. */
            batch: components["schemas"]["RunBatch"] | null;
        };
        /**
         * RunBatch
         * @description A run that is out as a batch file.
         */
        RunBatch: {
            /** @description When it left. */
            since: string;
            /**
             * Format: uint64
             * @description Questions in the file, as it was written last.
             */
            questions: number;
            /**
             * Format: uint64
             * @description Items that could not leave, because nobody has paraphrased their prompts yet.
             */
            without_prompt: number;
        };
        /**
         * RunEvent
         * @description The run's state or counts changed.
         */
        RunEvent: {
            /** @description The run as it is now. */
            run: components["schemas"]["Run"];
        };
        /**
         * RunInput
         * @description A batch to generate.
         */
        RunInput: {
            /**
             * Format: uint64
             * @description The template; its newest version is taken.
             */
            template_id: number;
            /**
             * Format: uint64
             * @description Another version of it than the newest.
             */
            template_version?: number | null;
            /**
             * @description A value for each slot; a slot with a default may be left out.
             * @default {}
             */
            slots?: {
                [key: string]: string;
            };
            /** @description Several sets of values, 1 to 100,000, in place of `slots`. */
            rows?: {
                [key: string]: string;
            }[] | null;
            /**
             * Format: uint32
             * @description How many answers to each row, 1 to 100: the first to the filled prompt, the others to paraphrases of it.
             */
            count: number;
            /** @description Who answers; your preference when left out. */
            model?: string | null;
            /** @description Several models in place of `model`; each answers every variation of every row. */
            models?: string[] | null;
            /**
             * Format: uint32
             * @description Answers of each model to each variation, 1 to 100; 1 when left out.
             */
            samples?: number | null;
            /** @description Who paraphrases; your preference when left out. */
            para_model?: string | null;
            /** @description Whether answers have to call a tool: `auto`, `required`, `none` or the name of a tool; `auto` when left out. */
            tool_choice?: string | null;
            /** @description Sampling options. */
            options?: components["schemas"]["Options"] | null;
            /**
             * Format: uint32
             * @description The first answer's seed, 0 to 2147483647; each further answer has the next one. Random when left out.
             */
            seed?: number | null;
            /**
             * Format: uint64
             * @description The dataset it is meant for.
             */
            dataset_id?: number | null;
            /**
             * Format: uint32
             * @description Wait this many times longer for the model, 1 to 20.
             */
            wait_factor?: number | null;
            /** @description Ask nothing until the run is resumed or taken out as a batch file. */
            paused?: boolean | null;
        };
        /**
         * RunItems
         * @description How the items of a run stand. An item is one card.
         */
        RunItems: {
            /**
             * Format: uint64
             * @description All of them.
             */
            total: number;
            /**
             * Format: uint64
             * @description Not yet asked.
             */
            waiting: number;
            /**
             * Format: uint64
             * @description Being written.
             */
            writing: number;
            /**
             * Format: uint64
             * @description Answered.
             */
            done: number;
            /**
             * Format: uint64
             * @description Ended with an error.
             */
            failed: number;
            /**
             * Format: uint64
             * @description Ended by you.
             */
            stopped: number;
        };
        /** @description News of a run. The event's type says which. */
        RunNews: components["schemas"]["SnapshotEvent"] | components["schemas"]["CandidateEvent"] | components["schemas"]["TokenEvent"] | components["schemas"]["RunEvent"] | components["schemas"]["EndEvent"];
        /**
         * RunPage
         * @description A page of runs.
         */
        RunPage: {
            /** @description The runs. */
            items: components["schemas"]["Run"][];
            /**
             * Format: uint64
             * @description How many there are on all pages.
             */
            total: number;
        };
        /**
         * @description Where a run stands.
         * @enum {string}
         */
        RunStatus: "queued" | "running" | "paused" | "done" | "cancelled" | "failed";
        /**
         * ServedTemplateInput
         * @description A model whose chat template is wanted.
         */
        ServedTemplateInput: {
            /** @description The model, as the list of models names it. */
            model: string;
        };
        /**
         * Server
         * @description A model server.
         */
        Server: {
            /** @description What it is called in `server/model`. */
            name: string;
            /** @description What it speaks. */
            kind: components["schemas"]["ServerKind"];
            /** @description Where it listens; null when it is built in. */
            address: string | null;
            /** @description False when prompts leave this machine and its network. */
            local: boolean;
            /** @description How it is. */
            state: components["schemas"]["ServerState"];
            /** @description What to do next; null when all is well. */
            message: string | null;
            /** @description What it calls its version. */
            version: string | null;
        };
        /**
         * @description What a model server speaks.
         * @enum {string}
         */
        ServerKind: "ollama" | "openai" | "demo";
        /**
         * @description States of a model server.
         * @enum {string}
         */
        ServerState: "ok" | "no_models" | "loading" | "unauthorized" | "too_old" | "unusable" | "unreachable";
        /**
         * Session
         * @description Who is signed in, and for how long.
         */
        Session: {
            /** @description The name they sign in with. */
            username: string;
            /** @description How the page addresses them. */
            name: string;
            /** @description When the session ends. */
            expires_at: string;
            /**
             * Format: uint64
             * @description Seconds until it ends.
             */
            ttl_s: number;
            /** @description Whether it can be extended. */
            can_extend: boolean;
        };
        /**
         * Setup
         * @description Whether somebody has to be made first.
         */
        Setup: {
            /** @description True while there is no user. */
            needed: boolean;
            /** @description A name to begin with: the computer account's. */
            username: string;
            /** @description Whether the built-in demo models are always offered. */
            demo: boolean;
        };
        /**
         * SetupDone
         * @description The first user is made and signed in.
         */
        SetupDone: {
            /** @description Opens everything when the password is forgotten. Shown once and kept nowhere. */
            recovery_code: string;
            /** @description The bearer token. */
            token: string;
            /** @description When it ends. */
            expires_at: string;
            /**
             * Format: uint64
             * @description Seconds until it ends.
             */
            ttl_s: number;
        };
        /**
         * SetupInput
         * @description The first user.
         */
        SetupInput: {
            /** @description The name to sign in with. It stands in the file in clear. */
            username: string;
            /** @description How the page addresses them; the username when left out. */
            name?: string | null;
            /** @description 8 to 1024 bytes. */
            password: string;
        };
        /**
         * @description How bad a broken rule is.
         * @enum {string}
         */
        Severity: "error" | "warning";
        /**
         * SlotDetail
         * @description Help for filling in a slot.
         */
        SlotDetail: {
            /**
             * @description What belongs there.
             * @default
             */
            description?: string;
            /** @description The value when none is given; null makes the slot required. */
            default?: string | null;
            /**
             * @description Values to try it with.
             * @default []
             */
            samples?: string[];
        };
        /**
         * SnapshotEvent
         * @description All there is of a run.
         */
        SnapshotEvent: {
            /** @description The run. */
            run: components["schemas"]["Run"];
            /**
             * @description Its candidates, oldest first; of a run of more than 200 items only those that are being written. Ask for
             *     pages of the others.
             */
            candidates: components["schemas"]["Candidate"][];
            /** @description What has arrived of those that are being written. */
            partial: components["schemas"]["Partial"][];
        };
        /**
         * @description Where a split puts an example.
         * @enum {string}
         */
        Split: "auto" | "train" | "valid" | "test";
        /**
         * @description What becomes of system prompts.
         * @enum {string}
         */
        SystemChoice: "keep" | "drop" | "replace";
        /**
         * Template
         * @description A template.
         */
        Template: {
            /**
             * Format: uint64
             * @description Its id.
             */
            id: number;
            /** @description Its name. */
            name: string;
            /** @description Standing instructions. */
            system_prompt: string;
            /** @description The prompt with its slots. */
            user_prompt: string;
            /** @description Slot names in the order they are asked for. */
            slots: string[];
            /** @description What is known of the slots. */
            slot_details: {
                [key: string]: components["schemas"]["SlotDetail"];
            };
            /** @description Slots that stand in neither prompt. */
            unused_slots: string[];
            /** @description Whether the tools are offered to the model. */
            is_tool_calling_template: boolean;
            /** @description The tools. */
            tool_definitions: components["schemas"]["ToolDefinition"][];
            /** @description Whether an answer has to call one: `auto`, `required`, `none` or the name of one. */
            tool_choice: string;
            /** @description A JSON Schema that answers have to fit. */
            output_schema: unknown;
            /** @description Whether it was put away. */
            archived: boolean;
            /**
             * Format: uint64
             * @description Rises with each save that changes something.
             */
            version: number;
            /** @description When it was first saved. */
            created_at: string;
            /** @description When the newest version was saved. */
            updated_at: string;
        };
        /**
         * TemplateCheck
         * @description What a template would be like if it were saved.
         */
        TemplateCheck: {
            /** @description The slots it would have. */
            slots: string[];
            /** @description Slots that stand in neither prompt. */
            unused_slots: string[];
            /** @description What keeps it from being saved. */
            errors: components["schemas"]["TemplateError"][];
        };
        /**
         * TemplateError
         * @description Something that keeps a template from being saved.
         */
        TemplateError: {
            /** @description The field. */
            field: string;
            /**
             * Format: uint64
             * @description The place in a list, from 0.
             */
            index: number | null;
            /** @description The place inside a JSON value, as a JSON pointer. */
            pointer: string | null;
            /** @description What is wrong and what to do. */
            message: string;
        };
        /**
         * TemplateInput
         * @description A template to save.
         */
        TemplateInput: {
            /** @description Its name. */
            name: string;
            /**
             * @description Standing instructions; may hold slots.
             * @default
             */
            system_prompt?: string;
            /** @description The prompt; `{name}` is a slot and `{{name}}` writes `{name}`. */
            user_prompt: string;
            /** @description Slot names in the order they are asked for. Those found in the prompts are added. */
            slots?: string[] | null;
            /** @description What is known of the slots. */
            slot_details?: {
                [key: string]: components["schemas"]["SlotDetail"];
            } | null;
            /** @description Whether the tools are offered to the model. */
            is_tool_calling_template?: boolean | null;
            /** @description The tools. */
            tool_definitions?: components["schemas"]["ToolDefinition"][] | null;
            /**
             * @description Whether an answer has to call a tool, unless a run says otherwise: `auto` leaves it to the model, `required` wants
             *     any of them, the name of a tool wants that one, and `none` is for questions to which no call is the right answer.
             */
            tool_choice?: string | null;
            /** @description A JSON Schema that answers have to fit. */
            output_schema?: unknown;
        };
        /**
         * TemplateTrial
         * @description A template that is tried out.
         */
        TemplateTrial: {
            /** @description The Jinja template. */
            template: string;
            /** @description What a line is made from. */
            unit: components["schemas"]["Unit"];
            /**
             * @description Which examples; the first when left out.
             * @default []
             */
            ids?: number[];
            /**
             * Format: uint64
             * @description How many lines, 1 to 50; 3 when left out.
             */
            size?: number | null;
        };
        /**
         * TemplateVersion
         * @description A version of a template.
         */
        TemplateVersion: {
            /**
             * Format: uint64
             * @description Its number.
             */
            version: number;
            /** @description When it was saved. */
            saved_at: string;
            /** @description The fields that differ from the version before. */
            changed: string[];
            /** @description The name. */
            name: string;
            /** @description The system prompt. */
            system_prompt: string;
            /** @description The user prompt. */
            user_prompt: string;
            /** @description The slots. */
            slots: string[];
            /** @description What was known of the slots. */
            slot_details: {
                [key: string]: components["schemas"]["SlotDetail"];
            };
            /** @description Whether the tools were offered. */
            is_tool_calling_template: boolean;
            /** @description The tools. */
            tool_definitions: components["schemas"]["ToolDefinition"][];
            /** @description Whether an answer has to call one: `auto`, `required`, `none` or the name of one. */
            tool_choice: string;
            /** @description The schema of answers. */
            output_schema: unknown;
        };
        /**
         * TextSpan
         * @description A part of a text, in Unicode code points.
         */
        TextSpan: {
            /**
             * Format: uint64
             * @description The first code point, from 0.
             */
            start: number;
            /**
             * Format: uint64
             * @description The one after the last.
             */
            end: number;
        };
        /**
         * Ticket
         * @description Lets a plain link do one request.
         */
        Ticket: {
            /** @description To be added to the query as `ticket`, once, within 30 seconds. */
            ticket: string;
        };
        /**
         * TicketInput
         * @description What a ticket is for.
         */
        TicketInput: {
            /** @description The path below `/api`, with its query. */
            path: string;
        };
        /**
         * Token
         * @description A bearer token.
         */
        Token: {
            /** @description To be sent as `Authorization: Bearer`. */
            token: string;
            /** @description When it ends. */
            expires_at: string;
            /**
             * Format: uint64
             * @description Seconds until it ends.
             */
            ttl_s: number;
        };
        /**
         * TokenEvent
         * @description More of an answer.
         */
        TokenEvent: {
            /**
             * Format: uint64
             * @description Whose answer.
             */
            candidate_id: number;
            /** @description What to add to its text. */
            text: string;
            /** @description What to add to the thinking. */
            reasoning: string;
            /** @description Whether nothing comes yet because the model is being read into memory; the next event of this answer ends that. */
            loading: boolean;
        };
        /**
         * @description How the arguments of calls are written.
         * @enum {string}
         */
        ToolArgsChoice: "object" | "string";
        /**
         * ToolCall
         * @description A call of a tool.
         */
        ToolCall: {
            /** @description The call's id, where there is one. */
            id?: string | null;
            /** @description The function. */
            name: string;
            /** @description Its arguments, as an object. */
            arguments: {
                [key: string]: unknown;
            };
            /** @description The arguments as text, when they were no JSON object. */
            raw?: string | null;
            /** @description What is wrong with the call, with the path in the arguments. */
            readonly error?: string | null;
        };
        /**
         * ToolDefinition
         * @description A tool that a model may call, in OpenAI's form.
         */
        ToolDefinition: {
            /** @description Always `function`. */
            type: components["schemas"]["ToolKind"];
            /** @description The function. */
            function: components["schemas"]["FunctionDefinition"];
        };
        /**
         * @description The kind of a tool.
         * @enum {string}
         */
        ToolKind: "function";
        /**
         * Turn
         * @description What is said after an answer.
         */
        Turn: {
            /** @description `user`, or `tool` for the result of a call. */
            role: components["schemas"]["Role"];
            /** @description The text. */
            content: string;
            /** @description Which tool it is the result of; by their order when left out. */
            tool_name?: string | null;
        };
        /**
         * UndoDone
         * @description What has become of a change.
         */
        UndoDone: {
            /**
             * Format: uint64
             * @description The change.
             */
            change_id: number;
            /** @description What was done, in words. */
            summary: string;
        };
        /**
         * UndoInput
         * @description Which change to take back.
         */
        UndoInput: {
            /**
             * Format: uint64
             * @description The newest when left out.
             */
            change_id?: number | null;
        };
        /**
         * @description What a line is made from.
         * @enum {string}
         */
        Unit: "example" | "turn" | "pair" | "candidate";
        /**
         * UpdateState
         * @description What is known of new versions.
         */
        UpdateState: {
            /** @description The version that answers. */
            current: string;
            /** @description A newer one, when one was looked for and found. */
            available: string | null;
            /** @description Whether it looks for newer ones: the preference `check_updates`. */
            checks: boolean;
            /** @description Whether this build can update itself. One that was not made by the maintainer cannot. */
            can_update: boolean;
        };
        /**
         * @description What a person decided.
         * @enum {string}
         */
        Verdict: "none" | "starred" | "rejected";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_setup: {
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
                    "application/json; charset=utf-8": components["schemas"]["Setup"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["SetupInput"];
            };
        };
        responses: {
            /** @description The recovery code is in here and nowhere else. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["SetupDone"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
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
                    "application/json; charset=utf-8": components["schemas"]["Token"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    recover: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RecoverInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Token"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
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
                    "application/json; charset=utf-8": components["schemas"]["Session"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    extend_session: {
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
                    "application/json; charset=utf-8": components["schemas"]["Token"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_preferences: {
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
                    "application/json; charset=utf-8": components["schemas"]["Preferences"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["PreferencesInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["PasswordInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_key: {
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
                    "application/json; charset=utf-8": components["schemas"]["KeyState"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RotateInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Which kind of news this is. */
                        event?: string;
                        /** @description The news, as JSON. */
                        data: string;
                    };
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    download_backup: {
        parameters: {
            query?: {
                /** @description A ticket, in place of a bearer token. */
                ticket?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, streamed. It is whole when it has as many bytes as `Content-Length` says. */
            200: {
                headers: {
                    /** @description The file's name. */
                    "CONTENT-DISPOSITION": string;
                    /** @description The file's size in bytes. */
                    "CONTENT-LENGTH": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_health: {
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
                    "application/json; charset=utf-8": components["schemas"]["Health"];
                };
            };
        };
    };
    get_updates: {
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
                    "application/json; charset=utf-8": components["schemas"]["UpdateState"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    quit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_models: {
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
                    "application/json; charset=utf-8": string[];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_model_details: {
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
                    "application/json; charset=utf-8": components["schemas"]["Models"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    pull_model: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["PullInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Which kind of news this is. */
                        event?: string;
                        /** @description The news, as JSON. */
                        data: string;
                    };
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_providers: {
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
                    "application/json; charset=utf-8": components["schemas"]["Provider"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_provider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ProviderInput"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Provider"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["Provider"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ProviderInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    test_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["ProviderTest"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_templates: {
        parameters: {
            query?: {
                /** @description True lists those that were put away. */
                archived?: boolean;
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
                    "application/json; charset=utf-8": components["schemas"]["Template"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["TemplateInput"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Template"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["TemplateInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["TemplateCheck"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["Template"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["TemplateInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["Archive"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_system_prompts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["PastSystemPrompt"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_template_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["TemplateVersion"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_drafts: {
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
                    "application/json; charset=utf-8": components["schemas"]["DraftSummary"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
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
                    "application/json; charset=utf-8": components["schemas"]["Draft"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["DraftInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    paraphrase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ParaphraseInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": string[];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    generate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RunInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Generated"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description Entries of a page, 1 to 1000; 50 when not said. */
                size?: number;
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
                    "application/json; charset=utf-8": components["schemas"]["RunPage"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RunInput"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Run"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_rows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RowsInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["RowsRead"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    estimate_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RunInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Estimate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["Run"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "text/event-stream": {
                        /** @description Which kind of news this is. */
                        event?: string;
                        /** @description The news, as JSON. */
                        data: string;
                    };
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["Run"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["Run"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["Run"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RetryInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Run"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_batch: {
        parameters: {
            query?: {
                /** @description The model's name where the file goes; its name here when left out. */
                model?: string;
                /** @description A ticket, in place of a bearer token. */
                ticket?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A question on each line, streamed. */
            200: {
                headers: {
                    /** @description The file's name. */
                    "CONTENT-DISPOSITION": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_batch: {
        parameters: {
            query?: {
                /** @description How many lines without an answer are named; 1000 when left out. */
                max_errors?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["BatchReport"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_candidates: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description Entries of a page, 1 to 1000; 50 when not said. */
                size?: number;
                /** @description Only those that stand so. */
                state?: components["schemas"]["CandidateState"];
                /** @description Only those judged so. */
                verdict?: components["schemas"]["Verdict"];
                /** @description Only those that failed this way. */
                cause?: components["schemas"]["CandidateErrorKind"];
                /** @description Only those of this row, counted from 0. */
                row?: number;
                /** @description Only those of this model. */
                model?: string;
                /** @description Only the newest of each position. */
                newest?: boolean;
            };
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["CandidatePage"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    judge_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                candidate_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["JudgementInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Candidate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    regenerate_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                candidate_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RegenerateInput"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Candidate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                candidate_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    continue_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                candidate_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ContinueInput"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Candidate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    continue_example: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                example_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ContinueExampleInput"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Run"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    write_next_turns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                candidate_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["NextTurnsInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Turn"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    replay_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                candidate_id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["Replay"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_datasets: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description Entries of a page, 1 to 1000; 50 when not said. */
                size?: number;
                /** @description True lists those that were put away. */
                archived?: boolean;
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
                    "application/json; charset=utf-8": components["schemas"]["DatasetPage"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["DatasetInput"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Dataset"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["Dataset"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    rename_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["DatasetInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["Archive"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_examples: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description Entries of a page, 1 to 1000; 50 when not said. */
                size?: number;
                /** @description Only those in which some text contains this, in any case. */
                q?: string;
                /**
                 * @description Only those that meet each of these: `tag:urgent`, `rating:4..5`, `template:`, `model:`, `run:`, `split:`,
                 *     `edited:true`, `calls:true`, `lost:true`, `added:2026-03-01..`, `id:1..50`.
                 */
                filter?: string[];
                /** @description `-id` newest first, `id` oldest first. */
                sort?: string;
            };
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["ExamplePage"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_examples: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ExampleInput"][];
            };
        };
        responses: {
            /** @description Done, all of it. */
            204: {
                headers: {
                    /** @description The change, by which it can be taken back; left out when every example was there already. */
                    "X-CHANGE-ID"?: number;
                    /** @description How many were answers that this dataset has already, and so were not added again. */
                    "X-ALREADY-THERE": number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_example: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                example_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The example. */
            200: {
                headers: {
                    /** @description Its revision, to be sent back as `If-Match`. */
                    ETAG: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Example"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_example: {
        parameters: {
            query?: never;
            header: {
                /** @description The revision you edit, as `ETag` gave it. */
                "If-Match": string;
            };
            path: {
                id: number;
                example_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ExampleEditInput"];
            };
        };
        responses: {
            /** @description The example. */
            200: {
                headers: {
                    /** @description Its revision, to be sent back as `If-Match`. */
                    ETAG: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Example"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_example: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                example_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, all of it. */
            204: {
                headers: {
                    /** @description The change, by which it can be taken back. */
                    "X-CHANGE-ID": number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_examples: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["BulkInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["BulkDone"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_changes: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description Entries of a page, 1 to 1000; 50 when not said. */
                size?: number;
            };
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["ChangePage"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["UndoInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["UndoDone"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    redo_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["UndoDone"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_import_formats: {
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
                    "application/json; charset=utf-8": components["schemas"]["ImportFormat"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "text/event-stream": {
                        /** @description Which kind of news this is. */
                        event?: string;
                        /** @description The news, as JSON. */
                        data: string;
                    };
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_examples: {
        parameters: {
            query?: {
                /** @description Whether to look only. */
                dry_run?: boolean;
                /** @description The format, by its id; found out when left out. */
                format?: string;
                /** @description Where columns go, as a JSON object such as `{"Frage": "question"}`; guessed when left out. */
                mapping?: string;
                /** @description What becomes of rows that cannot be read; nothing is imported when left out. */
                on_error?: components["schemas"]["OnError"];
                /** @description What becomes of rows that are there already; they are passed over when left out. */
                duplicates?: components["schemas"]["Duplicates"];
                /** @description How many faulty rows are named; 1000 when left out. */
                max_errors?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["ImportReport"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_duplicates: {
        parameters: {
            query?: {
                /** @description From 1. */
                page?: number;
                /** @description Groups of a page, 1 to 1000; 50 when not said. */
                size?: number;
            };
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["DuplicatePage"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_dataset: {
        parameters: {
            query?: {
                /** @description The format; raw when left out. */
                template_id?: string;
                /** @description Only these examples, by id, with commas between. */
                ids?: string;
                /** @description Only examples that contain this text, in any case. */
                q?: string;
                /** @description Only examples that meet each of these, as in the list of examples: `tag:urgent`, `rating:4..5`. */
                filter?: string[];
                /** @description What becomes of system prompts; kept when left out. */
                system?: components["schemas"]["SystemChoice"];
                /** @description The text that takes their place, with `system=replace`. */
                system_prompt?: string;
                /** @description What becomes of reasoning; left out unless said. */
                reasoning?: components["schemas"]["ReasoningChoice"];
                /** @description How arguments of calls are written; as the format's readers want it when left out. */
                tool_args?: components["schemas"]["ToolArgsChoice"];
                /** @description Whether a text begins with a start token, where the format has one; it does when left out. */
                bos?: boolean;
                /** @description Which answers that lost are compared, with commas between: `rejected`, `original`, `outranked`; all when left out. */
                pairs?: string;
                /** @description How rows are divided, in percent: `90,10` is train and valid, `80,10,10` also test. Makes a ZIP. */
                split?: string;
                /** @description The seed of the split; 42 when left out. */
                seed?: number;
                /** @description Cuts Parquet into files of about so many MiB of text, named as the Hub does; 512 in a ZIP when left out. Makes a ZIP. */
                file_mib?: number;
                /** @description The kind of file; the format's own when left out. */
                package?: components["schemas"]["PackageChoice"];
                /** @description Rows that break one of these rules are left out; names with commas between, as the check has them. */
                exclude?: string;
                /** @description About how many tokens a row may have before it counts as too long; 4096 when left out. */
                max_tokens?: number;
                /** @description Whether CSV keeps texts that a spreadsheet would run as formulas; they get an apostrophe when left out. */
                formulas?: boolean;
                /** @description A ticket, in place of a bearer token. */
                ticket?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A table for data tools, streamed. */
            200: {
                headers: {
                    /** @description The file's name. */
                    "CONTENT-DISPOSITION": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_export: {
        parameters: {
            query?: {
                /** @description The format; raw when left out. */
                template_id?: string;
                /** @description Only these examples, by id, with commas between. */
                ids?: string;
                /** @description Only examples that contain this text, in any case. */
                q?: string;
                /** @description Only examples that meet each of these, as in the list of examples: `tag:urgent`, `rating:4..5`. */
                filter?: string[];
                /** @description What becomes of system prompts; kept when left out. */
                system?: components["schemas"]["SystemChoice"];
                /** @description The text that takes their place, with `system=replace`. */
                system_prompt?: string;
                /** @description What becomes of reasoning; left out unless said. */
                reasoning?: components["schemas"]["ReasoningChoice"];
                /** @description How arguments of calls are written; as the format's readers want it when left out. */
                tool_args?: components["schemas"]["ToolArgsChoice"];
                /** @description Whether a text begins with a start token, where the format has one; it does when left out. */
                bos?: boolean;
                /** @description Which answers that lost are compared, with commas between: `rejected`, `original`, `outranked`; all when left out. */
                pairs?: string;
                /** @description How rows are divided, in percent: `90,10` is train and valid, `80,10,10` also test. Makes a ZIP. */
                split?: string;
                /** @description The seed of the split; 42 when left out. */
                seed?: number;
                /** @description Cuts Parquet into files of about so many MiB of text, named as the Hub does; 512 in a ZIP when left out. Makes a ZIP. */
                file_mib?: number;
                /** @description The kind of file; the format's own when left out. */
                package?: components["schemas"]["PackageChoice"];
                /** @description Rows that break one of these rules are left out; names with commas between, as the check has them. */
                exclude?: string;
                /** @description About how many tokens a row may have before it counts as too long; 4096 when left out. */
                max_tokens?: number;
                /** @description Whether CSV keeps texts that a spreadsheet would run as formulas; they get an apostrophe when left out. */
                formulas?: boolean;
                /** @description How many lines, 1 to 50; 3 when left out. */
                size?: number;
            };
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["ExportPreview"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_export_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["TemplateTrial"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["ExportPreview"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_export: {
        parameters: {
            query?: {
                /** @description The format; raw when left out. */
                template_id?: string;
                /** @description Only these examples, by id, with commas between. */
                ids?: string;
                /** @description Only examples that contain this text, in any case. */
                q?: string;
                /** @description Only examples that meet each of these, as in the list of examples: `tag:urgent`, `rating:4..5`. */
                filter?: string[];
                /** @description What becomes of system prompts; kept when left out. */
                system?: components["schemas"]["SystemChoice"];
                /** @description The text that takes their place, with `system=replace`. */
                system_prompt?: string;
                /** @description What becomes of reasoning; left out unless said. */
                reasoning?: components["schemas"]["ReasoningChoice"];
                /** @description How arguments of calls are written; as the format's readers want it when left out. */
                tool_args?: components["schemas"]["ToolArgsChoice"];
                /** @description Whether a text begins with a start token, where the format has one; it does when left out. */
                bos?: boolean;
                /** @description Which answers that lost are compared, with commas between: `rejected`, `original`, `outranked`; all when left out. */
                pairs?: string;
                /** @description How rows are divided, in percent: `90,10` is train and valid, `80,10,10` also test. Makes a ZIP. */
                split?: string;
                /** @description The seed of the split; 42 when left out. */
                seed?: number;
                /** @description Cuts Parquet into files of about so many MiB of text, named as the Hub does; 512 in a ZIP when left out. Makes a ZIP. */
                file_mib?: number;
                /** @description The kind of file; the format's own when left out. */
                package?: components["schemas"]["PackageChoice"];
                /** @description Rows that break one of these rules are left out; names with commas between, as the check has them. */
                exclude?: string;
                /** @description About how many tokens a row may have before it counts as too long; 4096 when left out. */
                max_tokens?: number;
                /** @description Whether CSV keeps texts that a spreadsheet would run as formulas; they get an apostrophe when left out. */
                formulas?: boolean;
            };
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["ExportCheck"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["TicketInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Ticket"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_export_templates: {
        parameters: {
            query?: {
                /** @description Only those of this category. */
                category?: string;
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
                    "application/json; charset=utf-8": components["schemas"]["ExportTemplate"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_export_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ExportTemplateInput"];
            };
        };
        responses: {
            /** @description It is kept. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["ExportTemplate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_export_template: {
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
                    "application/json; charset=utf-8": components["schemas"]["ExportTemplate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_export_template: {
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
                "application/json; charset=utf-8": components["schemas"]["ExportTemplateInput"];
            };
        };
        responses: {
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_export_template: {
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
            /** @description It is done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_chat_templates: {
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
                    "application/json; charset=utf-8": components["schemas"]["ChatTemplate"][];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_chat_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ChatTemplateInput"];
            };
        };
        responses: {
            /** @description What was made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["ChatTemplate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_chat_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["FoundChatTemplate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    take_chat_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["ServedTemplateInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["FoundChatTemplate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_chat_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
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
                    "application/json; charset=utf-8": components["schemas"]["ChatTemplate"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_chat_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
    render_chat_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json; charset=utf-8": components["schemas"]["RenderInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["RenderedConversation"];
                };
            };
            /** @description The request cannot be served as it is; `detail` says why and what to do. */
            "4XX": {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "RETRY-AFTER"?: number;
                    /** @description `Session` when signing in would help. */
                    "WWW-AUTHENTICATE"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
            /** @description dsforge, its file or a model server failed; `detail` says which. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json; charset=utf-8": components["schemas"]["Problem"];
                };
            };
        };
    };
}

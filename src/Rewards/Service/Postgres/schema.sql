-- Everything the service keeps in PostgreSQL besides Hangfire's own tables. Texts that come from models are bytes:
-- PostgreSQL's text cannot hold NUL characters, completions can.
CREATE SCHEMA IF NOT EXISTS r1code;

CREATE TABLE IF NOT EXISTS r1code.jobs (
    id text PRIMARY KEY,
    client text NOT NULL,
    idempotency_key text,
    state smallint NOT NULL DEFAULT 0,
    total integer NOT NULL,
    finished integer NOT NULL DEFAULT 0,
    slice_size integer NOT NULL,
    rewards bytea NOT NULL,
    callback text,
    callback_queued boolean NOT NULL DEFAULT false,
    error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    UNIQUE (client, idempotency_key)
);
CREATE INDEX IF NOT EXISTS jobs_unfinished ON r1code.jobs (id) WHERE state < 2;
CREATE INDEX IF NOT EXISTS jobs_by_end ON r1code.jobs (finished_at);

CREATE TABLE IF NOT EXISTS r1code.job_problems (
    job_id text NOT NULL REFERENCES r1code.jobs ON DELETE CASCADE,
    number integer NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (job_id, number)
);

CREATE TABLE IF NOT EXISTS r1code.job_items (
    job_id text NOT NULL REFERENCES r1code.jobs ON DELETE CASCADE,
    idx integer NOT NULL,
    problem integer NOT NULL,
    sample integer NOT NULL,
    completion bytea NOT NULL,
    PRIMARY KEY (job_id, idx)
);

-- The primary key is what pays an item once, however often it is judged.
CREATE TABLE IF NOT EXISTS r1code.job_results (
    job_id text NOT NULL REFERENCES r1code.jobs ON DELETE CASCADE,
    idx integer NOT NULL,
    seq integer NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (job_id, idx),
    UNIQUE (job_id, seq)
);

CREATE TABLE IF NOT EXISTS r1code.job_slices (
    job_id text NOT NULL REFERENCES r1code.jobs ON DELETE CASCADE,
    slice integer NOT NULL,
    queue_id text,
    rescues integer NOT NULL DEFAULT 0,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (job_id, slice)
);

-- Asked first: altering a table locks out everybody who uses it, even when there is nothing to add.
DO $$ BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = 'r1code' AND table_name = 'job_slices' AND column_name = 'taken'
    ) THEN
        ALTER TABLE r1code.job_slices
            ADD COLUMN taken boolean NOT NULL DEFAULT false,
            ADD COLUMN paid_when_queued integer NOT NULL DEFAULT 0;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = 'r1code' AND table_name = 'job_items' AND column_name = 'token_ids'
    ) THEN
        ALTER TABLE r1code.job_items
            ADD COLUMN truncated boolean NOT NULL DEFAULT false,
            ADD COLUMN token_ids bytea;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = 'r1code' AND table_name = 'jobs' AND column_name = 'trace'
    ) THEN
        ALTER TABLE r1code.jobs ADD COLUMN trace text;
    END IF;
END $$;

CREATE TABLE IF NOT EXISTS r1code.problems (
    id text PRIMARY KEY,
    summary bytea NOT NULL,
    body bytea NOT NULL
);

-- Calls of API nodes, which have no sandbox, to workers, which have. A row lives as long as its call.
CREATE TABLE IF NOT EXISTS r1code.sandbox_calls (
    id text PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY,
    kind smallint NOT NULL,
    request bytea NOT NULL,
    taken_by text,
    taken_at timestamptz,
    answer bytea,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS sandbox_calls_open ON r1code.sandbox_calls (number) WHERE answer IS NULL;

DO $$ BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = 'r1code' AND table_name = 'sandbox_calls' AND column_name = 'trace'
    ) THEN
        ALTER TABLE r1code.sandbox_calls ADD COLUMN trace text;
    END IF;
END $$;

-- What the web page shows. Something to look at, not a record: nodes write what they did lately now and then, only the
-- latest are kept, and nothing else depends on them. Unlogged: a crash of the server empties them.
CREATE UNLOGGED TABLE IF NOT EXISTS r1code.submissions (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    summary bytea NOT NULL,
    body bytea NOT NULL,
    words text NOT NULL,
    status text,
    protocol text
);

DO $$ BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = 'r1code' AND table_name = 'submissions' AND column_name = 'protocol'
    ) THEN
        ALTER TABLE r1code.submissions ADD COLUMN status text, ADD COLUMN protocol text;
    END IF;
END $$;

CREATE UNLOGGED TABLE IF NOT EXISTS r1code.nodes (
    name text PRIMARY KEY,
    seen_at timestamptz NOT NULL DEFAULT now(),
    state bytea NOT NULL
);

import type { Migration } from './index.ts'

/** Mails, belief, review, calendar and runs. */
export const first: Migration = {
  name: '0001-first',
  sql: `
    CREATE TABLE mails (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      pile TEXT NOT NULL CHECK (pile IN ('ops', 'root')),
      hash TEXT NOT NULL UNIQUE,
      message_id TEXT,
      size INTEGER NOT NULL,
      origin TEXT NOT NULL,
      received TEXT,
      gmail_thread TEXT,
      note TEXT,
      stored_at TEXT NOT NULL,
      pending INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE INDEX mails_message_id ON mails (message_id) WHERE message_id IS NOT NULL;
    CREATE INDEX mails_pending ON mails (pile, id) WHERE pending = 1;

    CREATE TABLE bodies (
      mail INTEGER PRIMARY KEY REFERENCES mails (id),
      raw BLOB NOT NULL
    ) STRICT;

    CREATE TABLE outcomes (
      mail INTEGER PRIMARY KEY REFERENCES mails (id),
      class TEXT NOT NULL,
      vendor TEXT,
      decision TEXT NOT NULL,
      reason TEXT NOT NULL,
      subject TEXT NOT NULL,
      sender TEXT,
      sent TEXT,
      permalink TEXT,
      rules TEXT NOT NULL,
      reading BLOB,
      settled_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outcomes_settled_at ON outcomes (settled_at);

    CREATE TABLE cursors (
      mailbox TEXT PRIMARY KEY,
      cursor TEXT NOT NULL,
      moved_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tolds (
      key TEXT PRIMARY KEY,
      mail INTEGER NOT NULL REFERENCES mails (id),
      maintenance TEXT NOT NULL,
      told BLOB NOT NULL
    ) STRICT;
    CREATE INDEX tolds_mail ON tolds (mail);
    CREATE INDEX tolds_maintenance ON tolds (maintenance);

    CREATE TABLE told_keys (
      lookup TEXT NOT NULL,
      told TEXT NOT NULL REFERENCES tolds (key) ON DELETE CASCADE,
      PRIMARY KEY (lookup, told)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX told_keys_told ON told_keys (told);

    CREATE TABLE maintenances (
      id TEXT PRIMARY KEY,
      vendor TEXT NOT NULL,
      status TEXT NOT NULL,
      first_day TEXT,
      last_day TEXT,
      first_read TEXT NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX maintenances_last_day ON maintenances (last_day);

    CREATE TABLE unsettled (
      maintenance TEXT PRIMARY KEY,
      root TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX unsettled_root ON unsettled (root);

    CREATE TABLE maintenance_ids (
      vendor TEXT NOT NULL,
      maintenance_id TEXT NOT NULL,
      maintenance TEXT NOT NULL REFERENCES maintenances (id) ON DELETE CASCADE,
      PRIMARY KEY (vendor, maintenance_id, maintenance)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX maintenance_ids_maintenance ON maintenance_ids (maintenance);

    CREATE TABLE rulings (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      told TEXT,
      maintenance TEXT,
      by_whom TEXT NOT NULL,
      at TEXT NOT NULL,
      verdict_json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX rulings_told ON rulings (told) WHERE told IS NOT NULL;
    CREATE INDEX rulings_maintenance ON rulings (maintenance) WHERE maintenance IS NOT NULL;
    CREATE TRIGGER rulings_stay_changed BEFORE UPDATE ON rulings BEGIN SELECT RAISE(ABORT, 'rulings are append-only'); END;
    CREATE TRIGGER rulings_stay_removed BEFORE DELETE ON rulings BEGIN SELECT RAISE(ABORT, 'rulings are append-only'); END;

    CREATE TABLE questions (
      key TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      owner TEXT NOT NULL,
      told TEXT NOT NULL,
      maintenance TEXT,
      codes_json TEXT NOT NULL,
      reasons_json TEXT NOT NULL,
      urgent_at TEXT,
      opened_at TEXT NOT NULL,
      closed_at TEXT
    ) STRICT;
    CREATE INDEX questions_owner ON questions (owner);
    CREATE INDEX questions_open ON questions (urgent_at) WHERE closed_at IS NULL;

    CREATE TABLE events (
      target TEXT NOT NULL,
      id TEXT NOT NULL,
      maintenance TEXT NOT NULL,
      written_json TEXT,
      etag TEXT,
      generation INTEGER NOT NULL,
      owned_json TEXT NOT NULL,
      state TEXT NOT NULL,
      failure TEXT,
      saved_at TEXT NOT NULL,
      PRIMARY KEY (target, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX events_maintenance ON events (maintenance);

    CREATE TABLE sync_tokens (target TEXT PRIMARY KEY, token TEXT) STRICT, WITHOUT ROWID;

    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      started_at TEXT NOT NULL,
      ended_at TEXT NOT NULL,
      ok INTEGER NOT NULL,
      counts_json TEXT NOT NULL,
      failures_json TEXT NOT NULL
    ) STRICT;

    CREATE TABLE steps (
      step TEXT PRIMARY KEY,
      last_success TEXT,
      last_failure TEXT,
      message TEXT
    ) STRICT, WITHOUT ROWID;
  `,
}

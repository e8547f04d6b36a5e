import type { Migration } from './index.ts'

/** What root@ mails told, how people grouped it, and which task stands for it. */
export const alerts: Migration = {
  name: '0002-alerts',
  sql: `
    CREATE TABLE signatures (
      id INTEGER PRIMARY KEY,
      signature TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      unit TEXT NOT NULL,
      evidence_json TEXT NOT NULL,
      example TEXT NOT NULL,
      example_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE occurrences (
      mail INTEGER NOT NULL REFERENCES mails (id),
      place INTEGER NOT NULL,
      signature INTEGER NOT NULL REFERENCES signatures (id),
      host TEXT,
      event TEXT,
      at TEXT NOT NULL,
      PRIMARY KEY (mail, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX occurrences_at ON occurrences (at);
    CREATE INDEX occurrences_signature ON occurrences (signature, at);

    CREATE TABLE alert_aliases (
      signature TEXT PRIMARY KEY,
      into_group TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE alert_mutes (
      alert_group TEXT PRIMARY KEY,
      until TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE alert_tasks (
      alert_group TEXT PRIMARY KEY,
      task_id INTEGER,
      task_key TEXT,
      figures_at TEXT,
      silence_told TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE alert_proposals (
      alert_group TEXT PRIMARY KEY,
      what TEXT NOT NULL,
      title TEXT NOT NULL,
      task_id INTEGER,
      at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}

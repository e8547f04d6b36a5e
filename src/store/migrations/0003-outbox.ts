import type { Migration } from './index.ts'

/** What we send to people: taken down before it is sent, so that it is sent once. */
export const outbox: Migration = {
  name: '0003-outbox',
  sql: `
    CREATE TABLE outbox (
      key TEXT PRIMARY KEY,
      message_id TEXT,
      tries INTEGER NOT NULL,
      intended_at TEXT NOT NULL,
      sent_at TEXT,
      failure TEXT
    ) STRICT;
  `,
}

import type { Migration } from './index.ts'

/** Works that leave a redundancy group without a member at the same time; resolved ones stay, because events tell of them. */
export const risks: Migration = {
  name: '0004-risks',
  sql: `
    CREATE TABLE risks (
      key TEXT PRIMARY KEY,
      risk_json TEXT NOT NULL,
      opened_at TEXT NOT NULL,
      resolved_at TEXT
    ) STRICT;
    CREATE INDEX risks_open ON risks (key) WHERE resolved_at IS NULL;
    CREATE TABLE risk_works (
      maintenance TEXT NOT NULL,
      risk TEXT NOT NULL REFERENCES risks (key) ON DELETE CASCADE,
      PRIMARY KEY (maintenance, risk)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX risk_works_risk ON risk_works (risk);
  `,
}

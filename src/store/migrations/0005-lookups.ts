import { lookupNumber } from '../lookup.ts'
import type { Migration } from './index.ts'

/**
 * Numbers instead of texts where Tolds are looked up: the keys and the names of Tolds in `told_keys` were two thirds of what an
 * import wrote. Those of vendors' ids (`id:`) go: a `work:` key stands beside each and says the same.
 */
export const lookups: Migration = {
  name: '0005-lookups',
  functions: { lookup_number: lookupNumber },
  sql: `
    CREATE TABLE tolds_numbered (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      mail INTEGER NOT NULL REFERENCES mails (id),
      maintenance TEXT NOT NULL,
      told BLOB NOT NULL
    ) STRICT;
    INSERT INTO tolds_numbered (key, mail, maintenance, told) SELECT key, mail, maintenance, told FROM tolds ORDER BY rowid;

    CREATE TABLE told_lookups (
      lookup INTEGER NOT NULL,
      told INTEGER NOT NULL REFERENCES tolds_numbered (id) ON DELETE CASCADE,
      PRIMARY KEY (lookup, told)
    ) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO told_lookups (lookup, told)
      SELECT lookup_number(lookup) AS number, id FROM told_keys JOIN tolds_numbered ON key = told_keys.told
      WHERE lookup NOT GLOB 'id:*' ORDER BY number, id;

    DROP TABLE told_keys;
    DROP TABLE tolds;
    ALTER TABLE tolds_numbered RENAME TO tolds;
    ALTER TABLE told_lookups RENAME TO told_keys;
    CREATE INDEX tolds_mail ON tolds (mail);
    CREATE INDEX tolds_maintenance ON tolds (maintenance);
    CREATE INDEX told_keys_told ON told_keys (told);
  `,
}

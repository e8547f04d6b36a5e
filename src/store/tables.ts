import type { Generated, GeneratedAlways } from 'kysely'

/** The tables as kysely sees them. Columns that end in `_json` hold JSON, BLOBs are packed by `pack.ts`. */
export interface Tables {
  mails: {
    id: GeneratedAlways<number>
    pile: string
    hash: string
    message_id: string | null
    size: number
    origin: string
    received: string | null
    gmail_thread: string | null
    note: string | null
    stored_at: string
    /** 1 until an outcome is settled. */
    pending: Generated<number>
  }
  bodies: { mail: number; raw: Uint8Array }
  outcomes: {
    mail: number
    class: string
    vendor: string | null
    decision: string
    reason: string
    subject: string
    sender: string | null
    sent: string | null
    permalink: string | null
    rules: string
    reading: Uint8Array | null
    settled_at: string
  }
  cursors: { mailbox: string; cursor: string; moved_at: string }
  tolds: { id: GeneratedAlways<number>; key: string; mail: number; maintenance: string; told: Uint8Array }
  /** `lookup`: `lookupNumber` of a key. */
  told_keys: { lookup: number; told: number }
  maintenances: {
    id: string
    vendor: string
    status: string
    first_day: string | null
    last_day: string | null
    first_read: string
    body: Uint8Array
  }
  /** Maintenances whose events must be looked at. `root`: itself, or the one that replaced it. */
  unsettled: { maintenance: string; root: string }
  maintenance_ids: { vendor: string; maintenance_id: string; maintenance: string }
  rulings: {
    seq: GeneratedAlways<number>
    key: string
    told: string | null
    maintenance: string | null
    by_whom: string
    at: string
    verdict_json: string
  }
  questions: {
    key: string
    source: string
    owner: string
    told: string
    maintenance: string | null
    codes_json: string
    reasons_json: string
    urgent_at: string | null
    opened_at: string
    closed_at: string | null
  }
  events: {
    target: string
    id: string
    maintenance: string
    written_json: string | null
    etag: string | null
    generation: number
    owned_json: string
    state: string
    failure: string | null
    saved_at: string
  }
  sync_tokens: { target: string; token: string | null }
  risks: { key: string; risk_json: string; opened_at: string; resolved_at: string | null }
  risk_works: { maintenance: string; risk: string }
  runs: {
    id: GeneratedAlways<number>
    started_at: string
    ended_at: string
    ok: number
    counts_json: string
    failures_json: string
  }
  steps: { step: string; last_success: string | null; last_failure: string | null; message: string | null }
  signatures: {
    id: Generated<number>
    signature: string
    kind: string
    unit: string
    evidence_json: string
    example: string
    example_at: string
  }
  occurrences: {
    mail: number
    place: number
    signature: number
    host: string | null
    event: string | null
    at: string
  }
  alert_aliases: { signature: string; into_group: string; at: string }
  alert_mutes: { alert_group: string; until: string }
  alert_tasks: {
    alert_group: string
    task_id: number | null
    task_key: string | null
    figures_at: string | null
    silence_told: string | null
  }
  alert_proposals: { alert_group: string; what: string; title: string; task_id: number | null; at: string }
  outbox: {
    key: string
    message_id: string | null
    tries: number
    intended_at: string
    sent_at: string | null
    failure: string | null
  }
}

// The form in which a mail's outcome is told (DESIGN §9), for fuzzing.
import { z } from 'zod'
import { doubtCodes, impacts } from '../../dist/src/reading/notice.js'

const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  .refine((at) => !Number.isNaN(Date.parse(at)))
const doubt = z.object({ code: z.enum(doubtCodes), blocking: z.boolean(), detail: z.string().min(1) })
const notice = z.object({
  maintenanceId: z.string().min(1).nullable(),
  status: z.enum(['TENTATIVE', 'CONFIRMED', 'CANCELLED', 'IN-PROCESS', 'COMPLETED', 'RE-SCHEDULED']),
  kind: z.enum(['new', 'reminder', 'update', 'reschedule', 'cancellation', 'start', 'completion']),
  windows: z.array(z.object({ start: instant, end: instant.nullable() })),
  circuits: z.array(z.object({ id: z.string().min(1), impact: z.enum(impacts).nullable() })),
  impact: z.enum(impacts).nullable(),
  summary: z.string().nullable(),
  location: z.string().nullable(),
  doubts: z.array(doubt),
})
export const reading = z.object({
  class: z.enum(['maintenance', 'incident', 'other']),
  vendor: z.string().nullable(),
  notices: z.array(notice),
  doubts: z.array(doubt),
})

/** Moves the cursor, changes colours or the direction of letters, or begins a line of its own. */
export const unruly = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

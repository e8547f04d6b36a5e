import type { ZodType } from 'zod'

export const reading: ZodType
export const unruly: RegExp

/** Reading of a server's JSON without trusting its shape: what is not there is empty. */
import type { Json, JsonObject } from './conduit.ts'

export const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
export const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])
export const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** Conduit's epoch seconds as ISO UTC. */
export const instant = (seconds: Json | undefined): string | null =>
  typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : null

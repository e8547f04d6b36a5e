import type { EventBody } from './target.ts'

/** The fields of an event that we own, and nothing else of it. */
export const bodyOf = (event: EventBody): EventBody => ({
  summary: event.summary,
  description: event.description,
  location: event.location,
  start: event.start,
  end: event.end,
  link: event.link,
  colorId: event.colorId,
  status: event.status,
})

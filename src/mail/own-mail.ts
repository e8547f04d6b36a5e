import type { Mail } from './mail.ts'

/** Stands in each mail that maintcal sends. */
export const ownHeader = 'X-Maintcal'

/**
 * A mail of our own: a digest that was sent to the group names a whole week's work, and none of it is news.
 * Anyone can write this header; all that it does is that the mail says nothing.
 */
export const isOwnMail = ({ headers }: Pick<Mail, 'headers'>): boolean => headers.has(ownHeader.toLowerCase())

import type { DateContext } from '../when.ts'

/**
 * A reader of texts that works each text out once per context. Several readers of a mail ask for the same lines and
 * cells, and an HTML part says again what the text part said. What is remembered lives as long as the mail's context.
 */
export const rememberedByText = <T>(
  read: (text: string, context: DateContext) => T,
): ((text: string, context: DateContext) => T) => {
  const byContext = new WeakMap<DateContext, Map<string, T>>()
  return (text, context) => {
    let known = byContext.get(context)
    if (!known) {
      known = new Map()
      byContext.set(context, known)
    }
    const before = known.get(text)
    if (before !== undefined) return before
    const found = read(text, context)
    known.set(text, found)
    return found
  }
}

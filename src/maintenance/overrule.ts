import type { Maintenance, Ruling } from './maintenance.ts'
import { inGivenOrder } from './rulings.ts'

/** A ruling on the Maintenance itself, by any id that it ever had. */
export const speaksOf = (ruling: Ruling, aliases: readonly string[]): boolean =>
  ruling.told === null && ruling.maintenance !== undefined && aliases.includes(ruling.maintenance)

/** What people said of the Maintenance itself comes last; what a vendor changes after that is asked, not done. */
export const overrule = (maintenance: Maintenance, rulings: readonly Ruling[]): Maintenance =>
  inGivenOrder(rulings).reduce(apply, maintenance)

const apply = (m: Maintenance, ruling: Ruling): Maintenance => {
  const { verdict, by } = ruling
  switch (verdict.type) {
    case 'approve':
      return m.provisional ? { ...m, provisional: false, questions: [] } : m
    case 'ignore':
      return { ...m, withoutEvent: `${by} set it aside: ${verdict.why}`, questions: [] }
    case 'link':
    case 'undo':
    case 'later':
    case 'rule':
    case 'alerts':
      return m
    case 'edit':
      return edited(m, ruling, verdict.notice)
  }
}

type Edit = Extract<Ruling['verdict'], { type: 'edit' }>['notice']

const edited = (m: Maintenance, ruling: Ruling, notice: Edit): Maintenance => {
  const { maintenanceId, kind: _, ...fields } = notice
  const later = m.history.filter(
    (h) => h.sent !== null && h.sent > ruling.at && h.changes.some((c) => Object.hasOwn(fields, c.field)),
  )
  const windows = fields.windows
  return {
    ...m,
    ...fields,
    provisional: false,
    ...(windows === undefined ? {} : { slots: windows.map((_, n) => m.slots?.[n] ?? n) }),
    maintenanceIds:
      maintenanceId === undefined || maintenanceId === null
        ? m.maintenanceIds
        : [...new Set([maintenanceId, ...m.maintenanceIds])],
    questions: [
      ...m.questions,
      ...later.map((h) => ({
        key: `${h.told}|person-decided`,
        told: h.told,
        maintenance: m.id,
        codes: ['person-decided'],
        reasons: [`${ruling.by} set this on ${ruling.at.slice(0, 10)}, and the vendor changed it later: ${h.reason}`],
        urgentAt: m.windows[0]?.start ?? null,
      })),
    ],
  }
}

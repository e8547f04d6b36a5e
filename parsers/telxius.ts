import { circuits, field, hasField, spansIn, statusField, type Vendor } from '../src/reading/vendor.ts'

/** Telxius writes every label in English and Spanish, `//` between; the circuits run on into the closing words. All in UTC. */
export const telxius = {
  name: 'telxius',
  title: 'Telxius',
  senders: ['telxius.com'],
  brand: /Telxius|NOTIFICATION NUMBER \/\//i,
  zone: 'UTC',
  dateOrder: 'dmy',
  formats: [
    {
      name: 'scheduled-work',
      when: [hasField(/^schedule/)],
      id: field(/^notification number/),
      windows: spansIn(field(/^schedule/)),
      circuits: circuits(field(/^affected circuits?/), {
        more: /^[A-Z0-9]{2,8}[/-][A-Z0-9/-]{3,40}$/,
        until: /^\[|^(?:if|please|we|our|si|por favor|lamentamos)\b/i,
        shape: /^(?=.{0,60}\d)[^\s].{2,79}$/,
      }),
      lists: /AFFECTED CIRCUITS?\b[^\n]{0,60}\n{1,3}[^[\n]{0,60}\d/,
      names: /AFFECTED CIRCUIT/i,
      impact: field(/^service impact/),
      summary: field(/^description/),
      location: field(/^location/),
      claims: statusField(/^notification type/),
    },
  ],
} satisfies Vendor

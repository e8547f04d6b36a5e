import type { Recogniser } from './recogniser.ts'

const FORMS: readonly (readonly [RegExp, 'problem' | 'recovery'])[] = [
  [/^Jenkins build is back to (?:normal|stable) ?: {0,2}(\S.{0,300}?)(?: #\d+)?$/i, 'recovery'],
  [
    /^(?:Build|Job) (?:failed|is still failing|still failing|is unstable|still unstable|unstable|aborted|became unstable) in (?:Jenkins|Hudson): {0,2}(\S.{0,300}?)(?: #\d+)?$/i,
    'problem',
  ],
  [/^Jenkins build (?:is|became)(?: still)? (?:unstable|failing) ?: {0,2}(\S.{0,300}?)(?: #\d+)?$/i, 'problem'],
  [/^(\S.{0,300}?) - Build # ?\d+ - (?:Still )?(?:Failure|Failing|Unstable|Aborted|Not Built)!?$/i, 'problem'],
  [/^(\S.{0,300}?) - Build # ?\d+ - (?:Fixed|Successful|Success)!?$/i, 'recovery'],
]

/** Jenkins' mailer and email-ext: the job is the unit, the build number an attribute. */
export const jenkins: Recogniser = {
  name: 'jenkins',
  version: 1,
  recognise: (subject) => {
    for (const [pattern, event] of FORMS) {
      const found = pattern.exec(subject)
      if (found !== null) return [{ kind: 'jenkins', unit: (found[1] ?? 'job').trim(), host: null, event, key: [] }]
    }
    return null
  },
}

import type { Spoken } from '#features/service/moments/engine/script.ts'
import { speak } from '#features/service/moments/engine/script.ts'

export interface TemplateWords {
  subject: string | null
  subjectZh: string | null
  body: string
  bodyZh: string
}
/** Variables that the customer's record fills in. */
export const ownVariables: readonly string[] = ['salutation', 'branch', 'manager', 'class']

/** The variables that a template has, in the order in which they come. */
export const variablesIn = ({ subject, subjectZh, body, bodyZh }: TemplateWords): string[] => [
  ...new Set(
    [subject, subjectZh, body, bodyZh].flatMap((words) =>
      [...(words ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
    ),
  ),
]

/** A template as one customer reads it. What stands in for a variable is never read as a template, and never begins a new line of a subject. */
export function wordsOf(template: TemplateWords, language: 'en' | 'zh-CN', spoken: Spoken) {
  const [subject, body] = language === 'en' ? [template.subject, template.body] : [template.subjectZh, template.bodyZh]
  return {
    subject: subject === null ? null : speak(subject, spoken).replace(/\s+/g, ' ').trim(),
    body: speak(body, spoken),
  }
}

/** SQL of whom a message speaks of: the customer `c`, its unit `u` and its owner `o`. */
export const spokenOf = `json_build_object('name', c.name, 'kind', c.kind, 'gender', c.gender, 'branch', u.name, 'manager', o.name,
  'class', c.risk_level)`

import type { SuitabilityDefinition } from '@rapport/contract/customer/suitability-rules'
import { riskLevels } from '@rapport/contract/customer/vocabulary'

interface Fault {
  field: string
  code: string
}

/** What would make rules of suitability say two things or nothing; each with the field where it is. */
export function ruleFaults({ classes, tests }: SuitabilityDefinition): Fault[] {
  const places = classes.map(({ code }) => riskLevels.indexOf(code))
  const ordered = places.every((place, n) => n === 0 || place > places[n - 1]!)
  const rising = classes.every(({ highestGrade }, n) => n === 0 || highestGrade >= classes[n - 1]!.highestGrade)
  return [
    ...(ordered ? [] : [{ field: 'definition.classes', code: 'suitability.classes-order' }]),
    ...(rising ? [] : [{ field: 'definition.classes', code: 'suitability.grades-order' }]),
    ...tests.flatMap((test, at) => testFaults(test, `definition.tests.${at}`)),
  ]
}

function testFaults(test: SuitabilityDefinition['tests'][number], field: string): Fault[] {
  const { match, mismatch, fromGrade } = test.steps
  const listed = [match, [...mismatch, ...fromGrade.flatMap(({ steps }) => steps)]]
  return [
    // Each step is done once.
    ...(listed.some((steps) => new Set(steps.map(({ code }) => code)).size < steps.length)
      ? [{ field: `${field}.steps`, code: 'suitability.step-twice' }]
      : []),
    // Nobody can do a pause: it passes, after something that was done.
    ...(listed.some((steps) =>
      steps.some(
        ({ code, hours }, n) => (code === 'cooling-off') !== (hours !== undefined) || (hours !== undefined && n === 0),
      ),
    )
      ? [{ field: `${field}.steps`, code: 'suitability.pause' }]
      : []),
    // A class that was never found out cannot be held against a grade.
    ...(test.dimensions.includes('risk') && !test.assessed
      ? [{ field: `${field}.assessed`, code: 'suitability.class-unknown' }]
      : []),
  ]
}

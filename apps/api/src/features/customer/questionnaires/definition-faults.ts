import { classesOf, type QuestionnaireDefinition } from '@rapport/contract/customer/questionnaires'

interface Fault {
  field: string
  code: string
}

/** What would keep a definition from being asked or added up; each with the field where it is. */
export function faultsIn(definition: QuestionnaireDefinition): Fault[] {
  return [
    ...questionFaults(definition),
    ...definition.scales.flatMap((_, at) => scaleFaults(definition, at)),
    ...contradictionFaults(definition),
  ]
}

function questionFaults({ questions, lowestClass }: QuestionnaireDefinition): Fault[] {
  const codes = questions.map(({ code }) => code)
  return questions.flatMap(({ code, many, options }, at) => {
    const field = `definition.questions.${at}`
    const choices = options.map((option) => option.code)
    return [
      ...(codes.indexOf(code) < at ? [{ field: `${field}.code`, code: 'questionnaire.code-twice' }] : []),
      ...(new Set(choices).size < choices.length
        ? [{ field: `${field}.options`, code: 'questionnaire.code-twice' }]
        : []),
      ...(!many && options.some(({ alone }) => alone)
        ? [{ field: `${field}.options`, code: 'questionnaire.alone-of-one' }]
        : []),
      ...(lowestClass === null && options.some(({ lowest }) => lowest)
        ? [{ field: `${field}.options`, code: 'questionnaire.no-lowest' }]
        : []),
    ]
  })
}

function scaleFaults({ questions, scales }: QuestionnaireDefinition, at: number): Fault[] {
  const { code, questions: counted, bands } = scales[at]!
  const field = `definition.scales.${at}`
  const known = new Set(questions.map((question) => question.code))
  const classes: readonly string[] = classesOf[code]
  const places = bands.map((band) => classes.indexOf(band.class))
  const rises = (values: readonly number[]) => values.every((value, n) => n === 0 || value > values[n - 1]!)
  return [
    ...((at === 0) !== (code === 'risk') ? [{ field: `${field}.code`, code: 'questionnaire.risk-first' }] : []),
    ...(counted.some((question) => !known.has(question)) || new Set(counted).size < counted.length
      ? [{ field: `${field}.questions`, code: 'questionnaire.no-question' }]
      : []),
    ...(places.includes(-1) ? [{ field: `${field}.bands`, code: 'questionnaire.no-class' }] : []),
    ...(rises(bands.map(({ from }) => from)) && rises(places)
      ? []
      : [{ field: `${field}.bands`, code: 'questionnaire.bands-order' }]),
  ]
}

function contradictionFaults({ questions, contradictions }: QuestionnaireDefinition): Fault[] {
  const has = ({ question, option }: { question: string; option: string }) =>
    questions.some(({ code, options }) => code === question && options.some((one) => one.code === option))
  return contradictions.flatMap((one, at) =>
    has(one) && has(one.with) && one.question !== one.with.question
      ? []
      : [{ field: `definition.contradictions.${at}`, code: 'questionnaire.no-option' }],
  )
}

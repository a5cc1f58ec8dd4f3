import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js'
import { ExpressionRefused } from './refused.ts'

export type Node = ASTNode

const LONGEST = 1_000
/** No expression that a person wrote comes near these; none within them can keep a processor busy. */
const grammar = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 200, maxDepth: 24, maxListElements: 100, maxMapEntries: 0, maxCallArguments: 4 },
})

/** The tree of an expression in CEL. Throws `ExpressionRefused`. */
export function parseExpression(source: string): Node {
  if (source.length > LONGEST)
    throw new ExpressionRefused('expression.too-large', LONGEST, source.length - LONGEST, `over ${LONGEST} characters`)
  try {
    return grammar.parse(source).ast
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const { start = 0, end = start } = error.range ?? {}
    const code = error.code === 'limit_exceeded' ? 'expression.too-large' : 'expression.syntax'
    throw new ExpressionRefused(code, start, Math.max(1, end - start), error.summary)
  }
}

export function refuse(node: Node, code: ExpressionRefused['code'], reason: string): never {
  const { start, end } = node.range
  throw new ExpressionRefused(code, start, Math.max(1, end - start), reason)
}

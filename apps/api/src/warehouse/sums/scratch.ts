import type { Loader } from '@rapport/database/as-loader'
import { newId } from '@rapport/database/ids'

/** Tables of a computation under way, in the schema of stages: named for it alone, gone with `drop` or its transaction. */
export class Scratch {
  private readonly stamp = newId().replaceAll('-', '')
  private readonly made: string[] = []

  constructor(private readonly loader: Loader) {}

  /** Makes a table of what a query gives, and returns its name. */
  async keep(name: string, query: string, values: unknown[] = []): Promise<string> {
    const table = `warehouse_stage.${name}_${this.made.length}_${this.stamp}`
    await this.loader.query(`create unlogged table ${table} as ${query}`, values)
    this.made.push(table)
    await this.loader.query(`analyze ${table}`)
    return table
  }

  async drop() {
    for (const table of this.made.splice(0).reverse()) await this.loader.query(`drop table ${table}`)
  }
}

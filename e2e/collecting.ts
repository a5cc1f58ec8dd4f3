import type { Locator } from '@playwright/test'
import { expect, type Reader } from './reader.ts'

/**
 * How long a run may take. In the first minutes of a product the worker sums up two years of the demo firm under the lock
 * that publishing wants too; a run waits for it, and is tried again.
 */
export const RUN_MS = 240_000

/** A file as a person chooses it. */
export interface Chosen {
  name: string
  mimeType: string
  buffer: Buffer
}
interface Named {
  name: string
  code: string
}
interface Described extends Named {
  sample: Chosen
  /** What its rows are, where they are not trades. */
  target?: 'prices'
  /** What its last line begins with; then come the number of rows and the sum of the amounts. */
  trailer?: string
  /** The unit of customers whom nobody knows yet; without it their rows are held. */
  makeIn?: string
}

/** Registers a source whose files are handed in by a person. */
export async function registerUpload({ page, t }: Reader, { name, code }: Named) {
  await page
    .getByRole('button', { name: t('source.add') })
    .first()
    .click()
  const form = page.getByRole('dialog', { name: t('source.add') })
  await form.getByRole('textbox', { name: t('source.name'), exact: true }).fill(name)
  await form.getByRole('textbox', { name: t('source.code'), exact: true }).fill(code)
  await form.getByRole('radio', { name: t('source.kind.upload') }).check()
  await form.getByRole('button', { name: t('source.add') }).click()
  await expect(page.getByRole('region', { name, exact: true })).toBeVisible()
}

/** Describes a file of a source by a sample of two rows, as far as the preview finds both fine, and adds it. */
export async function describeItem(reader: Reader, source: string, item: Described) {
  const { page, t } = reader
  const region = page.getByRole('region', { name: source, exact: true })
  await region.getByRole('link', { name: t('item.add') }).click()
  await page.getByRole('textbox', { name: t('source.name'), exact: true }).fill(item.name)
  await page.getByRole('textbox', { name: t('source.code'), exact: true }).fill(item.code)
  if (item.target) await choose(reader, t('item.target'), t(`target.${item.target}`))
  await page.getByLabel(t('import.file.choose')).setInputFiles(item.sample)
  await expect(page.getByRole('textbox', { name: t('item.place') })).toHaveValue(/\{date\}\.csv$/)
  if (item.trailer) await describeTrailer(reader, item.trailer)
  await expect(page.getByText(t('import.preview.count', { fine: 2, rows: 2 }))).toBeVisible()
  if (item.makeIn) {
    await choose(reader, t('unknown.customers'), t('unknown.make'))
    await choose(reader, t('unknown.unit'), item.makeIn)
    await choose(reader, t('unknown.accounts'), t('unknown.make'))
  }
  await page.getByRole('button', { name: t('item.add') }).click()
  await expect(page.getByText(t('item.added', { name: item.name }))).toBeVisible()
  await expect(region.getByRole('link', { name: item.name, exact: true })).toBeVisible()
}

/** The last line of the sample is a row that is refused, until it is said what it is. */
async function describeTrailer(reader: Reader, prefix: string) {
  const { page, t } = reader
  await expect(page.getByText(t('import.preview.count', { fine: 2, rows: 3 }))).toBeVisible()
  await page.getByRole('checkbox', { name: t('totals.trailer') }).check()
  await page.getByRole('textbox', { name: t('totals.prefix') }).fill(prefix)
  await page.getByRole('button', { name: t('totals.add') }).click()
  await page.getByRole('button', { name: t('totals.add') }).click()
  const fine = page.getByText(t('import.preview.count', { fine: 2, rows: 2 }))
  // What is found meanwhile moves the page under an open list.
  await expect(fine).toBeVisible()
  await choose(reader, `${t('totals.is')} 2`, t('totals.is.sum'))
  const field = page.getByRole('combobox', { name: `${t('totals.field')} 2` })
  await expect(field).toHaveValue(t('import.field.amount'))
  await page.getByRole('textbox', { name: `${t('totals.cell')} 2` }).fill('3')
  await expect(page.getByText(t('totals.declared', { totals: '' }))).toContainText(/ 2 · .* 20,100$/)
  await expect(fine).toBeVisible()
}

/** Makes a project, and in it a task of the steps of both items, summarise and publish. */
export async function makeTask(reader: Reader, project: Named, task: Named, items: string[], source: string) {
  const { page, t } = reader
  await page
    .getByRole('button', { name: t('project.add') })
    .first()
    .click()
  const form = page.getByRole('dialog', { name: t('project.add') })
  await form.getByRole('textbox', { name: t('project.name'), exact: true }).fill(project.name)
  await form.getByRole('textbox', { name: t('source.code'), exact: true }).fill(project.code)
  await form.getByRole('button', { name: t('project.add') }).click()
  const region = page.getByRole('region', { name: project.name, exact: true })
  await region.getByRole('link', { name: t('task.add') }).click()
  await page.getByRole('textbox', { name: t('project.name'), exact: true }).fill(task.name)
  await page.getByRole('textbox', { name: t('source.code'), exact: true }).fill(task.code)
  for (const item of items) await choose(reader, t('step.add-item'), `${item} · ${source}`)
  await page.getByRole('button', { name: t('step.add-end') }).click()
  const graph = page.getByRole('region', { name: t('step.graph') })
  await expect(graph.getByRole('button')).toHaveCount(4 * items.length + 2)
  await page.getByRole('button', { name: t('task.add') }).click()
  await expect(page.getByRole('heading', { level: 1, name: task.name })).toBeVisible()
}

/** Hands in the file of an item for a business date, on the page of sources. */
export async function handIn(reader: Reader, item: string, day: string, file: Chosen) {
  const { page, t } = reader
  const act = `${t('item.hand-in')}: ${item}`
  await page.getByRole('button', { name: act, exact: true }).click()
  const form = page.getByRole('dialog', { name: act })
  await chooseDay(reader, form, day)
  await form.getByLabel(t('import.file.choose')).setInputFiles(file)
  await form.getByRole('button', { name: t('item.hand-in'), exact: true }).click()
  await expect(form).toHaveCount(0)
}

/** Runs a task for a business date, from the page of projects; the panel of the run. */
export async function runTask(reader: Reader, task: string, day: string): Promise<Locator> {
  const { page, t } = reader
  await page.getByRole('link', { name: `${t('run.start.act')}: ${task}`, exact: true }).click()
  const form = page.getByRole('dialog', { name: t('run.start') })
  await chooseDay(reader, form, day)
  await form.getByRole('button', { name: t('run.start.act'), exact: true }).click()
  const panel = page.getByRole('complementary', { name: `${task} · ${day}` })
  await expect(panel).toBeVisible()
  return panel
}

/** Opens the run of a task for a business date in the console. */
export async function openRun({ page, t }: Reader, task: string, day: string) {
  await page.getByRole('textbox', { name: t('run.business-date') }).fill(day)
  const row = page.getByRole('grid', { name: t('data-centre.runs') }).getByRole('row', { name: task })
  await row.getByText(task, { exact: true }).click()
}

/** Runs a step again, and all that need it. */
export async function reRunFrom({ page, t }: Reader, panel: Locator, step: string) {
  await panel.getByRole('button', { name: `${t('run.rerun.from-here')}: ${step}`, exact: true }).click()
  const asked = page.getByRole('dialog')
  await asked.getByRole('button', { name: t('run.rerun.act', { count: 6 }) }).click()
}

/** A fact of a panel, by its label. */
export const factOf = (panel: Locator, label: string) =>
  panel
    .locator('dl div')
    .filter({ has: panel.page().getByRole('term').getByText(label, { exact: true }) })
    .getByRole('definition')

async function choose({ page }: Reader, label: string, choice: string) {
  const select = page.getByRole('combobox', { name: label, exact: true })
  await select.click()
  await page.getByRole('option', { name: choice, exact: true }).click()
}

async function chooseDay({ t }: Reader, form: Locator, day: string) {
  await form.getByRole('textbox', { name: t('run.business-date') }).fill(day)
}

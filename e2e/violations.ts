import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, phone, wide } from './reader.ts'

/** What colours can break: the only rules that a dark page can fail and its light twin cannot. */
const ofColour = ['color-contrast', 'link-in-text-block']

/** What axe finds on the page as it stands: light and dark, at a desk and on a phone unless `sizes` says otherwise. */
export async function violationsOn(page: Page, name: string, sizes: Record<string, typeof wide> = { wide, phone }) {
  const found: string[] = []
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      await settled(page)
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
      const { violations } = await (colorScheme === 'dark' ? axe.withRules(ofColour) : axe).analyze()
      for (const { id, nodes } of violations)
        found.push(`${name} ${size} ${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
    }
  return found
}

/** Everything asked for is drawn: no skeleton, nothing busy, a title. */
async function settled(page: Page) {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.locator('[aria-busy=true], [class*=_bone]')).toHaveCount(0)
}

import { readFileSync } from 'node:fs'
import { someResidentId } from './firm.ts'
import { asGb18030 } from './gb18030.ts'
import { expect, locales, type Reader, test } from './reader.ts'

for (const locale of locales)
  test(`somebody new imports a CSV with bad rows, reads why they were refused, and imports them mended (${locale})`, async ({
    sit,
  }) => {
    const reader = await sit('account-manager', { locale })
    const { page, t, person } = reader
    const ours = person.username.slice(-6)
    const [one, other, mistyped] = [someResidentId(), someResidentId(), someResidentId()]
    const wrong = mistyped.slice(0, -1) + (mistyped.endsWith('0') ? '1' : '0')
    await page.goto('/')
    const areas = page.getByRole('navigation', { name: t('frame.navigation') })
    await areas.getByRole('link', { name: t('frame.imports') }).click()
    await page
      .getByRole('link', { name: t('import.new') })
      .first()
      .click()
    await page.getByLabel(t('import.file.choose')).setInputFiles({
      name: '客户.csv',
      mimeType: 'text/csv',
      buffer: asGb18030(
        [
          '客户编号,姓名,证件类型,证件号码,手机号码,客户等级',
          `A${ours},司徒婉清,身份证,${one},13800138000,高端`,
          `B${ours},欧阳锋,身份证,${wrong},13800138001,普通`,
          `C${ours},令狐冲,身份证,${other},138001,普通`,
          '',
        ].join('\r\n'),
      ),
    })
    await expect(page.getByText(t('import.encoding.gb18030'))).toBeVisible()
    await expect(page.getByRole('cell', { name: '司徒婉清' })).toBeVisible()
    await expect(page.getByText(t('import.preview.count', { fine: 1, rows: 3 }))).toBeVisible()
    await page.getByRole('button', { name: t('import.start') }).click()

    await ended(reader, { created: 1, refused: 2 })
    const reasons = page.getByRole('table', { name: t('import.reasons') })
    await expect(reasons.getByRole('row', { name: t('field.resident-id.checksum') })).toBeVisible()
    await expect(reasons.getByRole('row', { name: t('field.mobile.shape') })).toBeVisible()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t('import.download-refused') }).click(),
    ])
    const refused = readFileSync(await download.path(), 'utf8')
    expect(refused).toMatch(/^\ufeff?客户编号,姓名,证件类型,证件号码,手机号码,客户等级,\S+\r?\n/)
    expect(refused.trim().split('\n')).toHaveLength(3)
    expect(refused).toContain('令狐冲')
    expect(refused).not.toContain('司徒婉清')

    await page.getByRole('link', { name: t('import.corrected') }).click()
    const mended = refused.replace(wrong, mistyped).replace(',138001,', ',13800138002,')
    await page.getByLabel(t('import.file.choose')).setInputFiles({
      name: '客户-更正.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(mended),
    })
    await expect(page.getByText(t('import.preview.count', { fine: 2, rows: 2 }))).toBeVisible()
    await page.getByRole('button', { name: t('import.start') }).click()
    await ended(reader, { created: 2, refused: 0 })

    await page.goto('/customers')
    const list = page.getByRole('grid', { name: t('customers.title') })
    await expect(list.getByRole('link')).toHaveText(['令狐冲', '欧阳锋', '司徒婉清'])
  })

/** Waits until the import is over, and reads what became of its rows. */
async function ended({ page, t }: Reader, of: { created: number; refused: number }) {
  await expect(page.getByText(t(of.refused > 0 ? 'import.state.with-refusals' : 'import.state.done'))).toBeVisible()
  for (const name of ['created', 'refused'] as const)
    await expect(
      page
        .locator('dl')
        .first()
        .locator('div', { hasText: t(`import.${name}`) })
        .getByRole('definition'),
    ).toHaveText(String(of[name]))
}

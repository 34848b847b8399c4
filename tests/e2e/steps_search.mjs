// 4: what a search shows depends on who asks; the text opens where it is allowed.
import { strict as assert } from 'node:assert'
import { REGULATION } from './steps_filing.mjs'
import { inked } from './steps_volume.mjs'

async function search(page, text) {
  await page.goto('/#/search')
  const box = page.getByRole('textbox', { name: '题名、文号、档号、责任者、正文' })
  await box.fill(text)
  await box.press('Enter')
  await page.locator('.found .head b').waitFor()
  return page.locator('.hits > li')
}
async function nothing(page, text) {
  await search(page, text)
  await page.getByRole('heading', { name: '没有找到' }).waitFor()
}

export async function searchAndRead({ pages: { fuwu, shichang, linshi } }) {
  for (const text of ['客户投诉 7天', '客戶投訴 7天']) {
    const hits = await search(fuwu, text)
    await fuwu.getByText('共 1 条').waitFor()
    assert.equal(await hits.count(), 1)
    await hits.getByRole('heading', { name: REGULATION }).waitFor()
    assert.deepEqual(await hits.locator('.snippet mark').allInnerTexts(), ['客户投诉', '7天'])
  }
  await fuwu.getByRole('link', { name: /打开文件/ }).click()
  await fuwu.locator('pre', { hasText: '客户投诉应当在7天内答复' }).waitFor()
  // The old character set was read too.
  await (await search(fuwu, '值班电话')).getByText('镕琰').waitFor()
  await (await search(fuwu, 'Hydraulic')).getByRole('link', { name: /见第 2 页/ }).click()
  await fuwu.getByRole('img', { name: /Hydraulic manual/ }).waitFor()
  await fuwu.getByText('第 2 页，共 3 页').waitFor()
  await fuwu.locator('canvas[data-page="2"][data-marks="1"]').waitFor()
  assert.ok(await inked(fuwu, 2) > 50, 'the viewer shows the page')
  // Another department: neither the text nor a hint of it, but the catalogue entry.
  await nothing(shichang, '客户投诉 7天')
  const entry = await search(shichang, REGULATION)
  await entry.getByRole('heading', { name: REGULATION }).waitFor()
  assert.equal(await entry.locator('.snippet').count(), 0)
  assert.equal(await entry.getByText('可阅').count(), 0)
  // Not cleared for the level: it does not exist.
  await nothing(linshi, '客户投诉 7天')
  await nothing(linshi, REGULATION)
}

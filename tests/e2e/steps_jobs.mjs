// Forms of boxes and lists are printed in the background, by the keyboard alone: started, ready,
// saved, opened again from the preview, removed.
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { button, press, tabTo } from './keys.mjs'

const jobs = page => page.getByRole('dialog').getByRole('region', { name: '我的打印任务' }).getByRole('listitem')

/** Opens the dialog by the menu of the list. */
async function openDialog(page) {
  await page.keyboard.press('p')
  const entry = page.getByRole('menuitem', { name: '批量打印与打印任务…' })
  await entry.waitFor()
  for (let i = 0; i < 12 && !await entry.evaluate(el => el === document.activeElement); ++i) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
}
/** The job at the top of the list, once it is ready. */
async function ready(page, words) {
  const job = jobs(page).first()
  await job.filter({ hasText: words }).getByText('已完成').waitFor()
  return job
}
async function save(page, job) {
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, button(job, '下载 PDF'))])
  return { name: file.suggestedFilename(), head: readFileSync(await file.path()).subarray(0, 5).toString() }
}

export async function printJobs(page) {
  await page.goto('/#/boxes')
  await tabTo(page, page.getByRole('grid', { name: '档案盒' }).locator('tr[tabindex="0"]'))
  await page.keyboard.press('Space')
  await page.getByText('已选 1 盒').waitFor()
  await openDialog(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('所选 1 盒').waitFor()
  await tabTo(page, dialog.getByRole('spinbutton', { name: '从第几个标签起' }))
  await page.keyboard.press('ArrowUp')
  await press(page, button(dialog, '开始生成'))
  const labels = await ready(page, '1 / 1 盒')
  const saved = await save(page, labels)
  assert.match(saved.name, /^档案盒脊、档案盒标签 .*\.pdf$/)
  assert.equal(saved.head, '%PDF-')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })

  // A list too long to be shown at once is offered in the background.
  await page.route('**/api/v1/forms/volume_list.pdf*', r => r.fulfill({ status: 413, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'too large', status: 413, key: 'print.too_many', params: { max: '20000' }, request_id: 'r-1' }) }))
  await page.goto('/#/volumes')
  await page.keyboard.press('p')
  const entry = page.getByRole('menuitem', { name: '案卷目录（F-6）' })
  await entry.waitFor()
  for (let i = 0; i < 12 && !await entry.evaluate(el => el === document.activeElement); ++i) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('行数过多').waitFor()
  await press(page, button(page.getByRole('main'), '在后台打印…').last())
  await press(page, button(dialog, '开始生成'))
  const list = await ready(page, /(\d+) \/ \1 行/)
  assert.match((await save(page, list)).name, /^案卷目录 .*\.pdf$/)

  const before = await jobs(page).count()
  await press(page, button(list, '删除'))
  for (let i = 0; i < 100 && await jobs(page).count() === before; ++i) await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50))))
  assert.equal(await jobs(page).count(), before - 1)
  await page.keyboard.press('Escape')
  await page.unroute('**/api/v1/forms/volume_list.pdf*')
}

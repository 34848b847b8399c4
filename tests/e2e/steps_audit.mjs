// 6: the auditor sees who did what to a record and proves it; a change by hand is found out.
import { strict as assert } from 'node:assert'

export async function audit(scene) {
  const page = scene.pages.shenji
  await page.goto(`/#/items/${scene.items.regulation.id}`)
  await page.getByRole('tab', { name: '操作历史' }).click()
  const row = (who, what) => page.getByRole('row', { name: new RegExp(`${who} ${what}`) }).first()
  for (const [who, what] of [['钱档案', '著录归档'], ['李服务', '查看文件'], ['周市场', '申请借阅'], ['冯主任', '同意借阅'], ['钱档案', '借出清点']]) await row(who, what).waitFor()
  scene.entries = (await page.locator('.history tbody tr td:last-child').allInnerTexts()).map(Number)
  assert.equal(await page.getByRole('button', { name: '撤销' }).count(), 0, 'the auditor only reads')
  await page.goto('/#/audit')
  await page.getByRole('button', { name: '立即校验' }).click()
  await page.getByText(/已验证：\d+ 条记录完整、未被改动/).waitFor()
}

export async function tamper(scene) {
  const { archive, base, entries, items, pages: { shenji: page } } = scene
  await archive.stop()
  archive.changeByte('SELECT title FROM items NOT INDEXED WHERE id = ?', items.regulation.id)
  assert.equal(await archive.start(Number(new URL(base).port)), base)
  await page.goto('/#/audit')
  await page.reload()
  await page.getByRole('button', { name: '立即校验' }).click()
  const verdict = page.getByText(/校验失败：第 \d+ 条记录或其对象已被改动/)
  await verdict.waitFor()
  const blamed = Number(/第 (\d+) 条/.exec(await verdict.innerText())[1])
  assert.ok(entries.includes(blamed), `entry ${blamed} is none of ${entries}`)
}

// 5: a loan from request to incident, each by the own hands.
import { REGULATION } from './steps_filing.mjs'

async function count(page, button, pages, short = false) {
  await page.getByRole('button', { name: button }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('spinbutton', { name: '件数' }).fill('1')
  await dialog.getByRole('spinbutton', { name: '页数' }).fill(String(pages))
  await dialog.getByRole('button', { name: '确认清点结果' }).click()
  // Other figures than expected are asked about before they open an incident.
  if (short) await dialog.getByRole('button', { name: '数目不符，确认登记' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

export async function lend(scene) {
  const { shichang, shichangzhang, zhuren, danganyuan } = scene.pages
  await shichang.goto(`/#/items/${scene.items.regulation.id}`)
  await shichang.getByRole('button', { name: '申请借阅' }).first().click()
  await shichang.getByText('郑部长').first().waitFor()
  await shichang.getByText('带出', { exact: true }).click()
  await shichang.locator('#purpose').fill('核对投诉答复期限')
  const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  await shichang.locator('#due').fill(day)
  await shichang.locator('#due').blur()
  await shichang.getByRole('button', { name: '提交申请' }).click()
  await shichang.getByText(/申请已提交，编号/).waitFor()
  for (const page of [shichangzhang, zhuren]) {
    await page.goto('/#/approvals')
    await page.getByText('由你审批的依据').waitFor()
    await page.keyboard.press('a')
    await page.getByText(/已同意/).waitFor()
  }
  await danganyuan.goto('/#/desk')
  await count(danganyuan, '办理借出', 2)
  await shichang.goto('/#/loans')
  await count(shichang, '确认领取数量', 2)
  await shichang.locator('.chip', { hasText: '借出' }).first().waitFor()
  // It comes back with a page short: an incident, not a return.
  await danganyuan.reload()
  await count(danganyuan, '办理归还', 1, true)
  await shichang.reload()
  await count(shichang, '确认归还数量', 1, true)
  await shichang.locator('.chip', { hasText: '异常待处理' }).first().waitFor()
  await danganyuan.goto('/#/register')
  await danganyuan.getByRole('row', { name: new RegExp(`${REGULATION}.*周市场.*异常待处理`) }).waitFor()
}

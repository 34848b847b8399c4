// 3: a volume is composed, signed, checked by somebody else, sealed, and its catalogue shown.
import { strict as assert } from 'node:assert'
import { choose, dragOver } from './hands.mjs'

/** Dark points on the first page that is shown. */
export const inked = (page, n = 1) => page.locator(`canvas[data-page="${n}"]`).evaluate(canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  let dark = 0
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i] < 128) ++dark
  return dark
})

export async function composeVolume(scene) {
  const { danganyuan: page, jianchayuan: checker } = scene.pages
  await page.goto('/#/volumes')
  await page.getByRole('button', { name: '新建案卷' }).first().click()
  const pick = (field, text) => choose(page, page.locator(`#nv-${field}`), text)
  await pick('fonds', /TY01/)
  await pick('dept', '客户服务部')
  await pick('category', '文书')
  await page.locator('#nv-year').fill('2024')
  await pick('retention', '永久')
  await page.locator('#nv-title').fill('客户服务制度与请示批复')
  await page.getByRole('button', { name: '创建并组卷' }).click()
  await page.waitForURL(/#\/volumes\/\d+$/)
  const loose = page.getByRole('region', { name: '未组卷' })
  await loose.getByRole('row', { name: /客户服务管理办法/ }).waitFor()
  const inside = page.getByRole('region', { name: '卷内文件' })
  // One paper is dragged over, the others are marked.
  await dragOver(page, loose.getByRole('row', { name: /客户服务管理办法/ }), inside.locator('.rows'))
  await inside.getByRole('row', { name: /客户服务管理办法/ }).waitFor()
  await loose.getByRole('row', { name: /客户服务管理办法/ }).waitFor({ state: 'detached' })
  await loose.getByRole('checkbox', { name: '选择全部已载入行' }).check()
  await loose.getByRole('button', { name: /^组入 \d 件$/ }).click()
  await inside.getByText('7 件').first().waitFor()
  // the reply stands before the request it answers.
  const lines = await inside.getByRole('row').allInnerTexts()
  const at = text => lines.findIndex(line => line.includes(text))
  assert.ok(at('增设服务窗口的批复') < at('增设服务窗口的请示'), lines.join('\n'))
  await page.getByRole('button', { name: '签名并提交检查' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '签名并提交检查' }).click()
  await page.getByText('立卷人不能检查本人的案卷').waitFor()
  assert.equal(await page.getByRole('button', { name: '检查无误，封卷' }).count(), 0)

  scene.volume = /volumes\/(\d+)/.exec(page.url())[1]
  await checker.goto(`/#/volumes/${scene.volume}`)
  await checker.getByRole('button', { name: '检查无误，封卷' }).click()
  await checker.getByRole('dialog').getByRole('button', { name: '检查无误，封卷' }).click()
  await checker.locator('.page-head .chip', { hasText: '已封卷' }).waitFor()
  await checker.getByRole('button', { name: /^打印/ }).click()
  await checker.getByRole('menuitem', { name: '卷内文件目录（F-1）' }).click()
  await checker.getByRole('img', { name: /卷\s*内\s*文\s*件\s*目\s*录/ }).first().waitFor()
  const ink = await inked(checker)
  assert.ok(ink > 1000, `${ink} dark points on the printed catalogue`)
}

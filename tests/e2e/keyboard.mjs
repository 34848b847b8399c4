// A volume composed, ordered, signed, checked, printed and reopened, and forms of many records
// printed in the background, in the demo archive by two archivists whose mouse is gone: nothing here clicks. keyboard.mjs FOLDER-OF-THE-PROGRAMS
import { strict as assert } from 'node:assert'
import { Archive } from './archive.mjs'
import { launch, person } from './browser.mjs'
import { button, press, tabTo, take } from './keys.mjs'
import { printJobs } from './steps_jobs.mjs'
import { inked } from './steps_volume.mjs'

const PASSWORD = 'lantai-demo-2026'
const TITLE = '键盘组成的案卷'

async function signIn(browser, base, login) {
  const who = await person(browser, base, { width: 1366, height: 768 })
  const { page } = who
  await page.goto('/')
  await tabTo(page, page.locator('#login'))
  await page.keyboard.type(login)
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('header.top').waitFor()
  return who
}

async function makeVolume(page) {
  await page.goto('/#/volumes')
  await press(page, button(page, '新建案卷'))
  await take(page, page.locator('#nv-retention'), /^30/)
  await tabTo(page, page.locator('#nv-title'))
  await page.keyboard.type(TITLE)
  await press(page, button(page, '创建并组卷'))
  await page.waitForURL(/#\/volumes\/\d+$/)
  return /volumes\/(\d+)/.exec(page.url())[1]
}

const inside = page => page.getByRole('region', { name: '卷内文件' })
/** The units in their order, each as the titles of its papers. */
const units = page => inside(page).locator('.row').evaluateAll(rows => {
  const all = []
  for (const row of rows) {
    const title = row.querySelector('.title')?.textContent.trim()
    if (!title) all.push([])
    else if (row.classList.contains('member')) all.at(-1).push(title)
    else all.push([title])
  }
  return all
})
async function waitForUnits(page, wanted) {
  const words = JSON.stringify(wanted)
  for (let i = 0; i < 100 && JSON.stringify(await units(page)) !== words; ++i)
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50))))
  assert.deepEqual(await units(page), wanted)
}

/** Marks every paper that is not marked yet; a linked one brings its whole group. */
async function fillVolume(page) {
  const loose = page.getByRole('region', { name: '未组卷' })
  const rows = loose.locator('tbody tr[tabindex]')
  await tabTo(page, loose.locator('tr[tabindex="0"]'))
  await page.keyboard.press('Home')
  const count = await rows.count()
  for (let i = 0; i < count; ++i) {
    if (!await rows.nth(i).getByRole('checkbox').isChecked()) await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
  }
  assert.ok(count > 4, 'the demo archive has papers to compose')
  await page.keyboard.press('Enter')
  await inside(page).getByText(`${count} 件，`).waitFor()
}

async function orderVolume(page) {
  await tabTo(page, inside(page).locator('.row[tabindex="0"]'))
  await page.keyboard.press('Home')
  const [first, second, ...rest] = await units(page)
  await page.keyboard.press('Alt+ArrowDown')
  await waitForUnits(page, [second, first, ...rest])
  // The same unit goes to the end by the number of the place.
  const papers = [first, second, ...rest].flat().length
  await page.keyboard.type(String(papers))
  await page.keyboard.press('Enter')
  await waitForUnits(page, [second, ...rest, first])
  await page.keyboard.press('Delete')
  await waitForUnits(page, [second, ...rest])
}

async function sign(page, name) {
  await press(page, button(page, name))
  await press(page, button(page.getByRole('dialog'), name))
}

const archive = new Archive(process.argv[2])
const browser = await launch()
const all = []
try {
  archive.init()
  archive.demo()
  const base = await archive.start()
  for (const login of ['archivist', 'archivist2']) all.push(await signIn(browser, base, login))
  const [page, checker] = all.map(who => who.page)

  const id = await makeVolume(page)
  await fillVolume(page)
  await orderVolume(page)
  await sign(page, '签名并提交检查')
  await page.getByText('立卷人不能检查本人的案卷').waitFor()
  console.log('ok composed, ordered and signed')

  await checker.goto(`/#/volumes/${id}`)
  await sign(checker, '检查无误，封卷')
  await checker.locator('.page-head .chip', { hasText: '已封卷' }).waitFor()
  console.log('ok checked and sealed')

  await page.goto(`/#/volumes/${id}/print`)
  await page.getByRole('img', { name: /卷\s*内\s*文\s*件\s*目\s*录/ }).first().waitFor()
  assert.ok(await inked(page) > 1000, 'the catalogue is drawn')

  // what is sealed is opened again by two people.
  await page.goto(`/#/volumes/${id}`)
  await press(page, button(page, '申请重新开卷'))
  const ask = page.getByRole('dialog')
  await tabTo(page, ask.getByRole('textbox', { name: '理由' }))
  await page.keyboard.type('漏订一件，须补入')
  await page.keyboard.press('Control+Enter')
  await ask.waitFor({ state: 'hidden' })
  await checker.goto('/#/changes')
  await checker.getByText('漏订一件，须补入').first().waitFor()
  await checker.keyboard.press('a')
  await checker.goto(`/#/volumes/${id}`)
  await checker.locator('.page-head .chip', { hasText: '组卷中' }).waitFor()
  console.log('ok reopened by a second person')

  await printJobs(page)
  console.log('ok labels of boxes and a list printed in the background')
  for (const { trouble } of all) assert.deepEqual(trouble, [])
} catch (e) {
  process.exitCode = 1
  console.log(`FAIL ${e.stack}`)
  for (const { page } of all) console.log(`--- ${page.url()} ${await page.locator('body').innerText().then(text => text.replace(/\s+/g, ' ').slice(0, 1500), String)}`)
} finally {
  await browser.close()
  await archive.remove()
}

// Every screen under the strict policy: in both languages, two sizes, full, empty, failing and
// refused. The console stays empty, nothing is cut off, no serious accessibility fault.
import { mkdirSync, readFileSync } from 'node:fs'
import { axeSource, launch, person, root } from './browser.mjs'
import { FakeApi } from './fake_api.mjs'

const SCREENS = ['/', '/password', '/search?q=客户投诉', '/search?q=WS·2021-D30-0001', '/workbench', '/items/new', '/items/1', '/items/1/edit', '/items/1/files/1', '/volumes', '/volumes/1', '/volumes/1?side=catalogue',
  '/volumes/1/print', '/volumes/1/print?form=volume_spine&spine_mm=20', '/boxes/1/print?form=box_label', '/print?form=filing_stamp_sheet&fonds=1', '/print?form=item_list&fonds=1&jobs=1', '/volumes?jobs=1', '/boxes?jobs=1', '/workbench?jobs=1', '/volumes/proposal', '/volumes/old', '/boxes', '/boxes/1', '/changes', '/handovers', '/handovers/1', '/fonds', '/fonds?part=categories', '/fonds?part=codes', '/loans', '/loans/new?item=1', '/approvals', '/desk', '/register', '/people', '/people?tab=departments', '/people?tab=positions', '/people?user=1', '/audit', '/no-right', '/nowhere']
const STATES_FROM_LISTS = ['/search?q=x', '/workbench', '/items/1', '/volumes', '/volumes/1', '/volumes/1?side=catalogue', '/volumes/proposal', '/volumes/old', '/boxes', '/boxes/1', '/changes', '/handovers', '/handovers/1', '/fonds', '/fonds?part=categories', '/fonds?part=codes', '/loans', '/approvals', '/desk', '/register', '/people', '/audit']
const only = process.argv.find(a => a.startsWith('--only='))?.slice(7)
const shots = process.argv.find(a => a.startsWith('--shots='))?.slice(8)
const wanted = list => list.filter(s => !only || s.startsWith(only))
let failures = 0
const titles = new Map()  // a tab is found by its title
const fail = text => { ++failures; console.log(`FAIL ${text}`) }

/** How many requests of a page are on their way. */
function traffic(page) {
  const open = new Set()
  page.on('request', r => open.add(r))
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, r => open.delete(r))
  return open
}
/** Nothing is asked or loading any more and the screen has been painted, twice in a row. */
async function settle(page, open) {
  for (let quiet = 0; quiet < 2;) {
    await page.evaluate(() => new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 60)))
    quiet = open.size || await page.locator('[aria-busy=true]').count() ? 0 : quiet + 1
  }
}
/** Elements of the page proper that stick out of the window to the right or hide their text. */
const cutOff = page => page.evaluate(() => {
  const out = []
  if (document.documentElement.scrollWidth > innerWidth) out.push(`the page is ${document.documentElement.scrollWidth} px wide`)
  for (const el of document.querySelectorAll('button, h1, h2, th, label, .entry span, .chip'))
    if (el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0 && getComputedStyle(el).overflowX !== 'visible' && el.textContent.trim()) out.push(`${el.tagName} “${el.textContent.trim().slice(0, 24)}”`)
  return out
})
const broken = page => page.evaluate(() => {
  const text = document.body.innerText
  return [/\bundefined\b|\bNaN\b|\[object Object\]/.exec(text)?.[0], /\b(?:words|nav|state|errors|loans|audit|items|volumes|search|people|fonds|filing|boxes|codes|categories|compose|changes|forms|old|handovers|print|jobs)\.[a-z_]+(?:\.[a-z_]+)*/.exec(text)?.[0]].filter(Boolean)
})

const axe = readFileSync(axeSource(), 'utf8')
/** Faults that axe calls serious or critical (WCAG 2.1 A and AA). */
async function accessibility(page) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] }))
  return found.violations.filter(v => /serious|critical/.test(v.impact)).map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | ')}`)
}

/** One page walks through the screens, as a person does; each is judged by itself. */
async function walk(screens, where, judge) {
  const { page, context, trouble } = await person(browser, where.base, where)
  const open = traffic(page)
  for (const screen of wanted(screens)) {
    const name = `${where.name} ${screen}`
    await page.goto(`/#${screen}`)
    await settle(page, open)
    await judge(page, screen, name)
    for (const text of trouble.splice(0)) fail(`${name}: ${text}`)
    for (const text of await broken(page)) fail(`${name}: shows “${text}”`)
    if (shots) await page.screenshot({ path: `${shots}/${`${where.name}${screen}`.replace(/[^a-z0-9-]+/gi, '_')}.png` })
  }
  await context.close()
}
const WIDTHS = [[1440, 900], [1366, 768]]
if (shots) mkdirSync(shots, { recursive: true })
const browser = await launch()
try {
  for (const language of ['zh-CN', 'en']) {
    const api = new FakeApi(root)
    await walk(SCREENS, { base: await api.start(), name: language, language }, async (page, screen, name) => {
      if (!(await page.locator('main, .login').innerText()).trim()) fail(`${name}: empty page`)
      for (const [width, height] of WIDTHS) {
        await page.setViewportSize({ width, height })
        for (const text of await cutOff(page)) fail(`${name} at ${width}: cut off: ${text}`)
      }
      for (const text of await accessibility(page)) fail(`${name}: ${text}`)
      const title = await page.title()
      if (titles.has(title)) fail(`${name}: has the title “${title}” of ${titles.get(title)}`)
      titles.set(title, name)
    })
    api.stop()
  }
  for (const mode of ['empty', 'failing', 'forbidden']) {
    const api = new FakeApi(root, mode)
    await walk(STATES_FROM_LISTS, { base: await api.start(), name: mode }, async (page, screen, name) => {
      const text = (await page.locator('main').innerText()).trim()
      if (mode === 'failing' && !/没有成功|发生意外错误/.test(text)) fail(`${name}: does not say that it failed: ${text.slice(0, 60)}`)
      if (mode === 'forbidden' && !/没有权限|没有此项权限/.test(text)) fail(`${name}: does not say that a right is missing: ${text.slice(0, 60)}`)
    })
    api.stop()
  }
} finally {
  await browser.close()
}
console.log(failures ? `${failures} faults` : 'every screen is in order')
process.exit(failures ? 1 : 0)

// The acceptance scenario in a real browser against the real server, from an empty folder: people
// are made and enter, papers are filed, found, bound, lent, and the record of it is proven.
// acceptance.mjs FOLDER-OF-THE-PROGRAMS
import { strict as assert } from 'node:assert'
import { Archive } from './archive.mjs'
import { launch } from './browser.mjs'
import { People } from './hands.mjs'
import { audit, tamper } from './steps_audit.mjs'
import { fileDocuments } from './steps_filing.mjs'
import { lend } from './steps_loan.mjs'
import { makePeople } from './steps_people.mjs'
import { searchAndRead } from './steps_search.mjs'
import { composeVolume } from './steps_volume.mjs'

const archive = new Archive(process.argv[2])
const browser = await launch()
const scene = { archive, pages: {} }
let people
async function step(name, act) {
  const start = Date.now()
  try {
    await act(scene)
    people.quiet()
  } catch (e) {
    console.log(`FAIL ${name}\n${e.stack}`)
    for (const { name, page, trouble } of people.all)
      console.log(`--- ${name} ${page.url()} ${trouble.join(' ')}\n${await page.locator('body').innerText().then(text => text.replace(/\s+/g, ' ').slice(0, 1200), String)}`)
    throw e
  }
  console.log(`ok ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`)
}

try {
  scene.links = archive.init()
  assert.deepEqual(Object.keys(scene.links).length, 3, 'three administrators')
  scene.base = await archive.start()
  scene.people = people = new People(browser, scene.base)
  await step('people, departments, rights and positions', makePeople)
  await step('fonds, filing scheme and documents', fileDocuments)
  await step('volume composed, checked and sealed', composeVolume)
  await step('search by each one\'s rights', searchAndRead)
  await step('loan, return, a page short', lend)
  await step('history and proof', audit)
  await step('an altered record is found out', tamper)
} catch (e) {
  process.exitCode = 1
  if (!people) console.log(e.stack)
} finally {
  await browser.close()
  await archive.remove()
}

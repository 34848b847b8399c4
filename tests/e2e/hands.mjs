// What people do with their hands in the client: by the words and labels they see.
import { strict as assert } from 'node:assert'
import { person } from './browser.mjs'

/** Opens a list by its label and takes the entry whose text is, or begins with, `text`. */
export async function choose(where, label, text) {
  const page = where.page?.() ?? where
  const box = typeof label === 'string' ? where.getByRole('combobox', { name: label, exact: true }) : label
  await box.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " el-select ")][1]').click()
  await page.getByRole('option', { name: text, exact: typeof text === 'string' }).filter({ visible: true }).click()
}

/** Drags files from the desktop onto `zone`. */
export async function drop(zone, files) {
  const sent = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, bytes: buffer.toString('base64') }))
  const dataTransfer = await zone.page().evaluateHandle(all => {
    const transfer = new DataTransfer()
    for (const { name, mimeType, bytes } of all) transfer.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name, { type: mimeType }))
    return transfer
  }, sent)
  for (const type of ['dragover', 'drop']) await zone.dispatchEvent(type, { dataTransfer })
}

export class People {
  constructor(browser, base) {
    Object.assign(this, { browser, base, all: [] })
  }
  /** Somebody's own browser; opens the one-time link and chooses a password. */
  async enter(name, link, password, works = true) {
    const who = await person(this.browser, this.base)
    this.all.push({ name, ...who })
    await who.page.goto(link.replace(/^https?:\/\/[^/]+/, ''))
    await who.page.locator('#new-password').fill(password)
    await who.page.locator('#new-password-again').fill(password)
    await who.page.getByRole('button', { name: '保存并登录' }).click()
    if (works) await who.page.locator('main').waitFor()
    return who.page
  }
  /** Nobody's console has said anything. */
  quiet() {
    for (const { name, trouble } of this.all) assert.deepEqual(trouble, [], `console of ${name}`)
  }
}

/** Lets go only when the list says that it takes what is held over it. */
export async function dragOver(page, row, list) {
  await row.hover()
  await page.mouse.down()
  const { x, y, width, height } = await list.boundingBox()
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 })
  await page.getByText(/^松开/).waitFor()
  await page.mouse.move(x + width / 2 + 3, y + height / 2 + 3, { steps: 3 })
  await page.locator('.rows.end').waitFor()
  await page.mouse.up()
}

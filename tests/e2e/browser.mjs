// Chromium for the tests: one context per person, and a list of everything the console said.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
const require = createRequire(join(root, 'server/web/package.json'))
const { chromium } = require('playwright-core')
export const axeSource = () => require.resolve('axe-core/axe.min.js')

export async function launch() {
  const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  if (!program) throw new Error('no Chromium: apt-get install chromium')
  return chromium.launch({ executablePath: program, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

/** A page of its own context. `trouble` collects console errors, page errors and CSP reports. */
export async function person(browser, base, { language = 'zh-CN', width = 1440, height = 900 } = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: { width, height }, acceptDownloads: true, reducedMotion: 'reduce', locale: language })
  const trouble = []
  await context.addInitScript(language => {
    localStorage.setItem('lantai.language', language)
    document.addEventListener('securitypolicyviolation', e => console.error(`CSP ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))
  }, language)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  // Chromium logs each answer that is a refusal; refusals are part of the work and judged by what the page shows.
  page.on('console', m => {
    if ((m.type() === 'error' || m.type() === 'warning') && !/^Failed to load resource/.test(m.text())) trouble.push(`${m.type()}: ${m.text()}`)
  })
  page.on('pageerror', e => trouble.push(`page error: ${e.message}`))
  page.on('dialog', d => { trouble.push(`dialog: ${d.message()}`); void d.dismiss() })
  return { page, context, trouble }
}

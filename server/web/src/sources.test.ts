// What the strict CSP and the two languages ask of every source file.
import { describe, expect, it } from 'vitest'
import { i18n } from './i18n'

const files = import.meta.glob<string>(['./**/*.vue', './**/*.ts', '!./**/*.test.ts', '!./api/schema.d.ts'], { eager: true, query: '?raw', import: 'default' })
const views = Object.entries(files).filter(([name]) => name.endsWith('.vue'))
const templateOf = (source: string) => /<template>[\s\S]*<\/template>/.exec(source)?.[0] ?? ''

describe('the sources', () => {
  it('are all here', () => expect(views.length).toBeGreaterThan(20))

  it.each(Object.keys(files))('%s has nothing the content security policy refuses', name => {
    const source = files[name]!
    expect(source).not.toMatch(/v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|new Function|\beval\(/)
    expect(templateOf(source)).not.toMatch(/\sstyle="/)
  })

  it.each(views.map(([name]) => name))('%s shows no text that has no other language', name => {
    const text = templateOf(files[name]!).replace(/\{\{[\s\S]*?\}\}/g, '').replace(/<!--[\s\S]*?-->/g, '').replace(/="[^"]*"/g, '')
    expect(text.match(/[\u4e00-\u9fff]+/g)).toBeNull()
  })

  it.each(Object.keys(files))('%s names only texts that exist', name => {
    const used = [...files[name]!.matchAll(/\bt\('([a-z_]+(?:\.[A-Za-z0-9_]+)+)'/g)].map(m => m[1]!)
    for (const language of ['zh-CN', 'en'] as const)
      expect(used.filter(key => !i18n.global.te(key, language)), language).toEqual([])
  })
})

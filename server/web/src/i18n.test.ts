import { describe, expect, it, vi } from 'vitest'
import { createI18n } from 'vue-i18n'
import { ApiError } from '@/api/client'
import { describe as sentence, errorText, reasonText, setLanguage, startLanguage, word } from './i18n'

type Tree = { [key: string]: Tree | string }
const load = (files: Record<string, Tree>) => Object.assign({}, ...Object.values(files)) as Tree
const zh = load(import.meta.glob<Tree>('./locales/zh-CN/*.json', { eager: true, import: 'default' }))
const en = load(import.meta.glob<Tree>('./locales/en/*.json', { eager: true, import: 'default' }))

const texts = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value]] : texts(value, `${prefix}${key}/`)) as [string, string][])
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]!).sort()

describe('texts', () => {
  it('have the same keys in both languages', () => {
    expect(texts(zh).length).toBeGreaterThan(100)
    expect(texts(en).map(([key]) => key).sort()).toEqual(texts(zh).map(([key]) => key).sort())
  })
  it('fill the same gaps in both languages', () => {
    const english = new Map(texts(en))
    for (const [key, text] of texts(zh)) expect([...new Set(names(english.get(key)!))], key).toEqual([...new Set(names(text))])
  })
  it.each([['zh-CN', zh], ['en', en]] as const)('are well formed in %s', (locale, tree) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const failed = vi.spyOn(console, 'error').mockImplementation(() => {})
    const compiler = createI18n({ legacy: false, locale, messages: { [locale]: Object.fromEntries(texts(tree).map(([, text], i) => [`k${i}`, text])) } })
    texts(tree).forEach(([key, text], i) => {
      const given = Object.fromEntries(names(text).map(name => [name, '7']))
      expect(compiler.global.t(`k${i}`, given).trim(), key).not.toMatch(/^$|\{|^k\d+$/)
    })
    expect(warned.mock.calls.concat(failed.mock.calls)).toEqual([])
    vi.restoreAllMocks()
  })
  it('are not Chinese in English', () => {
    const chinese = texts(en).filter(([, text]) => /[\u4e00-\u9fff]/.test(text.replace('兰台', ''))).map(([key]) => key)
    expect(chinese).toEqual([])
  })
})

describe('what an error says', () => {
  it('is the text of its key with its numbers, in the chosen language', () => {
    setLanguage('zh-CN')
    expect(errorText('item.too_many_keywords', { max: '20' })).toBe('主题词最多 20 个。')
    setLanguage('en')
    expect(errorText('item.too_many_keywords', { max: '20' })).toMatch(/20/)
    expect(errorText('item.too_many_keywords', { max: '20' })).not.toMatch(/[\u4e00-\u9fff]/)
    setLanguage('zh-CN')
  })
  it('names the rule it rests on, once', () => {
    expect(errorText('access.role_missing', { rule: 'R-18' })).toBe('您没有此项权限。（R-18）')
    expect(errorText('loan.blocked_overdue', { rule: 'R-45' })).toMatch(/^[^R]*R-45[^R]*$/)
  })
  it('is as the reason of a print the name of the form', () => {
    expect(reasonText('item_catalogue')).toBe('卷内文件目录')
    expect(reasonText('session.csrf')).toBe(errorText('session.csrf'))
    expect(reasonText('')).toBe('')
  })
  it('is the key when no text is known', () => expect(errorText('no.such_key')).toBe('no.such_key'))
  it('carries the request number when the server is at fault', () => {
    expect(sentence(new ApiError(500, 'client.unexpected', {}, '', [], 'req-7'))).toContain('req-7')
    expect(sentence(new ApiError(422, 'client.unexpected', {}, '', [], 'req-7'))).not.toContain('req-7')
  })
  it('names enum words', () => {
    expect(word('loan_state', 'on_loan')).toBe('借出')
    expect(word('loan_state', null)).toBe('')
    expect(word('retention', 'D25')).toBe('D25')
  })
})

it.each([
  [null, ['zh-CN', 'en'], 'zh-CN'], [null, ['zh-TW'], 'zh-CN'], [null, ['ZH'], 'zh-CN'], [null, ['en-GB', 'zh-CN'], 'en'], [null, ['de'], 'en'], [null, ['zhx'], 'en'],
  [null, [], 'zh-CN'], ['zh-CN', ['en'], 'zh-CN'], ['en', ['zh-CN'], 'en'], ['fr', ['zh'], 'zh-CN'],
] as const)('chosen %j in a browser of %j: %s', (chosen, browser, language) => expect(startLanguage(chosen, browser)).toBe(language))

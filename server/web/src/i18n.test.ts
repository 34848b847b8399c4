import { describe, expect, it } from 'vitest'

type Tree = { [key: string]: Tree | string }
const load = (files: Record<string, Tree>) => Object.assign({}, ...Object.values(files)) as Tree
const zh = load(import.meta.glob<Tree>('./locales/zh-CN/*.json', { eager: true, import: 'default' }))
const en = load(import.meta.glob<Tree>('./locales/en/*.json', { eager: true, import: 'default' }))

const keys = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' && value !== null && !('body' in value) && !('loc' in value) ? keys(value as Tree, `${prefix}${key}/`) : [prefix + key]))

describe('texts', () => {
  it('have the same keys in both languages', () => {
    expect(keys(zh).length).toBeGreaterThan(100)
    expect(keys(en).sort()).toEqual(keys(zh).sort())
  })
})

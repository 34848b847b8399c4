import { expect, it } from 'vitest'
import { countsOf, rowCounts } from './counts'

const volume = (origin: 'old' | 'regular', pages: (number | null)[], old_items: number | null = null, old_pages: number | null = null) =>
  ({ origin, old_items, old_pages, items: pages.map(n => ({ pages: n })), totals: { kinds: pages.length, copies: 0, pages: pages.reduce<number>((sum, n) => sum + (n ?? 0), 0) } })

it.each([
  ['the cover of an old volume without rows', volume('old', [], 8, 120), { items: 8, pages: 120 }],
  ['neither rows nor cover: unknown, not 0', volume('old', []), { items: null, pages: null }],
  ['rows, some pages unknown: the cover', volume('old', [3, null], 8, 120), { items: 2, pages: 120 }],
  ['rows with all pages', volume('old', [3, 4], 8, 120), { items: 2, pages: 7 }],
  ['an empty volume of today has 0', volume('regular', []), { items: 0, pages: 0 }],
] as const)('counts %s', (_, of, counts) => expect(countsOf(of)).toEqual(counts))

it('does not show 0 for an old volume in a list', () => {
  expect(rowCounts({ origin: 'old', item_count: 0, pages: 0 })).toEqual({ items: null, pages: null })
  expect(rowCounts({ origin: 'old', item_count: 2, pages: 0 })).toEqual({ items: 2, pages: null })
  expect(rowCounts({ origin: 'regular', item_count: 0, pages: 0 })).toEqual({ items: 0, pages: 0 })
})

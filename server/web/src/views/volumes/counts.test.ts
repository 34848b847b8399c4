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
  const row = (origin: 'old' | 'regular', item_count: number, pages: number, old_items: number | null = null, old_pages: number | null = null) => rowCounts({ origin, item_count, pages, old_items, old_pages })
  expect(row('old', 0, 0)).toEqual({ items: null, pages: null })
  expect(row('old', 2, 0)).toEqual({ items: 2, pages: null })
  expect(row('regular', 0, 0)).toEqual({ items: 0, pages: 0 })
  expect(row('old', 0, 0, 23, 180)).toEqual({ items: 23, pages: 180 })
  expect(row('old', 2, 0, 23, 180)).toEqual({ items: 2, pages: 180 })
  expect(row('old', 2, 3, 23, 180)).toEqual({ items: 2, pages: 3 })
})

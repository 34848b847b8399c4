import { describe, expect, it } from 'vitest'
import { allIds, inOrder, isRunning, keptUntil, percentOf } from './jobs'

it.each([['queued', 0, 0, 0], ['running', 1, 3, 33], ['running', 3, 3, 99], ['done', 3, 3, 100], ['cancelled', 1, 4, 25]] as const)('%s, %i of %i: %i%%', (state, done, total, wanted) => expect(percentOf({ state, done, total })).toBe(wanted))
it.each([['queued', true], ['running', true], ['done', false], ['failed', false], ['cancelled', false]] as const)('%s is running: %s', (state, wanted) => expect(isRunning({ state })).toBe(wanted))
it('keeps the PDF for a day', () => expect([keptUntil({ finished_at: '2026-11-23T01:00:00.000Z' }), keptUntil({ finished_at: null })]).toEqual(['2026-11-24T01:00:00.000Z', null]))
it('prints the cover first and the spine last', () => expect(inOrder(['volume_spine', 'notes_form', 'volume_cover'])).toEqual(['volume_cover', 'notes_form', 'volume_spine']))

describe('all volumes of a list', () => {
  const parts = (n: number, size: number) => async (cursor?: string) => {
    const from = Number(cursor ?? 0)
    const items = Array.from({ length: Math.min(size, n - from) }, (_, i) => ({ id: String(from + i + 1) }))
    return { items, next_cursor: from + size < n ? String(from + size) : null }
  }
  it.each([[5, 2, 10, 5, false], [4, 2, 10, 4, false], [9, 2, 4, 4, true], [5, 5, 3, 3, true], [0, 2, 4, 0, false]])('%i in parts of %i, at most %i', async (n, size, max, length, more) => {
    const all = await allIds(parts(n, size), max)
    expect([all.ids.length, new Set(all.ids).size, all.more]).toEqual([length, length, more])
  })
})

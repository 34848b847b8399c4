import { describe, expect, it } from 'vitest'
import { allIds, draftOf, fileName, inOrder, isRunning, keptUntil, kindOf, percentOf, scopeOf, shown, type Job } from './jobs'

it.each([['queued', 0, 0, 0], ['running', 1, 3, 33], ['running', 3, 3, 99], ['done', 3, 3, 100], ['cancelled', 1, 4, 25]] as const)('%s, %i of %i: %i%%', (state, done, total, wanted) => expect(percentOf({ state, done, total })).toBe(wanted))
it.each([['queued', true], ['running', true], ['done', false], ['failed', false], ['cancelled', false]] as const)('%s is running: %s', (state, wanted) => expect(isRunning({ state })).toBe(wanted))
it('leaves out what was cancelled or removed', () => expect(shown((['queued', 'cancelled', 'done'] as const).map(state => ({ state }) as Job)).map(j => j.state)).toEqual(['queued', 'done']))
it('keeps the PDF for a day', () => expect([keptUntil({ finished_at: '2026-11-23T01:00:00.000Z' }), keptUntil({ finished_at: null })]).toEqual(['2026-11-24T01:00:00.000Z', null]))
it.each([
  ['volumes', 'volume_spine notes_form volume_cover', 'volume_cover notes_form volume_spine'], ['boxes', 'box_label box_notes_form', 'box_notes_form box_label'],
  ['list', 'filing_stamp_sheet item_list volume_list', 'volume_list item_list filing_stamp_sheet'], ['list', 'box_label volume_cover', ''],
] as const)('of %s prints %s in the order %s', (kind, chosen, wanted) => expect(inOrder(kind, chosen.split(' ')).join(' ')).toBe(wanted))
it.each([['notes_form', 'volumes'], ['box_spine', 'boxes'], ['subject_list', 'list'], ['handover_receipt', null]] as const)('%s is printed of %s', (form, wanted) => expect(kindOf(form)).toBe(wanted))
it('calls a file what no system refuses', () => expect(fileName('案卷目录、a/b', '2026-11-23 05:18')).toBe('案卷目录、a_b 2026-11-23 0518.pdf'))

describe('the order of a job', () => {
  it.each([
    ['volumes', ['notes_form', 'volume_cover'], { hard_cover: true }, { ids: ['3', '4'] }, { forms: ['volume_cover', 'notes_form'], hard_cover: true, volume_ids: ['3', '4'] }],
    ['volumes', ['volume_spine'], { spine_mm: 20 }, { scope: { fonds_id: '1' } }, { forms: ['volume_spine'], volumes: { fonds_id: '1' } }],
    ['boxes', ['box_label'], { label_sheet: '63x38', first_place: 5 }, { ids: ['9'] }, { forms: ['box_label'], label_sheet: '63x38', first_place: 5, box_ids: ['9'] }],
    ['boxes', ['box_spine'], { a4: true }, { scope: { fonds_id: '1', category: 'WS' } }, { forms: ['box_spine'], a4: true, boxes: { fonds_id: '1', category: 'WS' } }],
    ['list', ['subject_list', 'volume_cover'], {}, { scope: { fonds_id: '1', filing_year: 2024 } }, { forms: ['subject_list'], list: { fonds_id: '1', filing_year: 2024 } }],
  ] as const)('%s %j %j', (kind, forms, options, records, wanted) => expect(draftOf(kind, forms, options, 'ids' in records ? { ids: [...records.ids] } : records)).toEqual(wanted))
})

describe('filters as a choice of a fonds', () => {
  const one = [{ id: '1' }], two = [{ id: '1' }, { id: '2' }]
  it.each([
    [{ fonds_id: '2', filing_year: 2024, retention_class: '' }, two, { fonds_id: '2', filing_year: 2024 }], [{ category: 'WS', state: undefined }, one, { fonds_id: '1', category: 'WS' }],
    [{ category: 'WS' }, two, null], [{ fonds_id: '1', query: '泵' }, one, null], [{ fonds_id: '1', state: 'open' }, one, null], [{}, [], null],
  ])('%j', (filter, fonds, wanted) => expect(scopeOf(filter, fonds)).toEqual(wanted))
})

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

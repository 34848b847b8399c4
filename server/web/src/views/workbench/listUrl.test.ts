import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { listKey, nodesOf, readList, requestOf, volumeScope, writeList } from './listUrl'

describe('the address of the workbench', () => {
  const query = { fonds_id: '1', filing_year: '2021', retention_class: 'Y', query: '预算', level: '2', department_id: '3', state: 'filed', kind: 'plan', unassigned: '1', sort: 'recent', item: '9' }
  it('keeps place, filters, order and the shown item', () => expect(writeList(readList(query))).toEqual(query))
  it('leaves out what is usual', () => expect(writeList(readList({ sort: 'code', query: ' ' }))).toEqual({}))
  it('ignores values that mean nothing', () => expect(readList({ filing_year: '21', level: '7', sort: 'x', unassigned: 'yes' })).toMatchObject({ filing_year: '', level: '', sort: 'code', unassigned: false }))
  it('asks in the types of the server', () => expect(requestOf(readList(query))).toEqual({ fonds_id: '1', filing_year: 2021, retention_class: 'Y', query: '预算', level: 2, department_id: '3', state: 'filed', kind: 'plan', unassigned: true, sort: 'recent' }))
  it.each([['', 'filed'], ['withdrawn', 'withdrawn'], ['all', undefined]] as const)('counts as the tree does: state "%s" asks for %s', (state, wanted) => expect(requestOf(readList({ state })).state).toBe(wanted))
  it('asks again for another list, not for another item in the pane', () => {
    expect(listKey(readList({ ...query, item: '10' }))).toBe(listKey(readList(query)))
    expect(listKey(readList({ ...query, level: '0' }))).not.toBe(listKey(readList(query)))
  })
})

it('makes a tree of fonds, years and classes with their counts', () => {
  const [fonds] = nodesOf({ fonds: [{ id: '1', fonds_no: 'LT', name: '兰台', count: 3, years: [{ year: 2021, count: 3, classes: [{ code: 'Y', count: 2 }, { code: 'D', count: 1 }] }] }] }, code => `[${code}]`)
  expect(fonds).toMatchObject({ key: '1', label: 'LT 兰台', count: 3 })
  expect(fonds?.children?.[0]).toMatchObject({ key: '1/2021', filing_year: '2021', count: 3 })
  expect(fonds?.children?.[0]?.children).toMatchObject([{ key: '1/2021/Y', label: '[Y]', count: 2 }, { key: '1/2021/D', label: '[D]', count: 1 }])
})

describe('rows for one volume', () => {
  const row = (change: Partial<Schemas['ItemRow']> = {}) => ({ state: 'filed', volume_id: null, box_id: null, filing_year: 2021, retention_class: 'Y', ...change }) as Schemas['ItemRow']
  it('share year and class', () => expect(volumeScope([row(), row()])).toEqual({ year: 2021, retention: 'Y' }))
  it.each([
    ['withdrawn', { state: 'withdrawn' }], ['in_volume', { volume_id: '4' }], ['in_volume', { box_id: '4' }], ['years', { filing_year: 2022 }], ['classes', { retention_class: 'D' }],
  ] as const)('are refused because of %s', (why, change) => expect(volumeScope([row(), row(change)])).toBe(why))
  it('are at least one', () => expect(volumeScope([])).toBe('none'))
})

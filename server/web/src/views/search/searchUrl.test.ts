import { describe, expect, it } from 'vitest'
import { asksNothing, facetRows, picks, readSearch, requestOf, withPick, withoutPicks, writeSearch } from './searchUrl'

describe('the address of a search', () => {
  it('keeps text, filters, order and page', () => {
    const query = { q: '预算', year: ['2021', '2022'], level: '1', retention_class: 'D30', department_id: 'd-1', kind: 'plan', sort: 'date', page: '3' }
    const state = readSearch(query)
    expect(state).toEqual({ q: '预算', picked: { year: ['2021', '2022'], level: ['1'], retention_class: ['D30'], department_id: ['d-1'], kind: ['plan'] }, sort: 'date', page: 3 })
    expect(readSearch(writeSearch(state) as never)).toEqual(state)
  })
  it('leaves out what is usual', () => expect(writeSearch(readSearch({ q: 'a', sort: 'relevance', page: '1' }))).toEqual({ q: 'a' }))
  it('ignores values that mean nothing', () => {
    expect(readSearch({ year: ['99', '2021x', '2021', '2021'], level: ['5', '-1', '2'], retention_class: 'y', sort: 'size', page: '-2' }))
      .toMatchObject({ picked: { year: ['2021'], level: ['2'], retention_class: [] }, sort: 'relevance', page: 1 })
  })
})

describe('a filter', () => {
  const state = readSearch({ q: 'a', year: '2021', page: '4' })
  it('starts at the first page', () => expect(withPick(state, 'level', '2')).toMatchObject({ picked: { year: ['2021'], level: ['2'] }, page: 1 }))
  it('that is on goes off', () => expect(withPick(state, 'year', '2021').picked.year).toEqual([]))
  it('can be listed and cleared with the others', () => {
    expect(picks(state)).toEqual([{ facet: 'year', value: '2021' }])
    expect(picks(withoutPicks(state))).toEqual([])
  })
  it('that finds nothing stays visible', () => {
    expect(facetRows([{ value: '2020', count: 3 }], ['2021'])).toEqual([{ value: '2020', count: 3, on: false }, { value: '2021', count: 0, on: true }])
  })
})

it('asks for the rows of the page', () => expect(requestOf(readSearch({ q: 'a', page: '3', year: '2021', level: '0' }))).toMatchObject({ q: 'a', offset: 40, limit: 20, year: [2021], level: [0], sort: 'relevance' }))
it('asks nothing for an empty address, but for a filter alone', () => {
  expect(asksNothing(readSearch({}))).toBe(true)
  expect(asksNothing(readSearch({ q: '  ' }))).toBe(true)
  expect(asksNothing(readSearch({ year: '2021' }))).toBe(false)
})

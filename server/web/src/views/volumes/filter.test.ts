import { describe, expect, it } from 'vitest'
import { readFilter, yearsBack } from './filter'

describe('the filter in the address', () => {
  it('is read in full', () =>
    expect(readFilter({ fonds: '3', year: '2024', retention: 'D30', state: 'sealed', q: '合同' }))
      .toEqual({ fonds_id: '3', filing_year: 2024, retention_class: 'D30', state: 'sealed', query: '合同' }))
  it('leaves out what means nothing', () =>
    expect(readFilter({ fonds: 'x', year: '24', retention: '', state: 'burnt', q: ['a', 'b'] })).toEqual({}))
})

it('offers years newest first', () => {
  expect(yearsBack(2024, 2022)).toEqual([2024, 2023, 2022])
  expect(yearsBack(2020, 2022)).toEqual([])
})
it('a place and an origin narrow the list; an unknown origin does not', () => {
  expect(readFilter({ place: '1-03', origin: 'old' })).toEqual({ location: '1-03', origin: 'old' })
  expect(readFilter({ origin: 'new', place: '' })).toEqual({})
})

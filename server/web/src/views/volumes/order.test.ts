import { describe, expect, it } from 'vitest'
import { dropOn, moveInside, moveTo, moveUnit, paginate, placeBefore, sharedPart, units } from './order'

// a, then the group b (three papers), then c and d
const items = [['a', 'a'], ['b1', 'b'], ['b2', 'b'], ['b3', 'b'], ['c', 'c'], ['d', 'd']].map(([id, group_id]) => ({ id: id!, group_id: group_id! }))
const ids = (list: { id: string }[] | null) => list?.map(i => i.id).join(' ') ?? null

it('shows a linked group as one unit with its first position', () =>
  expect(units(items).map(u => [u.id, u.position, u.items.length])).toEqual([['a', 1, 1], ['b', 2, 3], ['c', 5, 1], ['d', 6, 1]]))

describe('moving a unit by one step', () => {
  it.each([
    ['c', -1, 'a c b1 b2 b3 d'], ['a', 1, 'b1 b2 b3 a c d'], ['b', 1, 'a c b1 b2 b3 d'], ['a', -1, null], ['d', 1, null], ['x', 1, null],
  ] as const)('%s by %i', (unit, step, order) => expect(ids(moveUnit(items, unit, step))).toBe(order))
})

describe('moving inside a group', () => {
  it.each([
    ['b2', -1, 'a b2 b1 b3 c d'], ['b2', 1, 'a b1 b3 b2 c d'], ['b1', -1, null], ['b3', 1, null], ['a', 1, null],
  ] as const)('%s by %i', (id, step, order) => expect(ids(moveInside(items, id, step))).toBe(order))
})

describe('moving to a position', () => {
  it.each([
    ['d', 1, 'd a b1 b2 b3 c'], ['d', 2, 'a d b1 b2 b3 c'], ['d', 4, 'a d b1 b2 b3 c'], ['d', 5, 'a b1 b2 b3 d c'],
    ['b', 6, 'a c d b1 b2 b3'], ['a', 6, 'b1 b2 b3 c d a'], ['d', 6, null], ['a', 0, null], ['a', 7, null], ['a', 1.5, null],
  ] as const)('%s to %d', (unit, position, order) => expect(ids(moveTo(items, unit, position))).toBe(order))
})

it('drops a unit in the place of another without tearing a group', () => {
  expect(ids(dropOn(items, 'd', 'b'))).toBe('a d b1 b2 b3 c')
  expect(ids(dropOn(items, 'a', 'b'))).toBe('b1 b2 b3 a c d')
  expect(dropOn(items, 'a', 'a')).toBeNull()
})

describe('papers that were dropped at a place', () => {
  it.each([
    [['d'], 'a', 'd a b1 b2 b3 c'], [['d'], 'b2', 'a d b1 b2 b3 c'], [['a'], '', 'b1 b2 b3 c d a'], [['b1', 'b2', 'b3', 'd'], 'a', 'b1 b2 b3 d a c'],
    // of a group that was there already: only the others move
    [['b2', 'd'], 'a', 'd a b1 b2 b3 c'], [['b2'], 'a', null], [['d'], '', null], [['c'], 'd', null],
  ] as const)('%j before “%s”', (fresh, before, order) => expect(ids(placeBefore(items, new Set(fresh), before))).toBe(order))
})

it('counts pages on, and stops where pages are unknown', () => {
  const paged = paginate([{ id: 'a', group_id: 'a', pages: 3 }, { id: 'b', group_id: 'b', pages: 1 }, { id: 'c', group_id: 'c', pages: null }, { id: 'd', group_id: 'd', pages: 2 }])
  expect(paged.map(p => [p.start_page, p.end_page])).toEqual([[1, 3], [4, 4], [5, null], [null, null]])
})

describe('what archival codes share', () => {
  it.each([
    [['Q1-WS-0004', 'Q1-WS-0005'], 6], [['Q1-WS-0004', 'Q1-KJ-0004'], 3], [['Q1-WS-0004', 'Q2-WS-0004'], 0], [['Q1-WS-0004'], 0], [[], 0], [['A-1', 'A-1'], 2],
  ])('%j', (codes, length) => expect(sharedPart(codes)).toBe(length))
})

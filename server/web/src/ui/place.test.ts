import { expect, it } from 'vitest'
import { placeCode, placeOf, placeText, spread } from './place'

const place = (room = '', row = '', section = '', shelf = '', box = '') => ({ room, row, section, shelf, box })

it.each([
  [place('1', '03', '2', '5', '12'), '1-03-2-5-12'], [place('1', '03'), '1-03'], [place(), ''], [place('', '03', '2'), '?-03-2'], [null, ''],
])('shows %j as “%s”', (shelf, text) => expect(placeCode(shelf)).toBe(text))
it('shows old words beside it', () => {
  expect(placeText({ shelf: place('1', '03'), location: '2号库房保险柜' })).toBe('1-03 · 2号库房保险柜')
  expect(placeText({ shelf: place(), location: '' })).toBe('')
})
it.each([
  ['room', '1-03-2-5-12', place('1', '03', '2', '5', '12')],
  ['room', ' 1 － 03 ', place('1', '03', 'c', 'd', 'e')],
  ['section', '7-8-9-10', place('a', 'b', '7', '8', '9')],
  ['row', '04', place('a', '04', 'c', 'd', 'e')],
  ['room', '?-03', place('', '03', 'c', 'd', 'e')],
] as const)('from %s takes “%s” apart', (from, typed, after) => expect(spread(place('a', 'b', 'c', 'd', 'e'), from, typed)).toEqual(after))
it('has every part, known or not', () => expect(placeOf({ row: '2' })).toEqual(place('', '2')))

import { describe, expect, it } from 'vitest'
import { fillOf, spineFor, thickness } from './spine'

describe('the spine of a volume', () => {
  it.each([[0, 0], [1, 3], [10, 3], [11, 4], [80, 10]])('%i pages are %i mm thick with their cover', (pages, mm) => expect(thickness(pages)).toBe(mm))
  it.each([[0, 10], [80, 10], [81, 15], [130, 15], [131, 20], [180, 20], [181, 30], [480, 50], [900, 50]])('%i pages want %i mm', (pages, mm) => expect(spineFor(pages)).toBe(mm))
  it('says how full it is and how much still fits', () => expect(fillOf(119, 15)).toEqual({ used: 14, spine: 15, percent: 93, tooThick: false, room: 11 }))
  it('says when the papers do not fit', () => expect(fillOf(200, 20)).toMatchObject({ used: 22, tooThick: true, room: 0 }))
})

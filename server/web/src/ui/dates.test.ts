import { describe, expect, it } from 'vitest'
import { parseDate, plusDays } from './dates'

describe('parseDate', () => {
  it.each([
    ['20240315', '2024-03-15'], ['2024-3-15', '2024-03-15'], ['2024/03/15', '2024-03-15'], ['2024.3.15', '2024-03-15'],
    ['2024年3月15日', '2024-03-15'], ['3-15', '2023-03-15'], [' 2024-02-29 ', '2024-02-29'],
  ])('reads %s', (typed, day) => expect(parseDate(typed, 2023)).toBe(day))
  it.each(['2023-02-29', '20241301', 'abc', '', '3', '99-1-1', '2024-00-10'])('refuses %s', typed => expect(parseDate(typed, 2023)).toBeNull())
})

it('adds days over the end of a leap February', () => expect(plusDays('2024-02-28', 2)).toBe('2024-03-01'))

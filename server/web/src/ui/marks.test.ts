import { describe, expect, it } from 'vitest'
import { occurrences, split } from './marks'

describe('found words in a text', () => {
  it.each([
    ['客户投诉应当在7天内答复', ['7天', '客户投诉'], ['客户投诉', '7天']],
    ['客户\n投诉', ['客户投诉'], ['客户\n投诉']],
    ['ＡＢＣ and abc', ['abc'], ['ＡＢＣ', 'abc']],
    ['投诉处理', ['投诉', '诉处'], ['投诉处']],
    ['aaaa', ['aa'], ['aaaa']],
    ['𠮷田', ['田'], ['田']],
    ['nothing', ['客户', '', ' '], []],
  ])('of %j are marked by %j', (text, words, marked) => {
    expect(occurrences(text, words).map(([from, to]) => text.slice(from, to))).toEqual(marked)
    const parts = split(text, words)
    expect(parts.map(p => p.text).join('')).toBe(text)
    expect(parts.filter(p => p.marked).map(p => p.text)).toEqual(marked)
  })
})

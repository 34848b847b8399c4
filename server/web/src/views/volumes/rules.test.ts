import { describe, expect, it } from 'vitest'
import { RULES, ruleLines } from './rules'
import type { Volume } from './useVolume'

const volume = (items: number, state: Volume['state'] = 'open') => ({ items: Array.from({ length: items }, () => ({})) as Volume['items'], state })
const fault = (rule: string, key = 'volume.pages_missing') => ({ key, rule, ids: ['7'], params: {} })
const states = (lines: ReturnType<typeof ruleLines>) => Object.fromEntries(lines.map(l => [l.rule, l.state]))

describe('the rules of a volume', () => {
  it('all wait for the first paper', () => expect(new Set(ruleLines(volume(0), []).map(l => l.state))).toEqual(new Set(['later'])))
  it('hold where nothing is found, save the other checker', () =>
    expect(states(ruleLines(volume(2), []))).toEqual(Object.fromEntries(RULES.map(r => [r, r === 'R-35' ? 'later' : 'met']))))
  it('are broken where something is found, and stand first with their faults', () => {
    const [first] = ruleLines(volume(2), [fault('R-24', 'volume.top_secret_apart')])
    expect(first).toEqual({ rule: 'R-24', state: 'broken', faults: [fault('R-24', 'volume.top_secret_apart')] })
  })
  it('leave the notes form open while pages are missing', () => expect(states(ruleLines(volume(2), [fault('R-21')]))).toMatchObject({ 'R-21': 'broken', 'R-34': 'later' }))
  it('show a rule that the list does not name', () => expect(ruleLines(volume(1), [fault('R-14')])[0]!.rule).toBe('R-14'))
  it('have two signatures once the volume is sealed', () => expect(states(ruleLines(volume(1, 'sealed'), []))['R-35']).toBe('met'))
})

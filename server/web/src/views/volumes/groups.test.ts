import { expect, it } from 'vitest'
import { wholeGroups } from './groups'

const rows = [['a', 'a'], ['b1', 'b'], ['b2', 'b'], ['c', 'c']].map(([id, group_id]) => ({ id: id!, group_id: group_id! }))
const step = (before: string[], now: string[]) => [...wholeGroups(new Set(before), new Set(now), rows)].sort().join(' ')

it.each([
  [[], ['b1'], 'b1 b2'], [['b1', 'b2'], ['b1'], ''], [['a'], ['a', 'b2'], 'a b1 b2'], [['a', 'b1', 'b2'], ['b1', 'b2'], 'b1 b2'], [[], ['a', 'b1', 'b2', 'c'], 'a b1 b2 c'], [['a', 'x'], ['a'], 'a'],
] as const)('from %j to %j: %s', (before, now, wanted) => expect(step([...before], [...now])).toBe(wanted))

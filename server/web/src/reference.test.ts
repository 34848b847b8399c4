import { expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { choiceOf } from './reference'

const all = (['WS', 'KU', 'KJ'] as const).map(code => ({ code }) as Schemas['CategoryName'])
it.each([
  ['all until the arrangement is known', null, 'KU', 'WS KU KJ', 'KU'], ['the wanted one where it fits', ['WS', 'KJ'], 'KJ', 'WS KJ', 'KJ'],
  ['the first that fits otherwise', ['KU'], 'WS', 'KU', 'KU'], ['none when none fits', [], 'WS', '', 'WS'],
] as const)('offers %s', (_, fit, wanted, list, chosen) => {
  const got = choiceOf(all, fit, wanted)
  expect([got.list.map(c => c.code).join(' '), got.chosen]).toEqual([list, chosen])
})

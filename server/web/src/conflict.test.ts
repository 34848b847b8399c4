import { describe, expect, it } from 'vitest'
import { clashes, merged, part } from './conflict'

const base = { name: '采购科', active: true, roles: ['a'] }
const mine = { name: '采购部', active: true, roles: ['a'] }
const theirs = { name: '供应部', active: false, roles: ['a'] }

describe('two people on one record', () => {
  it('see the fields that differ, and which of them are their own doing', () => {
    const rows = clashes(base, mine, theirs, field => field.toUpperCase(), (_, value) => String(value))
    expect(rows).toEqual([
      { field: 'name', label: 'NAME', mine: '采购部', theirs: '供应部', changed: true },
      { field: 'active', label: 'ACTIVE', mine: 'true', theirs: 'false', changed: false },
    ])
  })
  it('have no clash where both wrote the same', () => {
    expect(clashes(base, mine, { ...theirs, name: '采购部', active: true }, f => f, (_, v) => String(v))).toEqual([])
  })
  it.each([
    [[], theirs],
    [['name'], { name: '采购部', active: false, roles: ['a'] }],
    [['name', 'active', 'roles'], mine],
  ])('keep of mine %j', (keep, result) => expect(merged(mine, theirs, new Set(keep))).toEqual(result))
  it('compare only what the form has', () => {
    expect(part({ name: '', until: null }, { name: '甲', until: undefined, version: 3 })).toEqual({ name: '甲', until: null })
  })
})

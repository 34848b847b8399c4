import { describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import { accepted, canSplit, joined, moved, pagesOf, planOf, splitAt } from './proposal'

const row = (id: string, group: string, pages: number | null, level: Schemas['Level'] = 1, retention = 'Y') =>
  ({ id, group_id: group, pages, level, retention_class: retention }) as Schemas['ItemRow']
const unit = (ids: string[], retention = 'Y') => ({
  department_id: '1', retention_class: retention, clause_no: '1', title: 'T', level: 1 as const, pages: 0, pages_unknown: false, over_limit: false, item_ids: ids,
})
const proposal = {
  arrangement: 'volume', page_limit: 200, units: [unit(['1', '2']), unit(['3']), unit(['4'], 'D')], left: ['5'],
  items: [row('1', '1', 3), row('2', '1', 4, 3), row('3', '3', null), row('4', '4', 1, 1, 'D'), row('5', '5', 2)],
} as Schemas['ComposeProposal']
const ids = (items: Schemas['ItemRow'][]) => items.map(i => i.id).join()

describe('the plan of a proposal', () => {
  it('holds every paper once', () => {
    const plan = planOf(proposal)
    expect(plan.units.map(u => ids(u.items))).toEqual(['1,2', '3', '4'])
    expect(ids(plan.left)).toBe('5')
  })
  it('moves linked papers together and follows the highest level', () => {
    const plan = moved(planOf(proposal), '1', '2')
    expect(plan.units.map(u => ids(u.items))).toEqual(['', '3,1,2', '4'])
    expect(plan.units.map(u => u.level)).toEqual([0, 3, 1])
    expect(ids(moved(plan, '2', '').left)).toBe('5,1,2')
  })
  it('keeps classes apart and knows what it does not know', () => {
    const plan = planOf(proposal)
    expect(moved(plan, '1', '3')).toBe(plan)
    expect(moved(plan, '9', '1')).toBe(plan)
    expect(moved(plan, '5', '1').units[0]!.items).toHaveLength(3)
  })
  it('counts the pages and says when some are unknown', () => {
    expect(pagesOf(planOf(proposal).units[0]!.items)).toEqual({ known: 7, unknown: false })
    expect(pagesOf(planOf(proposal).units[1]!.items)).toEqual({ known: 0, unknown: true })
  })
  it('accepts what is taken and not empty', () => {
    const plan = moved(planOf(proposal), '3', '')
    plan.units[2]!.take = false
    expect(accepted(plan).map(u => u.key)).toEqual(['1'])
  })
  it('splits a unit before a paper, never inside a linked group', () => {
    const plan = moved(planOf(proposal), '5', '1')  // 1, 2 are linked; 5 joins them
    expect(plan.units[0]!.items.map(i => [i.id, canSplit(plan.units[0]!, i.id)])).toEqual([['1', false], ['2', false], ['5', true]])
    const next = splitAt(plan, '5')
    expect(next.units.map(u => [u.key, ids(u.items)])).toEqual([['1', '1,2'], ['4', '5'], ['2', '3'], ['3', '4']])
    expect(splitAt(plan, '1')).toBe(plan)
    expect(splitAt(plan, '9')).toBe(plan)
  })
  it('joins units of one class and keeps the title of the goal', () => {
    const plan = planOf(proposal)
    expect(joined(plan, '1', '2').units.map(u => [u.key, ids(u.items), u.level])).toEqual([['2', '3,1,2', 3], ['3', '4', 1]])
    expect(joined(plan, '1', '3')).toBe(plan)
    expect(joined(plan, '1', '1')).toBe(plan)
  })
})

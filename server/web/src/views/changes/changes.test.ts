import { beforeEach, describe, expect, it } from 'vitest'
import { errorText, setLanguage } from '@/i18n'
import { correctionOf, differing, kindsFor, linesOf, reopenable, replyOf, summary, wholeGroup } from './changes'
import { asked, readFilter } from './useChanges'

beforeEach(() => setLanguage('zh-CN'))
const item = (more: object = {}) => ({
  title: '甲', document_no: '', creator: '某某公司', document_date: '2024-03-15', period_from: null, period_to: null, pages: 3, copies: 2, keywords: ['决议', '股东会'], medium: 'paper', remarks: '',
  can: ['request_change'], volume: { id: '7', archival_code: 'V' }, box: null, origin: 'regular', state: 'filed', ...more,
}) as never
const change = (kind: string, ...fields: [string, string | null, string | null][]) => ({ kind, fields: fields.map(([name, from, to]) => ({ name, from, to })) }) as never

describe('a request in one line', () => {
  it.each([
    [change('change_level', ['level', '2', '3'], ['secrecy_months', null, '120']), '秘密 → 机密'],
    [change('change_level', ['level', '3', '3'], ['secrecy_months', '60', '120']), '60 个月 → 120 个月'],
    [change('change_retention', ['retention_class', 'D10', 'Y']), '10年 → 永久'],
    [change('correct_item', ['title', '甲', '乙'], ['medium', 'paper', 'both']), '题名、载体'],
    [change('move_group', ['reply_id', null, '9'], ['reply_code', null, 'Q'], ['filing_year', '2023', '2024'], ['volume', 'V', null]), '2023 → 2024'],
    [change('reopen_volume'), ''],
    [change('reopen_box'), ''],
  ])('%# says what changes', (one, text) => expect(summary(one)).toBe(text))
})
describe('the values of a request', () => {
  it('are words, and an empty one says so', () => {
    expect(linesOf(change('change_level', ['level', '1', '2'], ['secrecy_months', null, '60'], ['whole_group', null, 'true']))).toEqual([
      { name: 'level', label: '密级', from: '内部', to: '秘密' }, { name: 'secrecy_months', label: '保密期限', from: '未标注', to: '60 个月' }])
    expect(linesOf(change('correct_item', ['remarks', null, '缺页']))[0]).toMatchObject({ label: '备注', from: '（空）', to: '缺页' })
  })
  it('name a late reply by its code, with its id as the way there', () => {
    const late = change('move_group', ['reply_id', null, '9'], ['reply_code', null, 'Q-12'], ['volume', 'V-3', null])
    expect(linesOf(late).map(l => [l.name, l.from, l.to])).toEqual([['reply_code', '', 'Q-12'], ['volume', 'V-3', '移出，随批复重新组卷']])
    expect(replyOf(late)).toBe('9')
    expect(replyOf(change('change_retention'))).toBe('')
  })
  it('hold for the linked group where the rules or the person say so', () => {
    expect(wholeGroup(change('change_retention'))).toBe(true)
    expect(wholeGroup(change('change_level', ['level', '1', '2']))).toBe(false)
    expect(wholeGroup(change('change_level', ['whole_group', null, 'true']))).toBe(true)
  })
})
describe('a correction', () => {
  it('sends what is different, and null for what was made empty', () => {
    const before = correctionOf(item())
    expect(differing(before, { ...before, title: '乙', copies: ' 2 ', creator: '  ', keywords: '决议 董事会', document_no: null })).toEqual({ title: '乙', creator: null, keywords: '决议 董事会' })
    expect(differing(before, { ...before })).toEqual({})
  })
})
describe('what one may ask for', () => {
  it.each([
    [item(), ['correct_item', 'change_level', 'change_retention']],
    [item({ volume: null }), ['change_level', 'change_retention']],
    [item({ volume: null, box: { id: '8', archival_code: 'H001' } }), ['correct_item', 'change_level', 'change_retention']],
    [item({ can: ['request_change', 'edit_item'] }), ['change_level', 'change_retention']],
    [item({ origin: 'old' }), ['correct_item', 'change_level']],
    [item({ can: ['view_content'] }), []],
    [item({ state: 'withdrawn' }), []],
  ])('%# depends on volume, origin and right', (one, kinds) => expect(kindsFor(one)).toEqual(kinds))
  it('is reopening for a sealed volume that is no old holding', () => {
    const volume = (state: string, origin = 'regular', can = ['request_change']) => ({ state, origin, can }) as never
    expect([volume('sealed'), volume('open'), volume('sealed', 'old'), volume('sealed', 'regular', [])].map(reopenable)).toEqual([true, false, false, false])
  })
})
describe('the filter in the address', () => {
  it('is what waits unless it says otherwise, and means nothing unknown', () => {
    expect(asked(readFilter({}))).toEqual({ state: 'open' })
    expect(asked(readFilter({ show: 'mine', kind: 'change_level' }))).toEqual({ mine: '1', kind: 'change_level' })
    expect(asked(readFilter({ show: 'all', kind: 'nonsense' }))).toEqual({})
    expect(readFilter({ show: 'x' })).toEqual({ shown: 'open' })
  })
})
it('a refusal names acts, fields and states in words', () => {
  expect(errorText('change.object_changed', { acts: 'item.changed, item.linked' })).toContain('修改著录、建立关联')
  expect(errorText('item.needs_second_person', { fields: 'level, secrecy_months' })).toContain('密级、保密期限')
  expect(errorText('change.decided', { state: 'approved' })).toContain('已同意')
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { Schemas } from '@/api/client'
import {
  RequestKey, canPropose, carryOver, draftOf, dropDraft, emptyFields, fieldOf, keepDraft, keptDraft, missing,
  mediaText, readDuration, sameClause, showDuration, shownFaults, titleFromFile, type FilingFields,
} from './filing'

const full = (): FilingFields => ({
  ...emptyFields(), fonds_id: '1', department_id: '2', category: 'KJ', clause_id: '7', kind: 'plan', title: ' 五年规划 ', document_no: '兰发〔2021〕3号',
  creator: '兰台公司', document_date: '2021-02-03', period_from: '2021-01-01', period_to: '2025-12-31', level: 2, secrecy_months: 24,
  retention_class: 'Y', pages: 12, copies: 2, keywords: ['规划', ' '], medium: 'both', remarks: '备注', filing_year: 2020, year_reason: '移交',
  uploads: [{ id: 'u1', name: 'a.pdf', size: 3 }], links: [{ item: { id: '9', archival_code: 'X', title: 'y' }, kind: 'reply_request', direction: 'leading' }],
})

describe('the next document', () => {
  it('takes over fonds, category, department, clause, retention, level and creator, and nothing else', () => {
    const next = carryOver(full())
    expect(next).toEqual({ ...emptyFields(), fonds_id: '1', department_id: '2', category: 'KJ', clause_id: '7', retention_class: 'Y', level: 2, creator: '兰台公司' })
  })
})

describe('the draft that is sent', () => {
  it('trims texts, drops blank keywords and names uploads and links by id', () => {
    const draft = draftOf(full(), true)
    expect(draft).toMatchObject({ title: '五年规划', keywords: ['规划'], uploads: ['u1'], links: [{ item_id: '9', kind: 'reply_request', direction: 'leading' }], filing_year: 2020 })
  })
  it('has no period for a kind without one', () => {
    expect(draftOf({ ...full(), kind: 'notice' }, true)).toMatchObject({ period_from: null, period_to: null })
    expect(draftOf(full(), true)).toMatchObject({ period_from: '2021-01-01', period_to: '2025-12-31' })
  })
  it('has no secrecy period below secret', () => expect(draftOf({ ...full(), level: 1 }, true).secrecy_months).toBeNull())
  it('sends no links when a stored record changes', () => expect(draftOf(full(), false).links).toEqual([]))
})

describe('R-13, R-19', () => {
  const film = { ...full(), category: 'LX' as const, audiovisual: { carrier: 'tape' as const, duration_s: 750, dimensions: ' ', maker: ' 周影 ', made_on: '2021-02-03' } }
  it('send what a film says of itself, and nothing of the kind for a paper', () => {
    expect(draftOf(film, true).audiovisual).toEqual({ carrier: 'tape', duration_s: 750, dimensions: '', maker: '周影', made_on: '2021-02-03' })
    expect(draftOf(full(), true).audiovisual).toBeNull()
  })
  it('name what a film or a photo lacks before it is sent', () => {
    expect(missing(film)).toEqual([])
    expect(missing({ ...film, audiovisual: emptyFields().audiovisual }).map(f => f.field)).toEqual(['audiovisual.duration_s', 'audiovisual.maker', 'audiovisual.made_on'])
    expect(missing({ ...film, category: 'ZP', audiovisual: { ...film.audiovisual, dimensions: '6寸' } })).toEqual([])
    expect(missing({ ...film, category: 'ZP', audiovisual: { ...film.audiovisual, dimensions: '  ' } }).map(f => f.field)).toEqual(['audiovisual.dimensions'])
  })
  it('keep carrier and maker for the next of the pile', () => expect(carryOver(film).audiovisual).toEqual({ ...emptyFields().audiovisual, carrier: 'tape', maker: ' 周影 ' }))
  it('send the row of the schedule or a reason, never both', () => {
    expect(draftOf({ ...full(), schedule_id: '5', scope_reason: '旧' }, true)).toMatchObject({ schedule_id: '5', scope_reason: '' })
    expect(draftOf({ ...full(), scope_reason: ' 外单位赠送 ' }, true)).toMatchObject({ schedule_id: null, scope_reason: '外单位赠送' })
  })
  it.each([['12:30', 750], ['1:01:01', 3661], ['3661', 3661], ['61：01', 3661], ['0', null], ['12:75', null], ['十分钟', null], ['1:2:3:4', null], ['', null]])('read the length %s', (text, seconds) => expect(readDuration(text)).toBe(seconds))
  it('show a length as it is read', () => {
    expect(showDuration(3661)).toBe('1:01:01')
    expect(readDuration(showDuration(750))).toBe(750)
    expect(mediaText(film.audiovisual)).toContain('0:12:30')
  })
})

describe('faults', () => {
  const faults = [
    { field: 'title', key: 'text.required', params: {} }, { field: 'keywords[2]', key: 'item.keyword_twice', params: {} },
    { field: 'links[0].item_id', key: 'item.link_unknown', params: {} }, { field: 'title', key: 'text.too_long', params: {} },
  ]
  it('wait until somebody was in the field', () => {
    expect([...shownFaults(faults, new Set(), false).keys()]).toEqual([])
    expect([...shownFaults(faults, new Set(['keywords']), false).keys()]).toEqual(['keywords'])
  })
  it('are all shown after sending, the first of each field', () => {
    const shown = shownFaults(faults, new Set(), true)
    expect([...shown.keys()]).toEqual(['title', 'keywords', 'links'])
    expect(shown.get('title')?.key).toBe('text.required')
  })
  it.each([['keywords[2]', 'keywords'], ['links[0].item_id', 'links'], ['uploads[1]', 'uploads'], ['title', 'title'], ['audiovisual.maker', 'audiovisual.maker']])('of %s belong to %s', (path, field) => expect(fieldOf(path)).toBe(field))
  it('of an empty form name what must be there', () => {
    expect(missing(emptyFields()).map(f => f.field)).toEqual(['fonds_id', 'department_id', 'title', 'creator', 'document_date', 'retention_class'])
    expect(missing(full())).toEqual([])
  })
})

it('asks for a proposal once fonds, department and date are known', () => {
  expect(canPropose(full())).toBe(true)
  for (const gone of [{ fonds_id: '' }, { department_id: '' }, { document_date: null }, { retention_class: '' }]) expect(canPropose({ ...full(), ...gone })).toBe(false)
})

it('finds the clause with the same number in the scheme of another year', () => {
  const clause = (id: string, clause_no: string) => ({ id, clause_no }) as Schemas['Clause']
  expect(sameClause(clause('1', 'A'), [clause('5', 'B'), clause('6', 'A')])).toBe('6')
  expect(sameClause(clause('1', 'A'), [clause('5', 'B')])).toBe('')
  expect(sameClause(undefined, [clause('5', 'B')])).toBe('')
})

it('gives the same content the same request key and a changed or next one another', () => {
  const key = new RequestKey()
  const first = key.of({ a: 1 })
  expect(key.of({ a: 1 })).toBe(first)
  const second = key.of({ a: 2 })
  expect(second).not.toBe(first)
  key.done()
  expect(key.of({ a: 2 })).not.toBe(second)
})


describe('the kept draft', () => {
  beforeEach(() => sessionStorage.clear())
  it('comes back for the same person and record only', () => {
    keepDraft('u', '', { fields: full(), version: null })
    expect(keptDraft('u', '')?.fields).toEqual(full())
    expect(keptDraft('v', '')).toBeNull()
    expect(keptDraft('u', '5')).toBeNull()
    dropDraft('u', '')
    expect(keptDraft('u', '')).toBeNull()
  })
  it('is ignored when it cannot be read', () => {
    sessionStorage.setItem('lantai.filing.u.new', '{')
    expect(keptDraft('u', '')).toBeNull()
  })
})

it.each([['关于预算的请示.pdf', '关于预算的请示'], ['年度_总结 终稿.docx', '年度 总结 终稿'], ['v1.2 说明', 'v1.2 说明']])('makes a title of %s', (name, title) => expect(titleFromFile(name)).toBe(title))

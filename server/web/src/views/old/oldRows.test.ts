import { describe, expect, it } from 'vitest'
import { blankRow, cellsOf, dateOf, paste, placed, sentRows, type Column } from './oldRows'

const row = (more: object = {}) => ({ ...blankRow(), ...more })
const level = (typed: string) => ({ '': null, 机密: 3 } as Record<string, number | null>)[typed] ?? (typed ? 'wrong' as const : null)

describe('a block from a spreadsheet', () => {
  it.each([
    ['a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
    ['"第一行\n第二行"\t"他说""好"""\n', [['第一行 第二行', '他说"好"']]],
    ['one', [['one']]],
    ['a\t\tc', [['a', '', 'c']]],
  ])('%j is read cell by cell', (text, cells) => expect(cellsOf(text)).toEqual(cells))

  const names = new Map<string, Column>([['题名', 'title'], ['文号', 'document_no'], ['页数', 'pages']])
  it('lies over the cells from the cursor on and makes rows', () => {
    const after = paste([row({ title: '甲', remarks: '留' })], 0, 'title', '乙\t1号\n丙\t2号', names)
    expect(after.map(r => [r.title, r.document_no, r.remarks])).toEqual([['乙', '1号', '留'], ['丙', '2号', '']])
  })
  it('goes by its head line where it has one, leaving out columns nobody knows', () => {
    const after = paste([], 0, 'archival_code', '页数\t盒号\t题名\n12\t3\t甲\n?\t3\t乙', names)
    expect(after.map(r => [r.title, r.pages, r.archival_code])).toEqual([['甲', '12', ''], ['乙', '?', '']])
  })
  it('is not cut off at the last column', () => {
    expect(paste([row()], 0, 'remarks', 'x\ty', names)[0]!.remarks).toBe('x')
  })
})
describe('an old date', () => {
  it.each([
    ['1987.3.5', { document_date: '1987-03-05', date_text: '' }], ['3-5', { document_date: '1987-03-05', date_text: '' }],
    ['1987年春', { document_date: null, date_text: '1987年春' }], ['1987', { document_date: null, date_text: '1987' }],
    ['', { document_date: null, date_text: '不详' }], ['？', { document_date: null, date_text: '不详' }],
  ])('“%s” is a day or stays as it is written', (typed, date) => expect(dateOf(typed, 1987)).toEqual(date))
})
describe('what is sent', () => {
  it('leaves blank rows out and remembers where the others stood', () => {
    const sent = sentRows([row(), row({ title: '甲', pages: '12', level: '机密' }), row({ remarks: ' ' }), row({ title: '乙', pages: '不详', archival_code: '87-长期-3-2' })], 1987, level)
    expect(sent.at).toEqual([1, 3])
    expect(sent.rows.map(r => [r.title, r.pages, r.level, r.archival_code])).toEqual([['甲', 12, 3, undefined], ['乙', null, undefined, '87-长期-3-2']])
    expect(sent.wrong).toEqual([])
  })
  it('says which cell cannot be', () => {
    expect(sentRows([row({ pages: '约十页', level: '很高' })], 1987, level).wrong).toEqual([{ row: 0, column: 'title', key: 'title' }, { row: 0, column: 'level', key: 'level' }, { row: 0, column: 'pages', key: 'number' }])
  })
})
it('faults stand at the line and column they are about', () => {
  const { cells, others } = placed([{ field: 'rows[1].document_date' }, { field: 'rows[0]' }, { field: 'title' }, { field: 'rows[9].title' }], [2, 5])
  expect([...cells.keys()]).toEqual(['5.date', '2.title'])
  expect(others.map(f => f.field)).toEqual(['title', 'rows[9].title'])
})

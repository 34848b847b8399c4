import { describe, expect, it } from 'vitest'
import { chosenOptions, chosenScope, formsOf, optionDraft, pdfUrl, previewPath, readOptions, readScope, scopeDraft, writeQuery, type Form } from './forms'

const SHEETS: Record<string, Form['label_sheets']> = {
  box_label: [{ id: '70x37', columns: 3, rows: 8 }, { id: '63x38', columns: 3, rows: 7 }], filing_stamp_sheet: [{ id: '46x21', columns: 4, rows: 12 }],
}
const form = (id: string, subject: Form['subject']): Form => ({ id, number: '', title: id, subject, label_sheets: SHEETS[id] ?? [] })
const all = [form('item_catalogue', 'volume'), form('item_list', 'item_list'), form('volume_list', 'volume_list'), form('handover_receipt', 'handover'), form('box_notes_form', 'box'), form('box_label', 'box'), form('filing_stamp_sheet', 'items')]
const ids = (list: Form[]) => list.map(f => f.id).join(' ')

it.each([['volume', 'item_catalogue'], ['box', 'box_notes_form box_label'], ['list', 'item_list volume_list box_label filing_stamp_sheet']] as const)('of a %s: %s', (subject, wanted) => expect(ids(formsOf(all, subject))).toBe(wanted))

describe('the options in the address', () => {
  it.each([
    ['volume_spine', { spine_mm: '30', a4: '1' }, { spine_mm: 30 }], ['volume_spine', { spine_mm: '9' }, {}], ['volume_spine', { spine_mm: 'x' }, {}],
    ['box_label', { first_place: '24' }, { first_place: 24 }], ['box_label', { first_place: '25' }, {}], ['box_label', { first_place: '1' }, {}],
    ['box_label', { label_sheet: '63x38', first_place: '21' }, { label_sheet: '63x38', first_place: 21 }], ['box_label', { label_sheet: '63x38', first_place: '22' }, { label_sheet: '63x38' }],
    ['box_label', { label_sheet: '1x1', first_place: '24' }, { first_place: 24 }], ['filing_stamp_sheet', { label_sheet: '46x21' }, {}],
    ['filing_stamp_sheet', { first_place: '48' }, { first_place: 48 }], ['filing_stamp_sheet', { first_place: '5', stamp_pages: '1' }, { stamp_pages: true }],
    ['item_catalogue', { spine_mm: '30', hard_cover: '1' }, {}], ['volume_cover', { hard_cover: '1' }, { hard_cover: true }],
  ] as const)('%s with %j: %j', (name, query, wanted) => expect(readOptions({ ...query }, form(name, 'volume'))).toEqual(wanted))
  it('come back as they were written', () => {
    const query = writeQuery('box_label', { first_place: 4 }, { fonds_id: '7', filing_year: 2024, retention_class: 'Y' })
    expect(query).toEqual({ form: 'box_label', fonds: '7', year: '2024', retention: 'Y', first_place: '4' })
    expect([readOptions(query, form('box_label', 'box')), readScope(query)]).toEqual([{ first_place: 4 }, { fonds_id: '7', filing_year: 2024, retention_class: 'Y' }])
  })
})

describe('the fields of a form', () => {
  const stamps = form('filing_stamp_sheet', 'items'), label = form('box_label', 'box'), spine = form('box_spine', 'box')
  it.each([
    [{ first_place: 60 }, [stamps], { first_place: 48 }], [{ first_place: 5, stamp_pages: true }, [stamps], { stamp_pages: true }], [{ stamp_pages: true, first_place: 4 }, [label], { first_place: 4 }],
    [{ label_sheet: '63x38', a4: true }, [label], { label_sheet: '63x38' }], [{ label_sheet: '63x38', a4: true }, [spine, label], { a4: true, label_sheet: '63x38' }],
    [{ spine_mm: 20 }, [form('volume_spine', 'volume')], { spine_mm: 20 }], [{}, [form('volume_spine', 'volume')], {}], [{ hard_cover: true, first_place: 3 }, [], {}],
  ])('%j of %j', (options, forms, wanted) => expect(chosenOptions(optionDraft(options), forms)).toEqual(wanted))
  it('leave out what a scope does not say', () => expect(chosenScope(scopeDraft({ fonds_id: '1', category: undefined, filing_year: 2024 }))).toEqual({ fonds_id: '1', filing_year: 2024 }))
})

describe('the address of the PDF', () => {
  it.each([
    ['volume', 'volume_spine', { spine_mm: 20 }, '/api/v1/forms/volume_spine/volumes/7.pdf?inline=1&spine_mm=20'],
    ['box', 'box_spine', { a4: true }, '/api/v1/forms/box_spine/boxes/7.pdf?inline=1&a4=1'],
    ['list', 'item_list', {}, '/api/v1/forms/item_list.pdf?inline=1&fonds_id=2&category=WS'],
  ] as const)('%s %s', (subject, name, options, wanted) => expect(pdfUrl(subject, name, '7', options, { fonds_id: '2', category: 'WS' })).toBe(wanted))
  it('and of its screen', () => expect([previewPath('volume', '7'), previewPath('box', '7'), previewPath('list')]).toEqual(['/volumes/7/print', '/boxes/7/print', '/print']))
})

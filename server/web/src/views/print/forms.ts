// What can be printed of what, with which options, and under which address. Pure functions.
import type { LocationQuery } from 'vue-router'
import type { Schemas } from '@/api/client'

export type Form = Schemas['FormInfo']
/** Of one volume, of one box, or of all that a choice of a fonds finds. */
export type Subject = 'volume' | 'box' | 'list'
export type Option = 'spine_mm' | 'hard_cover' | 'label_sheet' | 'first_place' | 'a4' | 'stamp_pages'
export interface Options { spine_mm?: number; hard_cover?: boolean; label_sheet?: string; first_place?: number; a4?: boolean; stamp_pages?: boolean }
export interface Scope { fonds_id?: string; category?: string; filing_year?: number; retention_class?: string; department_id?: string }

const OPTIONS: Record<string, Option[]> = {
  volume_spine: ['spine_mm'], volume_cover: ['hard_cover'], box_spine: ['a4'], box_label: ['label_sheet', 'first_place'], filing_stamp_sheet: ['stamp_pages', 'label_sheet', 'first_place'],
}
export const optionsOf = (form: string): Option[] => OPTIONS[form] ?? []

/** A sheet of labels: “70x37” is the size of one in whole millimetres, and how many stand across and down. */
export type LabelSheet = Form['label_sheets'][number]
/** The sheet that is asked for, else the usual one of the form. */
export const sheetOf = (form: Form | undefined, id?: string): LabelSheet | null => form?.label_sheets.find(s => s.id === id) ?? form?.label_sheets[0] ?? null

/** The options of some forms as their fields hold them; `spine_mm` 0: as the volume has it. */
export type OptionDraft = { [Name in Option]-?: NonNullable<Options[Name]> }
export const optionDraft = (options: Options): OptionDraft => ({ spine_mm: 0, hard_cover: false, label_sheet: '', first_place: 1, a4: false, stamp_pages: false, ...options })
/** What of it the forms have and is not as usual. */
export function chosenOptions(draft: OptionDraft, forms: readonly Form[]): Options {
  const has = new Set(forms.flatMap(f => optionsOf(f.id)))
  const stamps = has.has('stamp_pages') && draft.stamp_pages
  const labels = forms.find(f => f.label_sheets.length && !(stamps && optionsOf(f.id).includes('stamp_pages')))
  const sheet = sheetOf(labels, draft.label_sheet)
  return {
    ...(has.has('spine_mm') && draft.spine_mm ? { spine_mm: draft.spine_mm } : {}), ...(has.has('hard_cover') && draft.hard_cover ? { hard_cover: true } : {}),
    ...(has.has('a4') && draft.a4 ? { a4: true } : {}), ...(stamps ? { stamp_pages: true } : {}),
    ...(sheet && sheet !== labels?.label_sheets[0] ? { label_sheet: sheet.id } : {}),
    ...(sheet && draft.first_place > 1 ? { first_place: Math.min(draft.first_place, sheet.columns * sheet.rows) } : {}),
  }
}
/** A scope as its fields hold it. */
export interface ScopeDraft { fonds_id: string; category: string; filing_year: number | undefined; retention_class: string; department_id: string }
export const scopeDraft = (scope: Scope): ScopeDraft => ({ fonds_id: '', category: '', filing_year: undefined, retention_class: '', department_id: '', ...put(scope) })
export const chosenScope = (draft: ScopeDraft): Scope => Object.fromEntries(Object.entries(draft).filter(([, v]) => v !== undefined && v !== ''))

/** Forms of a subject; the notes form of a box is never made of many, a handover's receipt has its own screen. */
export function formsOf(all: readonly Form[], subject: Subject): Form[] {
  if (subject !== 'list') return all.filter(f => f.subject === subject)
  return all.filter(f => ['volume_list', 'item_list', 'items'].includes(f.subject) || (f.subject === 'box' && f.id !== 'box_notes_form'))
}

const whole = (value: unknown, from: number, to: number) => {
  const n = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : NaN
  return n >= from && n <= to ? n : undefined
}
const flag = (value: unknown) => (value === '1' ? true : undefined)
const put = <T extends object>(found: T): T => Object.fromEntries(Object.entries(found).filter(([, v]) => v !== undefined)) as T

/** The options that the address names and the form has. */
export function readOptions(query: LocationQuery, form: Form | undefined): Options {
  const sheet = sheetOf(form, typeof query.label_sheet === 'string' ? query.label_sheet : undefined)
  const all: Options = {
    spine_mm: whole(query.spine_mm, 10, 50), hard_cover: flag(query.hard_cover), a4: flag(query.a4), stamp_pages: flag(query.stamp_pages),
    label_sheet: sheet && sheet !== form?.label_sheets[0] ? sheet.id : undefined,
    first_place: sheet ? whole(query.first_place, 2, sheet.columns * sheet.rows) : undefined,
  }
  const has = optionsOf(form?.id ?? '')
  if (all.stamp_pages) all.first_place = all.label_sheet = undefined
  return put(Object.fromEntries(Object.entries(all).filter(([name]) => has.includes(name as Option))) as Options)
}
export function readScope(query: LocationQuery): Scope {
  const text = (name: string) => (typeof query[name] === 'string' && query[name] ? query[name] : undefined)
  return put({ fonds_id: text('fonds'), category: text('category'), filing_year: whole(query.year, 1900, 2100), retention_class: text('retention'), department_id: text('dept') })
}
/** The part of the address behind "?form=…": options and scope in the names that the lists use. */
export function writeQuery(form: string, options: Options, scope: Scope = {}): Record<string, string> {
  const { fonds_id: fonds, category, filing_year: year, retention_class: retention, department_id: dept } = scope
  const all = { form, fonds, category, year, retention, dept, ...options }
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== undefined && v !== '' && v !== false).map(([k, v]) => [k, v === true ? '1' : String(v)]))
}
/** Where the server makes the PDF. */
export function pdfUrl(subject: Subject, form: string, id: string, options: Options, scope: Scope = {}): string {
  const path = subject === 'volume' ? `/volumes/${encodeURIComponent(id)}` : subject === 'box' ? `/boxes/${encodeURIComponent(id)}` : ''
  const query = new URLSearchParams({ inline: '1' })
  for (const [name, value] of Object.entries({ ...(subject === 'list' ? scope : {}), ...options })) if (value !== undefined && value !== '') query.set(name, value === true ? '1' : String(value))
  return `/api/v1/forms/${encodeURIComponent(form)}${path}.pdf?${query}`
}
/** The screen that shows it. */
export const previewPath = (subject: Subject, id = ''): string => (subject === 'volume' ? `/volumes/${id}/print` : subject === 'box' ? `/boxes/${id}/print` : '/print')

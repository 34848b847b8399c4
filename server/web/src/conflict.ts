// Two people on one record (412): what each has entered, field by field, and what becomes of it.
export interface Clash {
  field: string
  label: string
  mine: string
  theirs: string
  /** I have changed this field; otherwise only the other person has. */
  changed: boolean
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The fields in which `mine` and `theirs` differ. `base` is what I had read; `show` gives the
 * label of a field and what a value of it looks like. */
export function clashes<T extends object>(base: T, mine: T, theirs: T, label: (field: keyof T & string) => string, show: (field: keyof T & string, value: unknown) => string): Clash[] {
  return (Object.keys(mine) as (keyof T & string)[]).filter(field => !same(mine[field], theirs[field])).map(field => ({
    field, label: label(field), mine: show(field, mine[field]), theirs: show(field, theirs[field]), changed: !same(mine[field], base[field]),
  }))
}

/** Theirs, but mine in the fields of `keep`. */
export function merged<T extends object>(mine: T, theirs: T, keep: ReadonlySet<string>): T {
  return Object.fromEntries((Object.keys(mine) as (keyof T & string)[]).map(field => [field, keep.has(field) ? mine[field] : theirs[field]])) as T
}

/** The fields of `record` that a form has; what the record lacks is null. */
export const part = <T extends object>(form: T, record: unknown): T =>
  Object.fromEntries(Object.keys(form).map(field => [field, (record as Record<string, unknown> | undefined)?.[field] ?? null])) as T

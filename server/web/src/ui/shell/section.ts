// Which entry of the rail a screen belongs to: the record is found where its list is.
const HOMES: Record<string, string[]> = { items: ['/workbench', '/search'], print: ['/volumes'] }

/** The first of `entries` that is, or leads to, the screen at `path`; empty when none does. */
export function section(path: string, entries: readonly string[]): string {
  const first = path.split('/')[1] ?? ''
  return [`/${first}`, ...(HOMES[first] ?? [])].find(to => entries.includes(to)) ?? ''
}

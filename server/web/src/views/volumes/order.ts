// The order of a volume as units: a linked group moves as one, its members move inside it.
// The server keeps the pairs of R-32.
export interface Ordered { id: string; group_id: string }
export interface Unit<I extends Ordered> { id: string; items: I[]; position: number }

/** Items that stand together and belong together; `position` is that of the first one, from 1. */
export function units<I extends Ordered>(items: readonly I[]): Unit<I>[] {
  const list: Unit<I>[] = []
  items.forEach((item, i) => {
    const last = list.at(-1)
    if (last && last.id === item.group_id) last.items.push(item)
    else list.push({ id: item.group_id, items: [item], position: i + 1 })
  })
  return list
}

const move = <T>(list: readonly T[], from: number, to: number): T[] => {
  const next = [...list]
  next.splice(Math.max(0, Math.min(list.length - 1, to)), 0, ...next.splice(from, 1))
  return next
}

/** The unit steps past its neighbour. Nothing when it cannot. */
export function moveUnit<I extends Ordered>(items: readonly I[], unit: string, step: 1 | -1): I[] | null {
  const all = units(items)
  const from = all.findIndex(u => u.id === unit)
  const to = from + step
  return from < 0 || to < 0 || to >= all.length ? null : move(all, from, to).flatMap(u => u.items)
}

/** The item changes places with its neighbour in the same group. Nothing at the group's edge. */
export function moveInside<I extends Ordered>(items: readonly I[], id: string, step: 1 | -1): I[] | null {
  const from = items.findIndex(i => i.id === id)
  const other = items[from + step]
  return from < 0 || !other || other.group_id !== items[from]!.group_id ? null : move(items, from, from + step)
}

/** The unit's first item comes to stand at `position` (from 1), as near as whole units allow. */
export function moveTo<I extends Ordered>(items: readonly I[], unit: string, position: number): I[] | null {
  const all = units(items)
  const from = all.findIndex(u => u.id === unit)
  if (from < 0 || !Number.isInteger(position) || position < 1 || position > items.length) return null
  const rest = all.filter((_, i) => i !== from)
  let before = 0
  let at = 0
  while (at < rest.length && before + rest[at]!.items.length <= position - 1) before += rest[at++]!.items.length
  if (at === from) return null
  return [...rest.slice(0, at), all[from]!, ...rest.slice(at)].flatMap(u => u.items)
}

/** Dropped on another unit: takes its place, the others close up. */
export function dropOn<I extends Ordered>(items: readonly I[], unit: string, target: string): I[] | null {
  const all = units(items)
  const from = all.findIndex(u => u.id === unit)
  const to = all.findIndex(u => u.id === target)
  return from < 0 || to < 0 || from === to ? null : move(all, from, to).flatMap(u => u.items)
}

/** New papers come to stand before the paper `before`, at the end without one. Those that joined a
 * group of the volume stay in it. Nothing when they stand there already. */
export function placeBefore<I extends Ordered>(items: readonly I[], fresh: ReadonlySet<string>, before: string): I[] | null {
  const all = units(items)
  const moving = all.filter(u => u.items.every(i => fresh.has(i.id)))
  const rest = all.filter(u => !moving.includes(u))
  const at = rest.findIndex(u => u.items.some(i => i.id === before))
  const next = (at < 0 ? [...rest, ...moving] : [...rest.slice(0, at), ...moving, ...rest.slice(at)]).flatMap(u => u.items)
  return next.every((item, i) => item === items[i]) ? null : next
}

/** Start and end pages as they will be after a reordering; unknown after a paper without pages. */
export function paginate<I extends Ordered & { pages: number | null }>(items: readonly I[]) {
  let next: number | null = 1
  return items.map((item, i) => {
    const start: number | null = next
    next = start === null || item.pages === null ? null : start + item.pages
    return { ...item, volume_position: i + 1, start_page: start, end_page: next === null ? null : next - 1 }
  })
}

/** Length of what all archival codes begin with, up to a "-"; nothing when there is nothing to compare. */
export function sharedPart(codes: readonly string[]): number {
  if (codes.length < 2) return 0
  const [first] = codes as [string]
  let n = 0
  while (n < first.length && codes.every(code => code[n] === first[n])) n++
  return first.lastIndexOf('-', n - 1) + 1
}

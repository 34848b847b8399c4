// How thick a volume gets and how full its spine is (GB/T 9705-2008: 10, 15, 20 mm; boxes up to
// 50). Ten sheets of office paper are about a millimetre, the cover takes two.
export const SPINES = [10, 15, 20, 30, 40, 50] as const
const SHEETS_PER_MM = 10
const COVER_MM = 2

export interface Fill {
  used: number  // mm that papers and cover take
  spine: number  // mm of the chosen or proposed spine
  percent: number  // of the spine, 100 and more: does not close
  tooThick: boolean  // thicker than the spine
  room: number  // sheets that still fit
}

export const thickness = (pages: number): number => (pages > 0 ? COVER_MM + Math.ceil(pages / SHEETS_PER_MM) : 0)
export function fillOf(pages: number, spine: number): Fill {
  const used = thickness(pages)
  return { used, spine, percent: Math.round((100 * used) / spine), tooThick: used > spine, room: Math.max(0, (spine - COVER_MM) * SHEETS_PER_MM - pages) }
}
/** The thinnest spine that holds so many sheets; the thickest when none does. */
export const spineFor = (pages: number): number => SPINES.find(mm => thickness(pages) <= mm) ?? 50

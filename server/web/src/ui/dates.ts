// Dates as people type them: 20240315, 2024-3-15, 2024/3/15, 2024.3.15, 2024年3月15日, 3-15 (this
// year). Nothing for what is no day.
export function parseDate(text: string, thisYear: number): string | null {
  const clean = text.trim().replace(/[年月/.]/g, '-').replace(/日$/, '').replace(/-$/, '')
  let parts: string[]
  if (/^\d{8}$/.test(clean)) parts = [clean.slice(0, 4), clean.slice(4, 6), clean.slice(6)]
  else parts = clean.split('-')
  if (parts.length === 2) parts = [String(thisYear), ...parts]
  if (parts.length !== 3 || !parts.every(p => /^\d{1,4}$/.test(p))) return null
  const [year, month, day] = parts.map(Number) as [number, number, number]
  if (year < 1000 || year > 9999) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.toISOString().slice(0, 10)
}

/** An instant of the server in local time: 2024-11-18 09:42. */
export function showTime(instant: string | null | undefined): string {
  if (!instant) return ''
  const d = new Date(instant)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`
}

export const today = (): string => {
  const d = new Date()
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`
}
export const plusDays = (iso: string, days: number): string =>
  new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

// Where found words stand in a text: blanks, letter case and width of a character do not matter.
export type Range = readonly [from: number, to: number]

function fold(text: string): { folded: string; at: number[] } {
  let folded = ''
  const at: number[] = []
  let i = 0
  for (const one of text) {
    for (const c of one.normalize('NFKC').toLowerCase())
      if (c.trim()) {
        folded += c
        for (let k = 0; k < c.length; k++) at.push(i)
      }
    i += one.length
  }
  at.push(i)
  return { folded, at }
}

/** Ranges of `text` that hold one of `words`, in order, those that touch are one. */
export function occurrences(text: string, words: string[]): Range[] {
  const { folded, at } = fold(text)
  const found: [number, number][] = []
  for (const word of new Set(words.map(w => fold(w).folded).filter(Boolean)))
    for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length)) found.push([at[i]!, at[i + word.length - 1]! + 1])
  found.sort((a, b) => a[0] - b[0])
  const out: [number, number][] = []
  for (const [from, to] of found) {
    const last = out.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

/** The whole text in parts, marked or not. */
export function split(text: string, words: string[]): { text: string; marked: boolean }[] {
  const parts: { text: string; marked: boolean }[] = []
  let at = 0
  for (const [from, to] of occurrences(text, words)) {
    if (from > at) parts.push({ text: text.slice(at, from), marked: false })
    parts.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) parts.push({ text: text.slice(at), marked: false })
  return parts
}

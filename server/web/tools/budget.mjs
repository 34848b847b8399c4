// Sizes on the wire: what the first paint loads and what each route adds (gzip).
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const FIRST = 220 * 1024, ROUTE = 130 * 1024
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const sizes = new Map()
const size = file => {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist))).length)
  return sizes.get(file)
}
const closure = (key, seen = new Set()) => {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const css of chunk.css ?? []) seen.add(css)
  for (const next of chunk.imports ?? []) closure(next, seen)
  return seen
}
const sum = files => [...files].reduce((all, file) => all + size(file), 0)
const kb = bytes => `${(bytes / 1024).toFixed(1)} KB`
const entry = Object.keys(manifest).find(key => manifest[key].isEntry)
const first = closure(entry)
let failed = sum(first) > FIRST
console.log(`first paint ${kb(sum(first))} of ${kb(FIRST)}`)
for (const key of Object.keys(manifest).filter(key => manifest[key].isDynamicEntry && key.endsWith('.vue'))) {
  const added = sum([...closure(key)].filter(file => !first.has(file)))
  if (added > ROUTE) failed = true
  console.log(`${added > ROUTE ? 'TOO BIG ' : ''}${key} +${kb(added)}`)
}
if (failed) process.exit(1)

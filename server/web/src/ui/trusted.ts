// The one URL that may become a worker: pdf.js' own, built with the client (Trusted Types policy
// `lantai`). Browsers without Trusted Types use the plain string.
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.mjs?url'

interface Policy { createScriptURL(url: string): string }
type Factory = { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy }
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes
const policy = factory?.createPolicy('lantai', {
  createScriptURL: url => {
    if (url !== workerUrl) throw new TypeError('not the PDF worker')
    return url
  },
})

let worker: Worker | null = null
/** One worker serves every document of the page. */
export const pdfWorker = () =>
  (worker ??= new Worker(policy ? policy.createScriptURL(workerUrl) : workerUrl, { type: 'module' }))

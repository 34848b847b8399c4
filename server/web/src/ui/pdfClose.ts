// pdf.js gives up its worker when a document is closed and refuses to open another one meanwhile.
// So the next document waits for the end of the last.
let last: Promise<unknown> = Promise.resolve()

export function closePdf(task: { destroy(): Promise<void> }) {
  last = Promise.allSettled([last, task.destroy()])
}
export const pdfClosed = () => last

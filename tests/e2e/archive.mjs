// A real archive in an empty folder, served by the real program; and small documents to file.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './browser.mjs'

const ONE_BYTE = join(root, 'tests', 'e2e_cli', 'one_byte.py')

export class Archive {
  constructor(programs) {
    this.program = join(programs, 'lantai')
    this.folder = mkdtempSync(join(tmpdir(), 'lantai-acceptance-'))
    this.data = join(this.folder, 'data')
  }
  /** Creates the archive; the administrators' one-time links by login. */
  init() {
    const said = execFileSync(this.program, ['init', '--yes', '--data', this.data], { encoding: 'utf8' })
    return Object.fromEntries([...said.matchAll(/^ {2}(\S+)\t\S+\t(\/#\/link\/\S+)$/gm)].map(m => [m[1], m[2]]))
  }
  /** Fills it with the demo archive. */
  demo() {
    execFileSync(this.program, ['demo', '--data', this.data])
  }
  /** Resolves with the address once the server says that it is ready. */
  start(port = 0) {
    this.child = spawn(this.program, ['serve', '--port', String(port), '--data', this.data], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    return new Promise((resolve, reject) => {
      const hear = text => {
        said += text
        const url = /https?:\/\/[\w.:[\]]+/.exec(said)?.[0]
        if (url) resolve(url.replace(/\/$/, ''))
      }
      this.child.stdout.setEncoding('utf8').on('data', hear)
      this.child.stderr.setEncoding('utf8').on('data', text => { this.log = (this.log ?? '') + text; hear(text) })
      this.child.on('exit', code => reject(new Error(`the server ended with ${code}: ${said}`)))
    })
  }
  async stop() {
    if (!this.child || this.child.exitCode !== null) return
    const ended = new Promise(done => this.child.once('exit', done))
    this.child.kill('SIGTERM')
    await ended
  }
  async remove() {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
  /** Changes one byte of what `query` reads in the database file, as a thief would. */
  changeByte(query, ...values) {
    execFileSync('/usr/bin/python3', ['-B', ONE_BYTE, join(this.data, 'lantai.db'), query, ...values])
  }
}

/** The bytes of `text` in GB 18030, which Node can read but not write. */
export function gb18030(text) {
  const script = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode('utf-8').encode('gb18030'))"
  return execFileSync('/usr/bin/python3', ['-c', script], { input: text })
}

/** A PDF of one page per text (ASCII), with a real cross-reference table. */
export function pdf(pages) {
  const first = 4
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, i) => `${first + 2 * i} 0 R`).join(' ')}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ]
  pages.forEach((text, i) => {
    const drawn = `BT /F1 18 Tf 72 720 Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`
    objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${first + 2 * i + 1} 0 R>>`,
      `<</Length ${drawn.length}>>\nstream\n${drawn}\nendstream`)
  })
  let out = '%PDF-1.4\n'
  const at = objects.map((body, i) => {
    const here = out.length
    out += `${i + 1} 0 obj\n${body}\nendobj\n`
    return here
  })
  const table = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.map(n => `${String(n).padStart(10, '0')} 00000 n \n`).join('')}`
  return Buffer.from(`${out}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`, 'latin1')
}

// Files beside the bundle: what pdf.js loads on demand (Chinese character maps, the standard
// fonts, decoders of scans), and a packed copy of every text file for the server to send.
import { createReadStream, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const FOLDERS: Record<string, RegExp> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(pfb|ttf)$/,
  wasm: /^(jbig2|openjpeg).*\.(wasm|js)$|^qcms.*\.wasm$/,
}
const home = (root: string) => join(root, 'node_modules/pdfjs-dist')

export function pdfAssets(): Plugin {
  let root = ''
  return {
    name: 'lantai-pdf-assets',
    configResolved(config) { root = config.root },
    configureServer(server) {
      server.middlewares.use('/pdfjs/', (request, response, next) => {
        const [folder = '', name = ''] = (request.url ?? '').split('?')[0]!.split('/').slice(1)
        if (!FOLDERS[folder]?.test(name)) return next()
        createReadStream(join(home(root), folder, name)).on('error', next).pipe(response)
      })
    },
    generateBundle() {
      for (const [folder, names] of Object.entries(FOLDERS))
        for (const name of readdirSync(join(home(root), folder)).filter(n => names.test(n)))
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source: readFileSync(join(home(root), folder, name)) })
    },
  }
}

export function packed(): Plugin {
  let out = ''
  return {
    name: 'lantai-packed',
    apply: 'build',
    configResolved(config) { out = join(config.root, config.build.outDir) },
    closeBundle() {
      for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name)
        if (entry.isFile() && /\.(js|mjs|css|svg)$/.test(entry.name)) writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
      }
    },
  }
}

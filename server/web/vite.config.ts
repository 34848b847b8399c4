import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import Components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vitest/config'
import { packed, pdfAssets } from './tools/assets.ts'

// Assets stay files (no data: URLs), as the CSP wants. vue-i18n 11 interprets its messages, so it
// needs no eval and no compile step.
export default defineConfig({
  plugins: [
    vue(),
    pdfAssets(),
    packed(),
    Components({
      dts: 'src/components.d.ts',
      dirs: ['src/ui'],
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __VUE_I18N_FULL_INSTALL__: false, __VUE_I18N_LEGACY_API__: false },
  build: {
    target: ['chrome94', 'firefox102', 'safari15.4'],
    cssTarget: 'chrome94',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    manifest: true,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['tools/chinese.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})

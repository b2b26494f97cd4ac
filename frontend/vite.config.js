import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import license from 'rollup-plugin-license';
import { defineConfig } from 'vite';

// Each file in src/islands is one script that a page may load. What is built lies beside the templates, in the package:
// who installs saidby needs no Node. Names carry no hashes, so that what is built from the same sources is the same.
const islands = readdirSync(resolve(import.meta.dirname, 'src/islands'))
  .filter((name) => name.endsWith('.ts'))
  .sort();

export default defineConfig({
  base: './',
  plugins: [svelte({ emitCss: true, compilerOptions: { runes: true } })],
  build: {
    outDir: resolve(import.meta.dirname, '../saidby/views/web/static/islands'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: Object.fromEntries(
        islands.map((name) => [name.replace('.ts', ''), resolve(import.meta.dirname, 'src/islands', name)]),
      ),
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'shared/[name].js',
        assetFileNames: '[name][extname]',
      },
      plugins: [
        license({
          thirdParty: { output: resolve(import.meta.dirname, '../saidby/views/web/static/islands/LICENSES.txt') },
        }),
      ],
    },
  },
});

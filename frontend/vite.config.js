import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// Each file in src/islands is one script that a page may load. What is built lies beside the templates, in the package:
// who installs saidby needs no Node. Names carry no hashes, so that what is built from the same sources is the same.
const islands = readdirSync(resolve(import.meta.dirname, 'src/islands'))
  .filter((name) => name.endsWith('.ts'))
  .sort();

const target = resolve(import.meta.dirname, '../saidby/views/web/static/islands');
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

// Notes of which sources the files are built, and what they are: tests/serve/desk/test_islands.py compares both, so that
// nobody forgets to build, or changes what is built by hand.
const noted = {
  name: 'noted',
  apply: 'build',
  closeBundle() {
    const here = import.meta.dirname;
    const sources = ['package-lock.json', 'vite.config.js', 'tsconfig.json', ...globSync('src/**/*.*', { cwd: here })].sort();
    const files = globSync('**/*.*', { cwd: target }).filter((name) => name !== 'built.json').sort();
    const made = {
      sources: sha256(...sources.flatMap((name) => [name, '\0', readFileSync(resolve(here, name)), '\0'])),
      files: Object.fromEntries(files.map((name) => [name, sha256(readFileSync(resolve(target, name)))])),
    };
    writeFileSync(resolve(target, 'built.json'), `${JSON.stringify(made, null, 1)}\n`);
  },
};

export default defineConfig({
  base: './',
  plugins: [svelte({ emitCss: true, compilerOptions: { runes: true } }), noted],
  build: {
    outDir: target,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    assetsInlineLimit: 0,
    license: { fileName: 'LICENSES.txt' },
    rollupOptions: {
      input: Object.fromEntries(
        islands.map((name) => [name.replace('.ts', ''), resolve(import.meta.dirname, 'src/islands', name)]),
      ),
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'shared/[name].js',
        assetFileNames: '[name][extname]',
      },
    },
  },
});

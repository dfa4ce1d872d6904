import preact from '@preact/preset-vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The gallery: every part in its states, and the console on sample answers. For development and screenshots only. */
export default defineConfig({
  root: at('.'),
  plugins: [preact()],
  build: { outDir: at('../../../.output/gallery'), emptyOutDir: true, rollupOptions: { input: [at('index.html'), at('console.html')] } },
});

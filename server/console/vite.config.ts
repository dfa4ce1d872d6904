import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** The console as static files that the server hands out. Everything is a file of its own: the policy allows nothing inline. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [preact()],
  build: {
    outDir: `${import.meta.dirname}/../../.output/console`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

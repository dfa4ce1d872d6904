import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

/** The end-to-end build: the same code with loopback granted, see docs/decisions. */
const isForTests = process.env['SIDEBOOK_E2E'] === '1';
const loopback = ['http://127.0.0.1/*', 'http://localhost/*'];

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  imports: false,
  outDir: '.output',
  outDirTemplate: isForTests ? '{{browser}}-mv{{manifestVersion}}-e2e' : '{{browser}}-mv{{manifestVersion}}',
  vite: () => ({
    plugins: [preact()],
    define: { __E2E__: JSON.stringify(isForTests) },
    build: { modulePreload: false },
  }),
  hooks: {
    'build:manifestGenerated': (_, { sidebar_action: sidebar }) => {
      // Firefox opens the sidebar at install: a page more than the tests opened, which learns in their stead.
      if (isForTests && sidebar) {
        Object.assign(sidebar, { open_at_install: false });
      }
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    version: '0.1.0',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'activeTab', 'scripting', 'contextMenus', ...(browser === 'firefox' ? [] : ['sidePanel'])],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    ...(isForTests ? { host_permissions: loopback } : {}),
    icons: { 16: 'icon-16.png', 32: 'icon-32.png', 48: 'icon-48.png', 128: 'icon-128.png' },
    action: { default_title: '__MSG_openPanel__' },
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'; frame-ancestors 'none'" },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'sidebook@sidebook.example',
              strict_min_version: '140.0',
              data_collection_permissions: {
                required: ['personallyIdentifyingInfo', 'personalCommunications', 'websiteContent', 'authenticationInfo'],
              },
            },
          },
        }
      : { minimum_chrome_version: '120' }),
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+S' }, description: '__MSG_openPanel__' },
      'capture-page': { suggested_key: { default: 'Alt+Shift+L' }, description: '__MSG_capturePage__' },
      'capture-selection': { suggested_key: { default: 'Alt+Shift+K' }, description: '__MSG_captureSelection__' },
    },
  }),
});

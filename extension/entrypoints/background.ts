import { defineBackground } from 'wxt/utils/define-background';
import { textsFor } from '#shared/text/index.ts';
import { startBackground } from '../background/start.ts';

export default defineBackground({ type: 'module', main: () => startBackground(textsFor(navigator.language).page.menu) });

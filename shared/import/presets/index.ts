import { google, outlook } from './books.ts';
import { kingdee, oracle, sap, wukong, yonyou } from './enterprise.ts';
import type { Preset } from './preset.ts';
import { dynamics, hubspot, odoo, salesforce, suitecrm, vtiger, zoho } from './western.ts';

/**
 * Every preset, the more particular before the more general where their marks overlap. A program is in this list only
 * where a source names its headings; files of others are read by their headings alone.
 */
export const presets: readonly Preset[] = [
  google,
  outlook,
  dynamics,
  suitecrm,
  zoho,
  vtiger,
  salesforce,
  hubspot,
  odoo,
  oracle,
  sap,
  wukong,
  kingdee,
  yonyou,
];

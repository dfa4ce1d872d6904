import { Nothing } from './auth.ts';
import { defineRoute } from './route.ts';
import { SettingsReply, SettingsRequest, SimulationReply } from './settings.ts';

/** What the team has settled for everybody. */
export const settingsRoutes = {
  settings: defineRoute({
    method: 'GET',
    path: '/settings',
    who: 'session',
    permission: 'read-own-session',
    input: Nothing,
    output: SettingsReply,
    summary: 'What the team has settled: benefits and cuts of tiers, weights of a technician’s month.',
  }),
  changeSettings: defineRoute({
    method: 'POST',
    path: '/settings',
    who: 'session',
    permission: 'manage-settings',
    input: SettingsRequest,
    output: SettingsReply,
    summary: 'Writes some of the settings; null clears one.',
  }),
  simulateSettings: defineRoute({
    method: 'POST',
    path: '/settings/simulation',
    who: 'session',
    permission: 'manage-settings',
    input: SettingsRequest,
    output: SimulationReply,
    summary: 'What some of the settings would change: who changes tier, and what discounts would have cost. Nothing is stored.',
  }),
} as const;

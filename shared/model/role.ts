import * as v from 'valibot';

/** What a user may be in an organization. */
export const Role = v.picklist(['rep', 'lead', 'service', 'admin']);
export type Role = v.InferOutput<typeof Role>;

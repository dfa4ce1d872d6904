import * as v from 'valibot';
import { Role } from '../model/role.ts';

const Line = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const EmailText = v.pipe(v.string(), v.maxLength(254), v.regex(/^[^\s@]+@[^\s@]+$/u));
const Password = v.pipe(v.string(), v.maxLength(512));

/** First run: the one-time link's token and the first user, who becomes admin. */
export const SetUpRequest = v.strictObject({ token: Line, organization: Line, name: Line, email: EmailText, password: Password });
export type SetUpRequest = v.InferOutput<typeof SetUpRequest>;

export const SignInRequest = v.strictObject({ email: EmailText, password: Password });
export type SignInRequest = v.InferOutput<typeof SignInRequest>;

/** Who is signed in. */
export const SessionReply = v.strictObject({
  user: v.strictObject({ id: v.string(), name: v.string(), email: v.string(), role: Role, team: v.nullable(v.string()) }),
  organization: v.string(),
});
export type SessionReply = v.InferOutput<typeof SessionReply>;

/** A pairing code is eight digits; spaces and dashes are forgiven. */
export const PairRequest = v.strictObject({ code: v.pipe(v.string(), v.maxLength(20)), deviceName: Line });
export type PairRequest = v.InferOutput<typeof PairRequest>;

export const PairReply = v.strictObject({
  /** Shown once; the server keeps only its hash. */
  token: v.string(),
  /** 12 hex digits. */
  device: v.string(),
  /** 32 bytes in hex: the organization's salt for ids. */
  idSalt: v.string(),
  organization: v.strictObject({ id: v.string(), name: v.string() }),
  user: v.strictObject({ id: v.string(), name: v.string(), email: v.string(), role: Role }),
  epoch: v.string(),
  serverNow: v.number(),
});
export type PairReply = v.InferOutput<typeof PairReply>;

export const PairingCodeRequest = v.strictObject({ user: v.string() });
export const PairingCodeReply = v.strictObject({ code: v.string(), expiresAt: v.string() });
export type PairingCodeReply = v.InferOutput<typeof PairingCodeReply>;

export const AddUserRequest = v.strictObject({
  name: Line,
  email: EmailText,
  role: Role,
  /** A team's name; made when it does not exist. */
  team: v.exactOptional(Line),
  /** Without one the user can pair a browser but not sign in to the console. */
  password: v.exactOptional(Password),
});
export type AddUserRequest = v.InferOutput<typeof AddUserRequest>;

export const Device = v.strictObject({
  id: v.string(),
  name: v.string(),
  user: v.string(),
  pairedAt: v.string(),
  lastSeenAt: v.nullable(v.string()),
  revokedAt: v.nullable(v.string()),
});
export type Device = v.InferOutput<typeof Device>;

/** The people page: users with their teams and browsers. */
export const PeopleReply = v.strictObject({
  users: v.array(
    v.strictObject({
      id: v.string(),
      name: v.string(),
      email: v.string(),
      role: Role,
      team: v.nullable(v.string()),
      disabled: v.boolean(),
      canSignIn: v.boolean(),
    }),
  ),
  teams: v.array(v.strictObject({ id: v.string(), name: v.string() })),
  devices: v.array(Device),
});
export type PeopleReply = v.InferOutput<typeof PeopleReply>;

export const Nothing = v.strictObject({});

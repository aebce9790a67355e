import { z } from 'zod';
import type { Device } from './rules/device.ts';

/** Who must have a second factor, as a province decides for all its levels. */
export const secondFactorPolicies = ['off', 'admins', 'everybody'] as const;
export type SecondFactorPolicy = (typeof secondFactorPolicies)[number];

export const recoveryCodeCount = 10;

/** What is typed in: six digits, or a recovery code with or without its dashes. */
export const codeBody = z.object({ code: z.string().trim().min(6).max(40) });

/** The own second factor, as `/me` shows it. */
export type SecondFactor = {
  /** Since when; null for none. */
  since: string | null;
  recoveryLeft: number;
  /** The tenant asks for one. */
  required: boolean;
  /** Whether there is a password to sign in with at all. */
  hasPassword: boolean;
  /** The providers that the person signs in by, and those that the account could be tied to. */
  identities: { providerId: string; name: string; linked: boolean }[];
};

export type Enrolment = { secret: string; uri: string };

/** One of the own sessions. */
export type OwnSession = Device & {
  id: string;
  since: string;
  seenAt: string;
  address: string;
  /** The provider's name; null for a password. */
  provider: string | null;
  current: boolean;
};

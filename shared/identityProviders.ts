import { z } from 'zod';
import { filterSchema, oneOf, orgCode, text, version, type Stamped } from './schema.ts';

/** The roles that a provider's rules may give. A union's reporter has a union, which no claim names; an operator no tenant. */
export const ruleRoles = ['officer', 'leader', 'admin'] as const;
export type RuleRole = (typeof ruleRoles)[number];

/** Stands for any value of a claim, also for none. */
export const ANY = '*';

/** Whoever has this value in this claim gets this role, at this organisation or at the one that `orgClaim` names. */
export const identityRule = z.object({
  claim: text(80).default(''),
  value: text(200, 1),
  role: z.enum(ruleRoles),
  orgCode: orgCode.nullable(),
});
export type IdentityRule = z.infer<typeof identityRule>;

const fields = {
  name: text(20, 1),
  clientId: text(200, 1),
  scopes: z
    .string()
    .trim()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/)
    .max(200)
    .default('openid profile'),
  orgClaim: text(80).nullish(),
  rules: z.array(identityRule).min(1).max(50),
  secondFactor: z.boolean().default(false),
  active: z.boolean().default(true),
};

type Rules = { orgClaim?: string | null | undefined; rules: readonly IdentityRule[] };

/** A rule without an organisation needs the claim that names one, and one that looks at a claim needs its name. */
function checkRules({ orgClaim, rules }: Rules, ctx: z.RefinementCtx): void {
  for (const [index, rule] of rules.entries()) {
    const refuse = (field: string) =>
      ctx.addIssue({ code: 'custom', path: ['rules', index, field], params: { key: 'required' } });
    if (rule.orgCode === null && !orgClaim) refuse('orgCode');
    if (rule.value !== ANY && !rule.claim) refuse('claim');
  }
}

const issuer = z.url({ protocol: /^https?$/ }).max(500);
const clientSecret = text(500, 1);

export const identityProviderCreate = z
  .object({ orgCode, issuer, clientSecret: clientSecret.nullish(), ...fields })
  .superRefine(checkRules);
export type IdentityProviderCreate = z.infer<typeof identityProviderCreate>;

/** A secret that is left out stays; null takes it away. */
export const identityProviderUpdate = z
  .object({ issuer, clientSecret: clientSecret.nullish(), ...fields, version: version.optional() })
  .superRefine(checkRules);
export type IdentityProviderUpdate = z.infer<typeof identityProviderUpdate>;

/** The secret is never answered. */
export type IdentityProvider = Stamped & {
  orgCode: string;
  name: string;
  issuer: string;
  clientId: string;
  hasSecret: boolean;
  scopes: string;
  orgClaim: string | null;
  rules: IdentityRule[];
  secondFactor: boolean;
  active: boolean;
  /** The address to register with the provider. */
  redirectUri: string;
};

export const identityProviderFilter = filterSchema({ name: oneOf(text(20)), active: oneOf(z.boolean()) });

/** What the sign-in page knows of a provider. */
export type SignInProvider = { id: string; name: string; orgName: string };

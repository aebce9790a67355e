import sql from 'sql-template-tag';
import { ancestorsOf, NATION } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';

/** Names of organisations, asked for once each. */
export type Places = {
  /** Looks up what these codes and those above them are called. */
  learn(codes: readonly string[]): Promise<void>;
  name(code: string): string;
  /** `内蒙古 › 呼和浩特 › 新城区`, without the nation and without nominal tiers. */
  path(code: string): string;
};

export function placesOf(ctx: Ctx): Places {
  const known = new Map<string, { name: string; nominal: boolean }>();
  const paths = new Map<string, string>();
  return {
    async learn(codes) {
      const wanted = [...new Set(codes)].flatMap((code) => [code, ...ancestorsOf(code)]);
      const missing = [...new Set(wanted)].filter((code) => !known.has(code));
      if (missing.length === 0) return;
      const rows = await ctx.query<{ code: string; name: string; nominal: boolean }>(sql`
        select code, short_name as name, nominal from organisations
        where code = any(${missing}) and ${inScope(ctx, 'organisations')}`);
      for (const { code, ...rest } of rows) known.set(code, rest);
    },
    name: (code) => known.get(code)?.name ?? code,
    path(code) {
      const told = paths.get(code);
      if (told !== undefined) return told;
      const line = [...ancestorsOf(code).reverse(), code].filter((one) => one !== NATION || code === NATION);
      const names = line.flatMap((one) => {
        const place = known.get(one);
        return place && !place.nominal ? [place.name] : [];
      });
      const path = names.join(' › ');
      paths.set(code, path);
      return path;
    },
  };
}

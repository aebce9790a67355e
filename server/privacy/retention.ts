import type { Deps } from '../deps.ts';

const DAY = 86_400_000;
/** Of each province in one statement. */
const AT_ONCE = 1_000;

/** Notices go after as many days as the settings say. */
export async function forgetNotices({ pool, env, now }: Pick<Deps, 'pool' | 'env' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - env.NOTICE_DAYS * DAY);
  let gone: number;
  do {
    const { rows } = await pool.query<{ gone: number }>('select platform_forget_notices($1, $2) as gone', [
      before,
      AT_ONCE,
    ]);
    gone = rows[0]!.gone;
  } while (gone > 0);
}

import sql from 'sql-template-tag';
import type { EvidenceFlag, EvidenceUse } from '../../../shared/evidence.ts';
import { alikeBits } from '../../../shared/rules/looks.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';

type Found = { attachmentId: string; otherId: string | null; same: boolean; bits: number | null; outside: number };
type Use = Omit<EvidenceUse, 'kind' | 'at'> & { id: string; at: Date };

/**
 * Where else these pieces of evidence were used, for whoever verifies: within the scope by name, beyond it as a number.
 * Two statements for any number of pieces; what is not in the scope, or a reporter asks for, has no flag.
 */
export async function flagsOf(ctx: Ctx, ids: readonly string[]): Promise<EvidenceFlag[]> {
  const found = await ctx.query<Found>(sql`
    select attachment_id as "attachmentId", other_id as "otherId", same, bits, outside
    from platform_evidence_elsewhere(${[...ids]}, ${provincesOf(ctx.actor)}, ${alikeBits})`);
  const others = found.flatMap(({ otherId }) => otherId ?? []);
  const uses = new Map((others.length > 0 ? await usesOf(ctx, others) : []).map((use) => [use.id, use]));
  return ids.flatMap((attachmentId) => {
    const own = found.filter((row) => row.attachmentId === attachmentId);
    if (own.length === 0) return [];
    const kindOf = ({ same }: { same: boolean }) => (same ? 'same' : 'alike');
    return {
      attachmentId,
      kind: own.some(({ same }) => same) ? 'same' : 'alike',
      uses: own.flatMap((row) => {
        const use = row.otherId === null ? undefined : uses.get(row.otherId);
        if (!use) return [];
        const { id: _id, at, ...rest } = use;
        return { ...rest, kind: kindOf(row), at: at.toISOString() };
      }),
      elsewhere: own.reduce((sum, row) => sum + row.outside, 0),
    } satisfies EvidenceFlag;
  });
}

/** The records that use these attachments, each by its name and the page that shows it. */
function usesOf(ctx: Ctx, ids: readonly string[]): Promise<Use[]> {
  return ctx.query<Use>(sql`
    select a.id, coalesce(a.updated_at, a.created_at) as at, a.org_code as "orgCode", a.uploaded_by as "uploadedBy",
      u.name as "unionName", coalesce(r.item_text, s.name, e.name) as title,
      jsonb_build_object(
        'resource', case when e.id is null then a.subject_type else 'enterprises' end,
        'id', coalesce(e.id, a.subject_id)) as door
    from attachments a
    left join unions u on u.province_code = a.province_code and u.id = a.union_id and ${inScope(ctx, 'unions', 'u')}
    left join rectifications r on a.subject_type = 'rectifications' and r.province_code = a.province_code
      and r.id = a.subject_id and ${inScope(ctx, 'rectifications', 'r')}
    left join sites s on a.subject_type = 'sites' and s.province_code = a.province_code and s.id = a.subject_id
      and ${inScope(ctx, 'sites', 's')}
    left join visits v on a.subject_type = 'visits' and v.province_code = a.province_code and v.id = a.subject_id
      and ${inScope(ctx, 'visits', 'v')}
    left join letters l on a.subject_type = 'letters' and l.province_code = a.province_code and l.id = a.subject_id
      and ${inScope(ctx, 'letters', 'l')}
    left join enterprises e on e.province_code = a.province_code and e.id = coalesce(v.enterprise_id, l.enterprise_id)
      and ${inScope(ctx, 'enterprises', 'e')}
    where a.province_code = any(${provincesOf(ctx.actor)}) and a.id = any(${[...ids]}) and ${inScope(ctx, 'attachments', 'a')}`);
}

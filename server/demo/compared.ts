import type pg from 'pg';
import { comparedPictures } from './evidence.ts';

/** Rows of evidence in one district that wait for verification, each of another union, in the order of their ids. */
const waiting = `
  select distinct on (a.union_id) a.province_code, a.id, a.union_id, a.org_code
  from rectifications r
  join attachments a on a.province_code = r.province_code and a.id = any(r.attachment_ids) and a.subject_id = r.id
  where r.province_code = '15' and r.status = 'rectified' and r.org_code >= $1 and r.org_code < $2
  order by a.union_id, a.id`;

type Cast = {
  district: [string, string];
  at: number;
  piece: keyof ReturnType<typeof comparedPictures>;
  shared?: boolean;
};

/** One photo for two unions of 新城区 and, made small, for one of 回民区; and one reply for three unions, said to be shared. */
const cast: Cast[] = [
  { district: ['150102', '150103'], at: 0, piece: 'photo' },
  { district: ['150102', '150103'], at: 1, piece: 'photo' },
  { district: ['150103', '150104'], at: 0, piece: 'small' },
  ...[2, 3, 4].map((at): Cast => ({ district: ['150102', '150103'], at, piece: 'reply', shared: true })),
];

/** Lets a few of the demonstration's proofs tell on each other, and one be meant for many. */
export async function compareEvidence(client: pg.Client): Promise<void> {
  const pictures = comparedPictures();
  for (const { district, at, piece, shared = false } of cast) {
    const { look, ...file } = pictures[piece];
    await client.query(
      `with waiting as (${waiting}), chosen as (select * from waiting order by id offset $3 limit 1)
       update attachments t
       set filename = $4, bytes = $5, sha256 = $6, sent_sha256 = $6, look_a = $7, look_b = $8, look_c = $9, look_d = $10,
         taken_at = case when $11 then null else t.created_at - interval '75 minutes' end,
         taken_lat = case when $11 then null else 40.8583 end, taken_lng = case when $11 then null else 111.6655 end,
         shared_from = case when $11 then '150102' end, shared_by = case when $11 then '王雪梅' end,
         shared_at = case when $11 then t.created_at end
       from chosen c where t.province_code = c.province_code and t.id = c.id`,
      [...district, at, file.filename, file.bytes, file.sha256, ...look, shared],
    );
  }
}

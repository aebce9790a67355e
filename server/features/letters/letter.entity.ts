import { EntitySchema } from 'typeorm';
import type { Letter } from '../../../shared/letters.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type LetterRow = Omit<Letter, 'createdAt' | 'updatedAt' | 'overdue' | 'kindName'> & {
  provinceCode: string;
  createdAt: Date;
  updatedAt: Date;
};

export const letterEntity = new EntitySchema<LetterRow>({
  name: 'Letter',
  tableName: 'letters',
  columns: {
    ...tenantKey,
    enterpriseId: { name: 'enterprise_id', type: 'uuid' },
    orgCode: codeColumn('org_code'),
    kind: { type: 'text' },
    docNo: { name: 'doc_no', type: 'text' },
    issuedOn: { name: 'issued_on', type: 'date' },
    replyDueOn: { name: 'reply_due_on', type: 'date' },
    repliedOn: { name: 'replied_on', type: 'date', nullable: true },
    replyNote: { name: 'reply_note', type: 'text', nullable: true },
    note: { type: 'text', nullable: true },
    attachmentIds: { name: 'attachment_ids', type: 'uuid', array: true },
    ...stamps,
  },
});

import { EntitySchema } from 'typeorm';
import { stamps } from '../../db/columns.ts';

export type TokenRow = {
  id: string;
  userId: string;
  name: string;
  hash: string;
  expiresOn: string;
  lastUsedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const tokenEntity = new EntitySchema<TokenRow>({
  name: 'Token',
  tableName: 'tokens',
  columns: {
    id: { type: 'uuid', primary: true },
    userId: { name: 'user_id', type: 'uuid', select: false },
    name: { type: 'text' },
    hash: { type: 'text', select: false },
    expiresOn: { name: 'expires_on', type: 'date' },
    lastUsedAt: { name: 'last_used_at', type: 'timestamptz', nullable: true },
    ...stamps,
  },
});

import { EntitySchema } from 'typeorm';
import type { Role } from '../../../shared/permissions.ts';
import { codeColumn, stamps } from '../../db/columns.ts';

export type UserRow = {
  id: string;
  username: string;
  name: string;
  role: Role;
  orgCode: string;
  unionId: string | null;
  email: string | null;
  passwordHash: string;
  mustChangePassword: boolean;
  active: boolean;
  demo: boolean;
  lastLoginAt: Date | null;
  secondFactorSince: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const userEntity = new EntitySchema<UserRow>({
  name: 'User',
  tableName: 'users',
  columns: {
    id: { type: 'uuid', primary: true },
    username: { type: 'text' },
    name: { type: 'text' },
    role: { type: 'text' },
    orgCode: codeColumn('org_code'),
    unionId: { name: 'union_id', type: 'uuid', nullable: true },
    email: { type: 'text', nullable: true },
    passwordHash: { name: 'password_hash', type: 'text', select: false },
    mustChangePassword: { name: 'must_change_password', type: 'boolean' },
    active: { type: 'boolean' },
    demo: { type: 'boolean' },
    lastLoginAt: { name: 'last_login_at', type: 'timestamptz', nullable: true },
    secondFactorSince: { name: 'second_factor_since', type: 'timestamptz', nullable: true },
    ...stamps,
  },
});

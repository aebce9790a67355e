import { lazy, type ComponentType } from 'react';
import { Navigate } from 'react-router';
import type { Role } from '../shared/permissions.ts';
import { useMe } from './providers/session.ts';

const officer = lazy(() => import('./home/OfficerHome.tsx').then(({ OfficerHome }) => ({ default: OfficerHome })));
const chair = lazy(() => import('./home/ChairHome.tsx').then(({ ChairHome }) => ({ default: ChairHome })));

/** The operator keeps organisations and accounts, and has no business data to be told of. */
const accounts = () => <Navigate to="/organisations" replace />;

/** A leader's page has an address of its own, which can be sent to a colleague. */
const overview = () => <Navigate to="/cockpit" replace />;

/** Each role's first page answers its question; nobody starts at a list of everything. */
const homes: Record<Role, ComponentType> = {
  operator: accounts,
  admin: officer,
  officer,
  leader: overview,
  reporter: chair,
};

export const Home = () => {
  const person = useMe();
  if (!person) return null;
  const Screen = homes[person.role];
  return <Screen />;
};

import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Role } from '../shared/permissions.ts';
import { useMe } from './providers/session.ts';

const welcome = lazy(() => import('./layout/Welcome.tsx').then(({ Welcome }) => ({ default: Welcome })));

const officer = lazy(() => import('./home/OfficerHome.tsx').then(({ OfficerHome }) => ({ default: OfficerHome })));
const chair = lazy(() => import('./home/ChairHome.tsx').then(({ ChairHome }) => ({ default: ChairHome })));

/** Each role's first page answers its question; nobody starts at a list of everything. */
const homes: Record<Role, LazyExoticComponent<ComponentType>> = {
  operator: welcome,
  admin: officer,
  officer,
  leader: welcome,
  reporter: chair,
};

export const Home = () => {
  const person = useMe();
  if (!person) return null;
  const Screen = homes[person.role];
  return <Screen />;
};

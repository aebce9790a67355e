import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Role } from '../shared/permissions.ts';
import { useMe } from './providers/session.ts';

const welcome = lazy(() => import('./layout/Welcome.tsx').then(({ Welcome }) => ({ default: Welcome })));

/** Each role's first page answers its question; nobody starts at a list of everything. */
const homes: Record<Role, LazyExoticComponent<ComponentType>> = {
  operator: welcome,
  admin: welcome,
  officer: welcome,
  leader: welcome,
  reporter: welcome,
};

export const Home = () => {
  const person = useMe();
  if (!person) return null;
  const Screen = homes[person.role];
  return <Screen />;
};

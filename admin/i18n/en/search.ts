import type { Shape } from '../shape.ts';
import type { search as zh } from '../zh/search.ts';

export const search: Shape<typeof zh> = {
  open: 'Search everywhere',
  placeholder: 'Unions, enterprises, sites, campaigns',
  what: 'Any two characters of a name; several words may be separated by spaces.',
  results: 'Results',
  recent: 'Recent searches',
  forget: 'Clear',
  over: 'over %{count}',
  all: 'All results: %{name}',
  nothing: 'Nothing found',
  nothingHint: 'Try another word; only what lies in your area is searched.',
  single: 'One character finds names that begin with it; with a second one, any part of a name.',
};

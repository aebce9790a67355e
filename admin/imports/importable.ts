import { importKinds, importRights, type ImportKindName } from '../../shared/imports.ts';
import { useMay } from '../providers/session.ts';

/** What this person may bring in: whoever may write the records one by one. */
export function useImportable(): ImportKindName[] {
  const may = useMay();
  if (!may('create', 'imports')) return [];
  return importKinds.filter((kind) => {
    const { resource, actions } = importRights[kind];
    return actions.every((action) => may(action, resource));
  });
}

import type { Archive, Part } from './archive.ts';
import { SheetError } from './fault.ts';
import { scan } from './scan.ts';

export type Workbook = {
  /** Those that can be seen, in their order. */
  sheets: { name: string; part: Part }[];
  strings: Part | undefined;
  styles: Part | undefined;
  since1904: boolean;
};

/** `xl/` and `../x.xml` make `x.xml`; a target that begins with a slash counts from the root. */
function resolvedTarget(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

type Relation = { id: string; kind: string; target: string };

/** What a part refers to. The kind is the last word of the relation's type: strict workbooks have other addresses. */
async function relationsOf(archive: Archive, name: string): Promise<Relation[]> {
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const part = archive.find(`${folder}_rels/${name.slice(folder.length)}.rels`);
  const relations: Relation[] = [];
  if (!part) return relations;
  await scan(archive.open(part), {
    open(tag) {
      if (tag.name !== 'Relationship' || tag.get('TargetMode') === 'External') return;
      relations.push({
        id: tag.get('Id') ?? '',
        kind: (tag.get('Type') ?? '').replace(/^.*\//, ''),
        target: resolvedTarget(folder, (tag.get('Target') ?? '').replaceAll('\\', '/')),
      });
    },
  });
  return relations;
}

/** Macros have a part of their own, and a workbook that may have some says so in its type. */
async function refuseMacros(archive: Archive): Promise<void> {
  const macro = () => new SheetError('sheet-macros');
  if (archive.parts.some(({ name }) => /vbaProject|(^|\/)macrosheets\//i.test(name))) throw macro();
  const types = archive.find('[Content_Types].xml');
  if (!types) return;
  await scan(archive.open(types), {
    open(tag) {
      if (/macroEnabled|macrosheet|vbaProject/i.test(tag.get('ContentType') ?? '')) throw macro();
    },
  });
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true' || value === 'on';

/** Finds the parts of a workbook; throws `SheetError` for an archive that is none, and for one with macros. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  await refuseMacros(archive);
  const main =
    (await relationsOf(archive, '')).find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const part = archive.find(main);
  if (!part) throw new SheetError(archive.find('[Content_Types].xml') ? 'sheet-damaged' : 'sheet-not-a-workbook');
  // Binary workbooks, and documents and slides in the same kind of archive.
  if (!/\.xml$/i.test(part.name)) throw new SheetError('sheet-not-a-workbook');

  const listed: { name: string; id: string; hidden: boolean }[] = [];
  let root = '';
  let since1904 = false;
  await scan(archive.open(part), {
    open(tag) {
      root ||= tag.name;
      if (tag.name === 'workbookPr') since1904 = isTrue(tag.get('date1904'));
      if (tag.name !== 'sheet') return;
      const state = tag.get('state');
      listed.push({
        name: tag.get('name') ?? '',
        id: tag.get('id') ?? '',
        hidden: state === 'hidden' || state === 'veryHidden',
      });
    },
  });
  if (root !== 'workbook') throw new SheetError('sheet-not-a-workbook');

  const relations = await relationsOf(archive, part.name);
  const one = (kind: string) => {
    const target = relations.find((relation) => relation.kind === kind)?.target;
    return target === undefined ? undefined : archive.find(target);
  };
  const sheets = listed
    .filter(({ hidden }) => !hidden)
    .flatMap(({ name, id }) => {
      const relation = relations.find((candidate) => candidate.id === id);
      if (relation && relation.kind !== 'worksheet') return [];
      const found = relation && archive.find(relation.target);
      if (!found) throw new SheetError('sheet-damaged');
      return [{ name, part: found }];
    });
  return { sheets, strings: one('sharedStrings'), styles: one('styles'), since1904 };
}

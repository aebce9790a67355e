/** The typefaces of GB/T 9704 as a document names them. A machine without one takes the next of `others`. */
type Face = { name: string; others: readonly string[]; family: 'roman' | 'modern' | 'script' };

const faces = {
  body: { name: '仿宋_GB2312', others: ['仿宋', 'FangSong', 'STFangsong', 'Noto Serif CJK SC'], family: 'modern' },
  title: {
    name: '方正小标宋简体',
    others: ['方正小标宋_GBK', '华文中宋', 'STZhongsong', '宋体', 'SimSun', 'Noto Serif CJK SC'],
    family: 'roman',
  },
  heading: { name: '黑体', others: ['SimHei', 'STHeiti', 'Noto Sans CJK SC'], family: 'modern' },
  subheading: { name: '楷体_GB2312', others: ['楷体', 'KaiTi', 'STKaiti', 'Noto Serif CJK SC'], family: 'script' },
  plain: { name: '宋体', others: ['SimSun', 'STSong', 'Noto Serif CJK SC'], family: 'roman' },
} as const satisfies Record<string, Face>;

export type FaceName = keyof typeof faces;

/** Figures and Latin letters stand in Times New Roman, which every office has in one form or another. */
const LATIN = 'Times New Roman';

/** A run's fonts. The hint keeps quotation marks and dashes, which both scripts know, in the Chinese face. */
export function fontOf(face: FaceName) {
  return { ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia: faces[face].name, hint: 'eastAsia' };
}

const header =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">';

/** The part of a Word file that tells what may stand in for a missing face. */
export const fontTable =
  header +
  Object.values(faces)
    .map(
      ({ name, others, family }) =>
        `<w:font w:name="${name}"><w:altName w:val="${others.join(',')}"/><w:charset w:val="86"/>` +
        `<w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
    )
    .join('') +
  `<w:font w:name="${LATIN}"><w:altName w:val="Liberation Serif"/><w:charset w:val="00"/>` +
  '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>';

import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import DoNotDisturbOnOutlined from '@mui/icons-material/DoNotDisturbOnOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import PlayCircleOutlined from '@mui/icons-material/PlayCircleOutlined';
import RadioButtonUncheckedOutlined from '@mui/icons-material/RadioButtonUncheckedOutlined';
import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { statusWords, words, type Word } from '../../shared/words.ts';
import type { Tone } from '../theme.ts';

export type StatusResource = keyof typeof statusWords;
type Look = { tone: Tone; Icon: SvgIconComponent };

const open: Look = { tone: 'open', Icon: RadioButtonUncheckedOutlined };
const waiting: Look = { tone: 'waiting', Icon: HourglassEmptyOutlined };
const returned: Look = { tone: 'returned', Icon: UndoOutlined };
const done: Look = { tone: 'done', Icon: CheckCircleOutlined };
const idle: Look = { tone: 'idle', Icon: DoNotDisturbOnOutlined };

/** The look of every status: told apart by the icon as well as by the colour. */
const looks: Record<string, Look> = {
  // campaigns, checklists
  draft: { tone: 'idle', Icon: EditOutlined },
  issued: { tone: 'open', Icon: PlayCircleOutlined },
  published: done,
  retired: idle,
  // inspections
  pending: open,
  submitted: waiting,
  approved: done,
  exempted: { tone: 'idle', Icon: BlockOutlined },
  // rectifications and stages
  open,
  defective: open,
  rectified: waiting,
  returned,
  reopened: { tone: 'returned', Icon: ReplayOutlined },
  closed: done,
  faultless: done,
  withdrawn: idle,
  // extensions
  refused: returned,
  lapsed: idle,
};

export const lookOf = (status: string): Look => looks[status] ?? open;

/** `stage` is how far a union has come; it has words of its own. */
export type StatusKind = StatusResource | 'stage' | 'extension';

export function statusWord(kind: StatusKind, status: string): Word | undefined {
  const group: Record<string, Word> | undefined =
    kind === 'stage' || kind === 'extension' ? words[kind] : statusWords[kind];
  return group?.[status];
}

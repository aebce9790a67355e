import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import DoNotDisturbOnOutlined from '@mui/icons-material/DoNotDisturbOnOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import PlayCircleOutlined from '@mui/icons-material/PlayCircleOutlined';
import RadioButtonUncheckedOutlined from '@mui/icons-material/RadioButtonUncheckedOutlined';
import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import ThumbUpOutlined from '@mui/icons-material/ThumbUpOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import VerifiedOutlined from '@mui/icons-material/VerifiedOutlined';
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
  // orders
  replied: waiting,
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
  // re-inspections
  finished: done,
  held: done,
  relapsed: { tone: 'returned', Icon: ReplayOutlined },
  skipped: idle,
  // sites
  nominated: open,
  recommended: waiting,
  building: { tone: 'open', Icon: PlayCircleOutlined },
  accepted: done,
  listed: { tone: 'done', Icon: VerifiedOutlined },
  revoked: { tone: 'idle', Icon: BlockOutlined },
  // stages of an enterprise
  established: done,
  forming: { tone: 'waiting', Icon: GroupsOutlined },
  willing: { tone: 'waiting', Icon: ThumbUpOutlined },
  outreach: { tone: 'open', Icon: CampaignOutlined },
  // extensions, and enterprises that refuse
  refused: returned,
  lapsed: idle,
  // messages
  waiting,
  sending: { tone: 'waiting', Icon: PlayCircleOutlined },
  sent: done,
  failed: { tone: 'returned', Icon: ReplayOutlined },
  cancelled: idle,
  // background work
  retrying: waiting,
  'set-aside': { tone: 'returned', Icon: ReplayOutlined },
  'given-up': idle,
};

export const lookOf = (status: string): Look => looks[status] ?? open;

/** `stage` is how far a union has come; it has words of its own. */
export type StatusKind = StatusResource | WordKind;

const wordKinds = [
  'stage',
  'extension',
  'reinspectionOutcome',
  'enterpriseStage',
  'deliveryStatus',
  'failedJobStatus',
] as const;
type WordKind = (typeof wordKinds)[number];
const isWordKind = (kind: StatusKind): kind is WordKind => (wordKinds as readonly string[]).includes(kind);

export function statusWord(kind: StatusKind, status: string): Word | undefined {
  const group: Record<string, Word> = isWordKind(kind) ? words[kind] : statusWords[kind];
  return group[status];
}

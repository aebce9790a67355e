import Typography from '@mui/material/Typography';
import { useMe } from '../providers/session.ts';

/** Stands until a role has a home of its own. */
export const Welcome = () => <Typography variant="h1">{useMe()?.name}</Typography>;

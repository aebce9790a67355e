import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import { problemBody } from '../providers/httpClient.ts';

export type Known = { id: string; name: string };

/** The file that a refused code belongs to already, where it is the reader's to see. */
export function knownFile(failure: unknown): Known | null {
  const { code, current } = problemBody(failure);
  return code === 'uscc-taken' && current ? (current as Known) : null;
}

/** Leads from a refused code to the file that has it. */
export const Duplicate = ({ known, message }: { known: Known | null; message: string }) => {
  const t = useT();
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{ mb: 2 }}
      action={
        known && (
          <Button size="small" component={Link} to={`/enterprises/${known.id}/show`}>
            {t('ledger.form.open', { name: known.name })}
          </Button>
        )
      }
    >
      {message}
    </Alert>
  );
};

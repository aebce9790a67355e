import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import HighlightOffOutlined from '@mui/icons-material/HighlightOffOutlined';
import Box from '@mui/material/Box';
import { useT } from '../i18n/index.ts';

/** Whether a have passes: the sign and the word. */
export const Passed = ({ passed }: { passed: boolean }) => {
  const t = useT();
  const Icon = passed ? CheckCircleOutlined : HighlightOffOutlined;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        flex: 'none',
        color: passed ? 'tone.done.ink' : 'tone.returned.ink',
      }}
    >
      <Icon sx={{ fontSize: '1rem' }} aria-hidden />
      {t(passed ? 'unions.pass' : 'unions.fail')}
    </Box>
  );
};

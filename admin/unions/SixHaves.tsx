import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import HighlightOffOutlined from '@mui/icons-material/HighlightOffOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { sixHaves } from '../../shared/rules/scoring.ts';
import type { Union } from '../../shared/unions.ts';
import { useT, useWord } from '../i18n/index.ts';

/** The newest six-haves result, one line for each, with the word beside the sign. */
export const SixHaves = ({ result }: { result: Union['sixHaves'] }) => {
  const t = useT();
  const word = useWord();
  if (!result) return <Typography color="text.secondary">{t('unions.sixNone')}</Typography>;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {sixHaves.map((have) => {
        const passed = result[have];
        return (
          <Box
            component="li"
            key={have}
            sx={{
              display: 'flex',
              justifyContent: 'space-between',
              gap: 2,
              py: 0.75,
              borderBottom: 1,
              borderColor: 'divider',
            }}
          >
            <span>{word('sixHave', have)}</span>
            <Passed passed={passed} />
          </Box>
        );
      })}
    </Box>
  );
};

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

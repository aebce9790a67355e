import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useLanguage, useT } from '../i18n/index.ts';
import { pictureOf } from './pictures.ts';
import { texts as en } from './texts.en.ts';
import { texts as zh } from './texts.zh.ts';
import type { HelpTopic } from './topics.ts';

const texts = { zh, en };

/** A short text and a picture; loaded when help is first asked for. */
export const HelpText = ({ topic }: { topic: HelpTopic }) => {
  const t = useT();
  const language = useLanguage();
  const { title, lead, steps } = texts[language][topic];
  const picture = pictureOf(topic, language);
  return (
    <>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <Typography sx={{ mb: 2 }}>{lead}</Typography>
      <Box component="ul" sx={{ m: 0, mb: 2.5, pl: 2.5, '& li': { mb: 1 } }}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </Box>
      {picture && (
        <Box
          component="a"
          href={picture}
          target="_blank"
          rel="noopener"
          aria-label={t('shell.help.enlarge')}
          sx={{ display: 'block', border: 1, borderColor: 'divider', lineHeight: 0 }}
        >
          <Box
            component="img"
            src={picture}
            alt={t('shell.help.picture', { title })}
            sx={{ width: 1, height: 'auto' }}
          />
        </Box>
      )}
    </>
  );
};

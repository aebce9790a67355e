import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import FormHelperText from '@mui/material/FormHelperText';
import { useT } from '../i18n/index.ts';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { useOrgNames } from '../ui/orgs.tsx';

type Props = {
  issuer: string;
  value: readonly string[];
  onChange: (codes: string[]) => void;
  error?: string | undefined;
};

/** The federations that a circular is addressed to, in their order. */
export const AddresseesInput = ({ issuer, value, onChange, error }: Props) => {
  const t = useT();
  const names = useOrgNames([...value]);
  const nameOf = (code: string) => names.get(code)?.name ?? '…';
  return (
    <Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        {value.map((code) => (
          <Chip
            key={code}
            label={nameOf(code)}
            onDelete={() => onChange(value.filter((other) => other !== code))}
            deleteIcon={<CloseOutlined aria-label={t('bulletins.form.removeAddressee', { name: nameOf(code) })} />}
            sx={{ height: { xs: 44, md: 32 } }}
          />
        ))}
        <Box sx={{ width: { xs: 1, sm: 220 } }}>
          <OrgPicker
            key={value.join()}
            value={null}
            root={issuer}
            label={t('bulletins.form.addAddressee')}
            placeholder={t('ui.org.placeholder')}
            onChange={(code) => code && code !== issuer && !value.includes(code) && onChange([...value, code])}
          />
        </Box>
      </Box>
      {error && <FormHelperText error>{error}</FormHelperText>}
    </Box>
  );
};
